package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * JSON as servers are seen to write it: any case of a key, with underscores or without, nulls for what is absent, JSON within a JSON
 * text. Keys are small letters without underscores afterwards.
 */
final class AdrText {

    static final JsonMapper JSON = new JsonMapper();

    private AdrText() {}

    /** @throws IllegalArgumentException with a sentence when it is no JSON */
    static JsonNode read(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isTextual() ? read(node.textValue()) : plain(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The body is not JSON: %s.".formatted(e.getOriginalMessage()), e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node.isObject()) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            node.fields().forEachRemaining(field -> {
                if (!field.getValue().isNull()) {
                    plain.set(key(field.getKey()), plain(field.getValue()));
                }
            });
            return plain;
        }
        if (node.isArray()) {
            ArrayNode plain = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        return node;
    }

    private static String key(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** A text, or a number or flag as one; empty when it is absent or blank. @param name as in the specification */
    static Optional<String> text(JsonNode node, String name) {
        JsonNode value = node.path(key(name));
        return value.isValueNode() && !value.asText().isBlank() ? Optional.of(value.asText()) : Optional.empty();
    }

    static JsonNode child(JsonNode node, String name) {
        return node.path(key(name));
    }

    static List<JsonNode> children(JsonNode node, String name) {
        List<JsonNode> list = new ArrayList<>();
        node.path(key(name)).forEach(list::add);
        return list;
    }
}
