package energy.corridor.sim.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value in the file together with the place it stands at, so that a complaint can name it. */
record Field(String file, String path, JsonNode json) {

    Field required(String name) {
        return optional(name)
                .orElseThrow(() -> new ScenarioException("%s: %s is missing.".formatted(file, pathOf(name))));
    }

    /** Empty when it is absent or null. */
    Optional<Field> optional(String name) {
        if (!json.isObject()) {
            throw wrong("an object");
        }
        JsonNode child = json.get(name);
        return child == null || child.isNull() ? Optional.empty() : Optional.of(new Field(file, pathOf(name), child));
    }

    double number(double min, double max) {
        if (!json.isNumber() || !(min <= json.doubleValue() && json.doubleValue() <= max)) {
            throw wrong("a number in %s..%s".formatted(plain(min), plain(max)));
        }
        return json.doubleValue();
    }

    String text() {
        if (!json.isTextual()) {
            throw wrong("a text");
        }
        return json.textValue();
    }

    /** ISO 8601; without an offset it is UTC. */
    Instant instant() {
        String text = text();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw wrong("a time such as 2026-03-02T17:30:00+01:00");
            }
        }
    }

    List<Field> elements() {
        if (!json.isArray()) {
            throw wrong("a list");
        }
        List<Field> all = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            all.add(new Field(file, path + "[" + i + "]", json.get(i)));
        }
        return all;
    }

    Map<String, Field> entries() {
        if (!json.isObject()) {
            throw wrong("an object");
        }
        Map<String, Field> all = new LinkedHashMap<>();
        json.properties().forEach(e -> all.put(e.getKey(), new Field(file, pathOf(e.getKey()), e.getValue())));
        return all;
    }

    ScenarioException wrong(String allowed) {
        String found = json.toString();
        return new ScenarioException("%s: %s is %s; %s is expected."
                .formatted(file, path, found.length() <= 60 ? found : found.substring(0, 60) + "…", allowed));
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
