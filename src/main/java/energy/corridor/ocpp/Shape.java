package energy.corridor.ocpp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON object of OCPP looks like: its fields with type, number and allowed values; read from a table by {@link Shapes}.
 */
public final class Shape {

    /** A field that every object of version 2 may have. */
    private static final String CUSTOM_DATA = "customData";

    private final Map<String, Field> fields;

    /** One field. @param lenient whether an odd value costs only itself, see {@link #mend} */
    record Field(boolean required, boolean lenient, Type type) {}

    sealed interface Type {}

    record Text(int most) implements Type {}

    record OneOf(Set<String> words) implements Type {}

    record Whole(int least, int most) implements Type {}

    /** @param step what a value is a whole multiple of, 0 for anything */
    record Decimal(BigDecimal least, BigDecimal most, BigDecimal step) implements Type {}

    record Bool() implements Type {}

    record Time() implements Type {}

    record Anything() implements Type {}

    record Inner(Shape shape) implements Type {}

    record Each(int least, int most, Type type) implements Type {}

    /** @param fields may be filled later, since shapes name one another */
    Shape(Map<String, Field> fields) {
        this.fields = fields;
    }

    Map<String, Field> fields() {
        return fields;
    }

    /**
     * The first thing that is wrong with what we are about to send.
     *
     * @param message what the sentence calls it, e.g. the action
     */
    public Optional<Fault> check(ObjectNode object, String message) {
        return Optional.ofNullable(new Check(message, false).object(object, this, ""));
    }

    /**
     * The first thing that is wrong with what came. Puts right, in place, what stations get wrong without doubt about the meaning:
     * an optional null is absent, a time without an offset is UTC, and in lenient fields a text that is too long is cut, a number
     * stands for a numeric text and an unknown word passes. Unknown fields are left alone.
     */
    public Optional<Fault> mend(ObjectNode object, String message) {
        return Optional.ofNullable(new Check(message, true).object(object, this, ""));
    }

    private record Check(String message, boolean mends) {

        @Nullable Fault object(ObjectNode object, Shape shape, String path) {
            if (!mends) {
                for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
                    String name = names.next();
                    if (!shape.fields.containsKey(name) && !name.equals(CUSTOM_DATA)) {
                        return new Fault(
                                Fault.Kind.UNKNOWN_FIELD,
                                "%s has no field %s; allowed are %s."
                                        .formatted(
                                                message,
                                                JsonText.quote(path + name),
                                                String.join(", ", shape.fields.keySet())));
                    }
                }
            }
            for (Map.Entry<String, Field> entry : shape.fields.entrySet()) {
                String name = path + entry.getKey();
                Field field = entry.getValue();
                JsonNode value = object.get(entry.getKey());
                if (value == null) {
                    if (field.required()) {
                        return Fault.occurrence("The field %s of %s is missing; it is required."
                                .formatted(JsonText.quote(name), message));
                    }
                } else if (value.isNull() && !field.required() && mends) {
                    object.remove(entry.getKey());
                } else {
                    JsonNode before = value;
                    if (mends) {
                        value = meant(value, field);
                        if (value != before) {
                            object.set(entry.getKey(), value);
                        }
                    }
                    Fault fault = value(value, field.type(), field.lenient() && mends, name);
                    if (fault != null) {
                        return fault;
                    }
                }
            }
            return null;
        }

        private @Nullable Fault value(JsonNode value, Type type, boolean lenient, String path) {
            if (type instanceof Inner inner) {
                return value instanceof ObjectNode node
                        ? object(node, inner.shape(), path + ".")
                        : Fault.type(subject(path) + " must be an object.");
            }
            if (type instanceof Each each) {
                return value instanceof ArrayNode nodes
                        ? each(nodes, each, lenient, path)
                        : Fault.type(subject(path) + " must be an array.");
            }
            if (type instanceof Whole whole) {
                return whole(value, whole, path);
            }
            if (type instanceof Decimal decimal) {
                return decimal(value, decimal, path);
            }
            if (type instanceof Bool) {
                return value.isBoolean()
                        ? null
                        : Fault.type(subject(path) + " must be true or false, not " + shown(value) + ".");
            }
            if (type instanceof Anything) {
                return null;
            }
            if (!value.isTextual()) {
                return Fault.type(subject(path) + " must be a text, not " + shown(value) + ".");
            }
            String text = value.textValue();
            if (type instanceof Text rule && text.length() > rule.most()) {
                return Fault.property(
                        "%s has %d characters; %d are allowed.".formatted(subject(path), text.length(), rule.most()));
            }
            if (type instanceof OneOf rule && !lenient && !rule.words().contains(text)) {
                return Fault.property("%s is %s; allowed are %s."
                        .formatted(subject(path), shown(value), String.join(", ", rule.words())));
            }
            if (type instanceof Time && !Times.isTime(text)) {
                return Fault.property("%s is %s; it must be a date and time such as 2026-03-02T22:00:00Z."
                        .formatted(subject(path), shown(value)));
            }
            return null;
        }

