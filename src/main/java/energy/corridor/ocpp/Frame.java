package energy.corridor.ocpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One OCPP-J message as an array: its kind, its id and what it carries (OCPP-J, section 4). */
public sealed interface Frame {

    int MAX_ID = 36;

    /** The id that an error names when the message's own cannot be read. */
    String NO_ID = "-1";

    record Call(String id, String action, ObjectNode payload) implements Frame {}

    record CallResult(String id, JsonNode payload) implements Frame {}

    record CallError(String id, String code, String description) implements Frame {}

    /**
     * Not a message of the protocol.
     *
     * @param answerable whether the sender waits for an answer; an answer is never answered
     * @param reason a sentence
     */
    record Malformed(String id, boolean answerable, String reason) implements Frame {}

    /** A message of a kind that OCPP 1.6 and 2.0.1 do not have. */
    record Unknown(String id, long type) implements Frame {}

    static Frame read(String text) {
        JsonNode frame;
        try {
            frame = JsonText.read(text);
        } catch (JsonProcessingException e) {
            return new Malformed(NO_ID, true, "The message is not one JSON text of at most 32 levels.");
        }
        if (!frame.isArray()) {
            return new Malformed(NO_ID, true, "The message is not a JSON array.");
        }
        JsonNode type = frame.path(0);
        if (!type.isIntegralNumber()) {
            return new Malformed(id(frame), true, "The first element of a message must be its type, a whole number.");
        }
        return switch (type.canConvertToInt() ? type.intValue() : 0) {
            case 2 -> call(frame);
            case 3 -> callResult(frame);
            case 4 -> callError(frame);
            default -> new Unknown(id(frame), type.longValue());
        };
    }

    private static Frame call(JsonNode frame) {
        String id = id(frame);
        if (id.equals(NO_ID)) {
            return new Malformed(id, true, "The message id must be a text of 1 to %d characters.".formatted(MAX_ID));
        }
        if (frame.size() != 4) {
            return new Malformed(
                    id,
                    true,
                    "A CALL has 4 elements (type, id, action, payload); this one has %d.".formatted(frame.size()));
        }
        if (!frame.path(2).isTextual()) {
            return new Malformed(id, true, "The action of a CALL must be a text.");
        }
        return frame.path(3) instanceof ObjectNode payload
                ? new Call(id, frame.path(2).textValue(), payload)
                : new Malformed(id, true, "The payload of a CALL must be a JSON object.");
    }

    private static Frame callResult(JsonNode frame) {
        return frame.size() == 3 && frame.path(2).isObject()
                ? new CallResult(id(frame), frame.path(2))
                : new Malformed(id(frame), false, "A CALLRESULT must have 3 elements: type, id and an object.");
    }

    /** Some stations leave the details out, which harms nobody. */
    private static Frame callError(JsonNode frame) {
        return frame.size() >= 3 && frame.path(2).isTextual()
                ? new CallError(
                        id(frame), frame.path(2).textValue(), frame.path(3).asText(""))
                : new Malformed(id(frame), false, "A CALLERROR must have 5 elements: type, id, code, text, details.");
    }

    private static String id(JsonNode frame) {
        JsonNode id = frame.path(1);
        boolean readable =
                id.isTextual() && !id.textValue().isEmpty() && id.textValue().length() <= MAX_ID;
        return readable ? id.textValue() : NO_ID;
    }
}
