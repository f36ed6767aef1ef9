package energy.corridor.gridlink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestRecord;
import java.util.Optional;

/**
 * What became of a message.
 *
 * @param id of the request, the vehicle or the operator
 * @param refusal a sentence; empty when it was accepted
 * @param body what is answered
 */
record Answer(String id, Optional<String> refusal, ObjectNode body) {

    static Answer accepted(String id) {
        return new Answer(id, Optional.empty(), of(id, "accepted"));
    }

    /** The request is in the book; its decision follows. */
    static Answer received(RequestRecord request) {
        ObjectNode body = of(request.asked().id().id(), "received");
        body.put("revision", request.asked().id().revision());
        body.put("at", request.receivedAt().toString());
        return new Answer(request.key(), Optional.empty(), body);
    }

    /** How a request stands that was said before. */
    static Answer repeated(RequestRecord request) {
        return new Answer(request.key(), Optional.empty(), StepJson.of(request));
    }

    static Answer refused(String id, String sentence) {
        return new Answer(id, Optional.of(sentence), of(id, "refused").put("reason", sentence));
    }

    static Answer refused(String id, ReasonCode code, String sentence) {
        return new Answer(
                id,
                Optional.of(sentence),
                of(id, "refused").put("code", code.name()).put("reason", sentence));
    }

    private static ObjectNode of(String id, String status) {
        return Fields.JSON.createObjectNode().put("id", id).put("status", status);
    }
}
