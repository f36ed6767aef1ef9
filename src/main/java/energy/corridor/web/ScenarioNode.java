package energy.corridor.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A place in a foreign JSON document that knows its path, so that every complaint can name it. */
record ScenarioNode(String path, JsonNode json) {

    /** @throws IllegalArgumentException when there is no such field */
    ScenarioNode field(String name) {
        return optional(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("%s: the field \"%s\" is missing.".formatted(where(), name)));
    }

    /** Empty for an absent field and for {@code null}. */
    Optional<ScenarioNode> optional(String name) {
        JsonNode child = json.get(name);
        return child == null || child.isNull() ? Optional.empty() : Optional.of(new ScenarioNode(below(name), child));
    }

    /** Entries of an object in the order of the document; none when it is absent. */
    Map<String, ScenarioNode> entries(String name) {
        Map<String, ScenarioNode> entries = new LinkedHashMap<>();
        optional(name).ifPresent(object -> {
            if (!object.json.isObject()) {
                throw object.wrong("a JSON object");
            }
            object.json.properties().forEach(e -> entries.put(e.getKey(), object.field(e.getKey())));
        });
        return entries;
    }

    /** Elements of an array; none when it is absent. */
    List<ScenarioNode> elements(String name) {
        return optional(name).map(ScenarioNode::elements).orElse(List.of());
    }

    List<ScenarioNode> elements() {
        if (!json.isArray()) {
            throw wrong("a JSON array");
        }
        List<ScenarioNode> elements = new ArrayList<>(json.size());
        for (JsonNode element : json) {
            elements.add(new ScenarioNode("%s[%d]".formatted(path, elements.size()), element));
        }
        return elements;
    }

    String text() {
        if (!json.isTextual()) {
            throw wrong("a text");
        }
        return json.textValue();
    }

    double number() {
        if (!json.isNumber()) {
            throw wrong("a number");
        }
        return json.doubleValue();
    }

    double number(String name, double fallback) {
        return optional(name).map(ScenarioNode::number).orElse(fallback);
    }

    /** ISO 8601; a time without an offset counts as UTC. */
    Instant instant() {
        String text = text().replace(' ', 'T');
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw wrong("an ISO 8601 time such as 2018-01-02T17:30:00+01:00");
            }
        }
    }

    IllegalArgumentException wrong(String allowed) {
        String value = json.isContainerNode()
                ? "a JSON " + json.getNodeType().name().toLowerCase(Locale.ROOT)
                : json.toString();
        return new IllegalArgumentException("%s: %s must be %s.".formatted(where(), value, allowed));
    }

    private String where() {
        return path.isEmpty() ? "The scenario" : path;
    }

    private String below(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
