package energy.corridor.ocpp.v16;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.ocpp.JsonText;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON object of OCPP 1.6 looks like: its fields with type, length and allowed values. Checking also puts right, in place,
 * what stations get wrong without doubt about the meaning: a time without an offset is UTC, a number where a numeric text belongs,
 * a description that is too long. Fields that are not listed are left alone.
 */
final class Shape {

    private final List<Field> fields;

    /** One field; optional unless {@link Shape#required} says otherwise. */
    record Field(String name, boolean required, Type type) {}

    sealed interface Type {}

    private record Text(int length, boolean cut) implements Type {}

    private record NumericText() implements Type {}

    private record OneOf(Set<String> names) implements Type {}

    private record Whole(int least) implements Type {}

    private record Decimal() implements Type {}

    private record Time() implements Type {}

    private record Inner(Shape shape) implements Type {}

    private record Each(Shape shape) implements Type {}

    private Shape(List<Field> fields) {
        this.fields = fields;
    }

    static Shape of(Field... fields) {
        return new Shape(List.of(fields));
    }

    static Field required(Field field) {
        return new Field(field.name(), true, field.type());
    }

    static Field text(String name, int length) {
        return new Field(name, false, new Text(length, false));
    }

    /** A text that only people read; one that is too long is cut. */
    static Field description(String name, int length) {
        return new Field(name, false, new Text(length, true));
    }

    static Field anyText(String name) {
        return text(name, Integer.MAX_VALUE);
    }

    static Field numericText(String name) {
        return new Field(name, false, new NumericText());
    }

    static Field oneOf(String name, Class<? extends Enum<?>> type) {
        return new Field(
                name,
                false,
                new OneOf(Arrays.stream(type.getEnumConstants())
                        .map(Enum::name)
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    static Field whole(String name, int least) {
        return new Field(name, false, new Whole(least));
    }

    static Field whole(String name) {
        return whole(name, Integer.MIN_VALUE);
    }

    static Field decimal(String name) {
        return new Field(name, false, new Decimal());
    }

    static Field time(String name) {
        return new Field(name, false, new Time());
    }

    static Field inner(String name, Shape shape) {
        return new Field(name, false, new Inner(shape));
    }

    static Field each(String name, Shape shape) {
        return new Field(name, false, new Each(shape));
    }

    /** The first thing that is wrong. @param message what the sentence calls it, e.g. the action */
    Optional<Fault> check(ObjectNode object, String message) {
        return Optional.ofNullable(check(object, "", message));
    }

    private @Nullable Fault check(ObjectNode object, String path, String message) {
        for (Field field : fields) {
            String name = JsonText.quote(path + field.name());
            JsonNode value = object.get(field.name());
            if (value == null) {
                if (field.required()) {
                    return Fault.missing("The field %s of %s is missing; it is required.".formatted(name, message));
                }
            } else if (value.isNull() && !field.required()) {
                object.remove(field.name());
            } else {
                Fault fault = check(object, field, value, path, "The field %s of %s".formatted(name, message), message);
                if (fault != null) {
                    return fault;
                }
            }
        }
        return null;
    }

    private static @Nullable Fault check(
            ObjectNode object, Field field, JsonNode value, String path, String subject, String message) {
        Type type = field.type();
        if (type instanceof Inner inner) {
            return value instanceof ObjectNode node
                    ? inner.shape().check(node, path + field.name() + ".", message)
                    : Fault.type(subject + " must be an object.");
        }
        if (type instanceof Each each) {
            return value instanceof ArrayNode nodes
                    ? each.shape().checkEach(nodes, path + field.name(), subject, message)
                    : Fault.type(subject + " must be an array.");
        }
        if (type instanceof Whole whole) {
            return whole(value, whole.least(), subject);
        }
        if (type instanceof Decimal) {
            return value.isNumber() ? null : Fault.type(subject + " must be a number, not " + shown(value) + ".");
        }
        if (type instanceof NumericText && value.isNumber()) {
            object.put(field.name(), value.decimalValue().toPlainString());
            return null;
        }
        if (!value.isTextual()) {
            return Fault.type(subject + " must be a text, not " + shown(value) + ".");
        }
        if (type instanceof Text text && value.textValue().length() > text.length()) {
            if (!text.cut()) {
                return Fault.property("%s has %d characters; %d are allowed."
                        .formatted(subject, value.textValue().length(), text.length()));
            }
            object.put(field.name(), value.textValue().substring(0, text.length()));
        }
        if (type instanceof OneOf oneOf && !oneOf.names().contains(value.textValue())) {
            return Fault.property(
                    "%s is %s; allowed are %s.".formatted(subject, shown(value), String.join(", ", oneOf.names())));
        }
        if (type instanceof Time) {
            String instant = instant(value.textValue());
            if (instant == null) {
                return Fault.property("%s is %s; it must be a date and time such as 2026-03-02T22:00:00Z."
                        .formatted(subject, shown(value)));
            }
            object.put(field.name(), instant);
        }
        return null;
    }

    private @Nullable Fault checkEach(ArrayNode nodes, String path, String subject, String message) {
        for (int i = 0; i < nodes.size(); i++) {
            if (!(nodes.get(i) instanceof ObjectNode node)) {
                return Fault.type(
                        "%s must hold objects; its element %d is %s.".formatted(subject, i, shown(nodes.get(i))));
            }
            Fault fault = check(node, "%s[%d].".formatted(path, i), message);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private static @Nullable Fault whole(JsonNode value, int least, String subject) {
        if (!value.isIntegralNumber()) {
            return Fault.type(subject + " must be a whole number, not " + shown(value) + ".");
        }
        if (!value.canConvertToInt() || value.intValue() < least) {
            return Fault.property("%s is %s; allowed are whole numbers from %d to %d."
                    .formatted(subject, shown(value), least, Integer.MAX_VALUE));
        }
        return null;
    }

    /** With offset, or null when it is no time between the years 1970 and 9999. */
    private static @Nullable String instant(String text) {
        OffsetDateTime time;
        try {
            time = OffsetDateTime.parse(text);
        } catch (DateTimeParseException withoutOffset) {
            try {
                time = LocalDateTime.parse(text).atOffset(ZoneOffset.UTC);
            } catch (DateTimeParseException noTime) {
                return null;
            }
        }
        int year = time.getYear();
        return year >= 1970 && year <= 9999 ? time.toString() : null;
    }

    private static String shown(JsonNode value) {
        return JsonText.cut(value.toString(), 40);
    }
}