        private @Nullable Fault each(ArrayNode nodes, Each each, boolean lenient, String path) {
            if (nodes.size() < each.least() || nodes.size() > each.most()) {
                return Fault.occurrence("%s has %d elements; allowed are %s."
                        .formatted(
                                subject(path),
                                nodes.size(),
                                each.most() == Integer.MAX_VALUE
                                        ? each.least() + " or more"
                                        : each.least() + " to " + each.most()));
            }
            for (int i = 0; i < nodes.size(); i++) {
                if (each.type() instanceof Inner && !nodes.get(i).isObject()) {
                    return Fault.type("%s must hold objects; its element %d is %s."
                            .formatted(subject(path), i, shown(nodes.get(i))));
                }
                Fault fault = value(nodes.get(i), each.type(), lenient, "%s[%d]".formatted(path, i));
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }

        private @Nullable Fault whole(JsonNode value, Whole rule, String path) {
            boolean whole = value.isIntegralNumber()
                    || (mends
                            && value.isNumber()
                            && value.decimalValue().stripTrailingZeros().scale() <= 0);
            if (!whole) {
                return Fault.type(subject(path) + " must be a whole number, not " + shown(value) + ".");
            }
            if (!value.canConvertToInt() || value.intValue() < rule.least() || value.intValue() > rule.most()) {
                return Fault.property("%s is %s; allowed are whole numbers from %d to %d."
                        .formatted(subject(path), shown(value), rule.least(), rule.most()));
            }
            return null;
        }

        private @Nullable Fault decimal(JsonNode value, Decimal rule, String path) {
            if (!value.isNumber()) {
                return Fault.type(subject(path) + " must be a number, not " + shown(value) + ".");
            }
            BigDecimal number = value.decimalValue();
            if (number.compareTo(rule.least()) < 0 || number.compareTo(rule.most()) > 0) {
                return Fault.property("%s is %s; allowed are numbers from %s to %s."
                        .formatted(subject(path), shown(value), rule.least(), rule.most()));
            }
            if (!mends
                    && rule.step().signum() > 0
                    && number.remainder(rule.step()).signum() != 0) {
                return Fault.property(
                        "%s is %s; it must be a multiple of %s.".formatted(subject(path), shown(value), rule.step()));
            }
            return null;
        }

        private String subject(String path) {
            return "The field %s of %s".formatted(JsonText.quote(path), message);
        }
    }

    /** What a station doubtless meant; the value itself when there is nothing to put right. */
    private static JsonNode meant(JsonNode value, Field field) {
        if (field.type() instanceof Time && value.isTextual()) {
            return Times.normal(value.textValue())
                    .<JsonNode>map(TextNode::valueOf)
                    .orElse(value);
        }
        if (field.lenient() && field.type() instanceof Text text) {
            if (value.isNumber()) {
                return TextNode.valueOf(value.decimalValue().toPlainString());
            }
            if (value.isTextual() && value.textValue().length() > text.most()) {
                return TextNode.valueOf(value.textValue().substring(0, text.most()));
            }
        }
        return value;
    }

    private static String shown(JsonNode value) {
        return JsonText.cut(value.toString(), 40);
    }

    /** Dates and times of the wire. */
    private static final class Times {

        private Times() {}

        static boolean isTime(String text) {
            return parsed(text, OffsetDateTime::parse).filter(Times::isOurs).isPresent();
        }

        /** With an offset; empty when it is no time. */
        static Optional<String> normal(String text) {
            return parsed(text, OffsetDateTime::parse)
                    .or(() -> parsed(text, t -> LocalDateTime.parse(t).atOffset(ZoneOffset.UTC)))
                    .filter(Times::isOurs)
                    .map(OffsetDateTime::toString);
        }

        private static boolean isOurs(OffsetDateTime time) {
            return time.getYear() >= 1970 && time.getYear() <= 9999;
        }

        private static Optional<OffsetDateTime> parsed(String text, Function<String, OffsetDateTime> parse) {
            try {
                return Optional.of(parse.apply(text));
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        }
    }
}
