package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The payload of a request, read strictly; what is wrong with it becomes a {@link CallError} that names the field. */
record Payload(String path, JsonNode json) {

    static Payload of(JsonNode json) {
        if (!json.isObject()) {
            throw new CallError("FormationViolation", "the payload must be an object");
        }
        return new Payload("", json);
    }

    Payload required(String name) {
        return optional(name).orElseThrow(() -> CallError.missing(path + name));
    }

    Optional<Payload> optional(String name) {
        JsonNode child = json.get(name);
        return child == null || child.isNull()
                ? Optional.empty()
                : Optional.of(new Payload(path + name + (child.isObject() ? "." : ""), child));
    }

    int integer() {
        if (!json.isIntegralNumber() || !json.canConvertToInt()) {
            throw CallError.type(path, "an integer");
        }
        return json.intValue();
    }

    double number() {
        if (!json.isNumber()) {
            throw CallError.type(path, "a number");
        }
        return json.doubleValue();
    }

    String text(int maxLength) {
        if (!json.isTextual()) {
            throw CallError.type(path, "a text");
        }
        if (json.textValue().length() > maxLength) {
            throw CallError.value(path, "at most " + maxLength + " characters");
        }
        return json.textValue();
    }

    <E extends Enum<E>> E oneOf(Class<E> type) {
        String text = text(50);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(text))
                .findFirst()
                .orElseThrow(() -> CallError.value(path, "one of " + Arrays.toString(type.getEnumConstants())));
    }

    Instant instant() {
        String text = text(40);
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS);
            } catch (DateTimeException e) {
                throw CallError.value(path, "an ISO 8601 date and time");
            }
        }
    }

    Payload object() {
        if (!json.isObject()) {
            throw CallError.type(path, "an object");
        }
        return this;
    }

    List<Payload> elements() {
        if (!json.isArray()) {
            throw CallError.type(path, "a list");
        }
        List<Payload> all = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            String at = path + "[" + i + "]";
            all.add(new Payload(json.get(i).isObject() ? at + "." : at, json.get(i)));
        }
        return all;
    }
}
