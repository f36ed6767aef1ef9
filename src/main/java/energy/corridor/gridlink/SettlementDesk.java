package energy.corridor.gridlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.settlement.message.Acknowledgement;
import energy.corridor.settlement.message.MessageExchange;
import energy.corridor.settlement.message.MessageStore;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Takes settlement messages of elements, and the answers to ours. */
final class SettlementDesk {

    private final MessageExchange exchange;
    private final MessageStore store;

    SettlementDesk(MessageExchange exchange, MessageStore store) {
        this.exchange = exchange;
        this.store = store;
    }

    /** What cannot be read is kept among the refused, too. */
    Answer told(byte[] payload, Instant now) {
        Acknowledgement answer;
        try {
            answer = exchange.receive(SettlementJson.read(payload), now);
        } catch (IllegalArgumentException broken) {
            answer = exchange.refuse(
                    new Acknowledgement(
                            "",
                            0,
                            Acknowledgement.Code.MALFORMED,
                            Objects.requireNonNullElse(broken.getMessage(), broken.toString()),
                            now),
                    new String(payload, UTF_8));
        }
        ObjectNode body = Fields.JSON
                .createObjectNode()
                .put("element", answer.element())
                .put("seq", answer.seq())
                .put("status", answer.accepted() ? "accepted" : "refused")
                .put("code", answer.code().name())
                .put("receivedAt", answer.receivedAt().toString());
        if (!answer.reason().isEmpty()) {
            body.put("reason", answer.reason());
        }
        return new Answer(answer.element(), answer.accepted() ? Optional.empty() : Optional.of(answer.reason()), body);
    }

    Answer answered(byte[] payload) {
        try {
            Fields fields = Fields.of(payload);
            String element = fields.text("element");
            long seq = fields.count("seq");
            boolean accepted = fields.flag("accepted", true);
            String reason = fields.text("reason", "");
            fields.noOthers();
            return store.answer(element, seq, accepted, reason)
                    ? Answer.accepted(element)
                    : Answer.refused(element, "There is no message %d of %s.".formatted(seq, element));
        } catch (IllegalArgumentException broken) {
            return Answer.refused("", Objects.requireNonNullElse(broken.getMessage(), broken.toString()));
        }
    }
}
