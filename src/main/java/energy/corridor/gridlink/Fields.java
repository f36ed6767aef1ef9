package energy.corridor.gridlink;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields of a flat JSON object, each refused with a sentence when it is missing, of the wrong type, or not asked for. */
final class Fields {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;
    private final Set<String> allowed = new TreeSet<>();

    private Fields(JsonNode node) {
        this.node = node;
    }

    static Fields of(byte[] payload) {
        try {
            JsonNode node = JSON.readTree(payload);
            if (!node.isObject()) {
                throw new IllegalArgumentException("The payload must be a JSON object, such as {\"at\": …}.");
            }
            return new Fields(node);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
            throw new IllegalArgumentException(
                    "The payload is not JSON: %s%s.".formatted(e.getOriginalMessage(), where), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("The payload is not JSON in UTF-8.", e);
        }
    }

    boolean has(String name) {
        allowed.add(name);
        return node.has(name);
    }

    String text(String name) {
        JsonNode value = needed(name, "a text");
        return value.isTextual() ? value.textValue() : refuse(name, value, "a text");
    }

    Instant instant(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The field %s (\"%s\") must be a time such as 2026-03-02T16:00:00Z.".formatted(name, text), e);
        }
    }

    double number(String name) {
        JsonNode value = needed(name, "a number");
        return value.isNumber() ? value.doubleValue() : refuse(name, value, "a number");
    }

    double number(String name, double otherwise) {
        return has(name) ? number(name) : otherwise;
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    long count(String name) {
        JsonNode value = needed(name, "a whole number");
        return value.isIntegralNumber() && value.canConvertToLong()
                ? value.longValue()
                : refuse(name, value, "a whole number");
    }

    int whole(String name, int otherwise) {
        return has(name) ? whole(name) : otherwise;
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> words, E otherwise) {
        return has(name) ? oneOf(name, words) : otherwise;
    }

    int whole(String name) {
        JsonNode value = needed(name, "a whole number");
        return value.isIntegralNumber() && value.canConvertToInt()
                ? value.intValue()
                : refuse(name, value, "a whole number");
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode value = needed(name, "true or false");
        return value.isBoolean() ? value.booleanValue() : refuse(name, value, "true or false");
    }

    <E extends Enum<E>> E oneOf(String name, Class<E> words) {
        String text = text(name);
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(text)) {
                return word;
            }
        }
        throw new IllegalArgumentException("The field %s (\"%s\") must be one of %s."
                .formatted(name, text, Arrays.toString(words.getEnumConstants())));
    }

    /** Of an array, each an object of its own. */
    List<Fields> objects(String name) {
        JsonNode value = needed(name, "an array of objects");
        List<Fields> objects = new ArrayList<>();
        for (JsonNode each : value) {
            if (!each.isObject()) {
                return refuse(name, value, "an array of objects");
            }
            objects.add(new Fields(each));
        }
        return value.isArray() ? objects : refuse(name, value, "an array of objects");
    }

    /** Refuses every field that nobody asked for. */
    void noOthers() {
        node.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException(
                        "The field %s is unknown here; allowed are %s.".formatted(name, String.join(", ", allowed)));
            }
        });
    }

    private JsonNode needed(String name, String type) {
        if (!has(name)) {
            throw new IllegalArgumentException("The field %s is missing; it must be %s.".formatted(name, type));
        }
        return node.get(name);
    }

    private static <T> T refuse(String name, JsonNode value, String type) {
        throw new IllegalArgumentException("The field %s (%s) must be %s.".formatted(name, value, type));
    }
}
