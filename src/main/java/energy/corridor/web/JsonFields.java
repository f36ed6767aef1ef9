package energy.corridor.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.corridor.quantity.Series;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * One JSON object read strictly: unknown fields, missing fields and wrong types are refused with an IllegalArgumentException whose
 * sentence says where, what was found and what is expected.
 */
final class JsonFields {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // So that the rule which refuses NaN can name the field.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode node;
    private final String path;

    private JsonFields(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** The object in {@code json}, which may hold only {@code allowed} fields. */
    static JsonFields parse(byte[] json, String... allowed) {
        try {
            return of(MAPPER.readTree(json), "", allowed);
        } catch (MismatchedInputException trailing) {
            throw new IllegalArgumentException(
                    "This is not JSON%s: something follows after its end.".formatted(place(trailing)), trailing);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(
                    "This is not JSON%s: %s.".formatted(place(broken), broken.getOriginalMessage()), broken);
        } catch (IOException impossible) {
            throw new IllegalStateException("Reading from memory failed.", impossible);
        }
    }

    private static String place(JsonProcessingException broken) {
        var at = broken.getLocation();
        return at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    private static JsonFields of(JsonNode node, String path, String... allowed) {
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("The input is empty, expected is an object");
        }
        if (!node.isObject()) {
            throw refused(path.isEmpty() ? "The input" : path, found(node), "an object");
        }
        List<String> names = List.of(allowed);
        String label = path
                + (node.path("id").isTextual()
                        ? " \"%s\"".formatted(node.path("id").textValue())
                        : "");
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("%sunknown field \"%s\", allowed are %s"
                        .formatted(label.isEmpty() ? "" : label + ": ", name, String.join(", ", names)));
            }
        });
        return new JsonFields(node, label.equals(path) ? path : label + ": ");
    }

    /** Whether the field is there; an optional field may also be null. */
    boolean has(String name) {
        return node.hasNonNull(name);
    }

    JsonFields object(String name, String... allowed) {
        return of(required(name, "an object"), at(name), allowed);
    }

    /** The objects of an array; none when the field is missing. */
    <T> List<T> objects(String name, Function<JsonFields, T> read, String... allowed) {
        JsonNode array = node.path(name);
        if (array.isMissingNode()) {
            return List.of();
        }
        if (!array.isArray()) {
            throw refused(at(name), found(array), "an array of objects");
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            all.add(read.apply(of(array.get(i), "%s[%d]".formatted(at(name), i), allowed)));
        }
        return all;
    }

    String text(String name) {
        JsonNode value = required(name, "text");
        if (!value.isTextual()) {
            throw refused(at(name), found(value), "text");
        }
        return value.textValue();
    }

    Optional<String> optionalText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    String oneOf(String name, List<String> words) {
        String word = text(name);
        if (!words.contains(word)) {
            throw refused(at(name), "\"" + word + "\"", "one of " + String.join(", ", words));
        }
        return word;
    }

    Instant instant(String name) {
        String text = text(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException notATime) {
            throw refused(at(name), "\"" + text + "\"", "a time such as 2026-03-02T16:00:00Z");
        }
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw refused(at(name), found(value), "true or false");
        }
        return value.booleanValue();
    }

    int integer(String name) {
        JsonNode value = required(name, "a whole number");
        if (!value.canConvertToExactIntegral() || !value.canConvertToInt()) {
            throw refused(at(name), found(value), "a whole number");
        }
        return value.intValue();
    }

    double number(String name) {
        JsonNode value = required(name, "a number");
        if (!value.isNumber()) {
            throw refused(at(name), found(value), "a number");
        }
        return value.doubleValue();
    }

    double number(String name, double otherwise) {
        return node.has(name) ? number(name) : otherwise;
    }

    OptionalDouble optionalNumber(String name) {
        return node.has(name) ? OptionalDouble.of(number(name)) : OptionalDouble.empty();
    }

    /** {@code size} numbers, or one that stands for all. */
    Series series(String name, int size) {
        String expected = "a number or %d numbers".formatted(size);
        JsonNode value = required(name, expected);
        if (value.isNumber()) {
            return Series.constant(value.doubleValue(), size);
        }
        if (!value.isArray()) {
            throw refused(at(name), found(value), expected);
        }
        if (value.size() != size) {
            throw refused(at(name), "an array of %d".formatted(value.size()), expected);
        }
        for (int t = 0; t < size; t++) {
            if (!value.get(t).isNumber()) {
                throw refused("%s[%d]".formatted(at(name), t), found(value.get(t)), "a number");
            }
        }
        return Series.of(StreamSupport.stream(value.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray());
    }

    Series series(String name, int size, double otherwise) {
        return node.has(name) ? series(name, size) : Series.constant(otherwise, size);
    }

    /** Refuses every field but the common ones of a request and {@code names}, which are those of its {@code kind}. */
    void only(String kind, String... names) {
        List<String> allowed = new ArrayList<>(List.of("id", "kind", "from", "to"));
        allowed.addAll(List.of(names));
        node.fieldNames().forEachRemaining(name -> {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException("%sunknown field \"%s\" in a %s, allowed are %s"
                        .formatted(path, name, kind, String.join(", ", allowed)));
            }
        });
    }

    /** An exception that says what is wrong with a field of this object. */
    IllegalArgumentException refused(String name, String expected) {
        return refused(at(name), found(node.path(name)), expected);
    }

    private JsonNode required(String name, String expected) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("%s is missing, expected is %s".formatted(at(name), expected));
        }
        return value;
    }

    private String at(String name) {
        return path.isEmpty() || path.endsWith(": ") ? path + name : path + "." + name;
    }

    private static IllegalArgumentException refused(String place, String found, String expected) {
        return new IllegalArgumentException("%s is %s, expected is %s".formatted(place, found, expected));
    }

    private static String found(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue();
            return "the text \"%s\"".formatted(text.length() > 40 ? text.substring(0, 40) + "…" : text);
        }
        if (value.isObject()) {
            return "an object";
        }
        return value.isArray() ? "an array" : value.isMissingNode() ? "missing" : value.asText();
    }
}
