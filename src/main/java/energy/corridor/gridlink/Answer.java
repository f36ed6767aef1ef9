package energy.corridor.gridlink;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What became of a message.
 *
 * @param id of the request, or the vehicle
 * @param refusal a sentence; empty when it was accepted
 */
record Answer(String id, Optional<String> refusal) {

    static Answer accepted(String id) {
        return new Answer(id, Optional.empty());
    }

    static Answer refused(String id, String sentence) {
        return new Answer(id, Optional.of(sentence));
    }

    byte[] json() {
        ObjectNode node = Fields.JSON.createObjectNode();
        node.put("id", id);
        node.put("status", refusal.isPresent() ? "refused" : "accepted");
        refusal.ifPresent(sentence -> node.put("reason", sentence));
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
