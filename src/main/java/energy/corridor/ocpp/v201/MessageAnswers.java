package energy.corridor.ocpp.v201;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.ocpp.OcppVersion.Answers;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.telemetry.StationId;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * The answers of one connection, found on a worker.
 *
 * @param after what follows from an answered message (action, payload), on the event loop
 */
public record MessageAnswers(
        Messages messages, StationId station, StationSocket socket, BiConsumer<String, ObjectNode> after)
        implements Answers {

    @Override
    public boolean takes(String action) {
        return messages.takes(action);
    }

    @Override
    public CompletionStage<String> answer(String action, ObjectNode payload) {
        return socket.<ObjectNode>offload(() -> messages.answer(station, action, payload))
                .thenApply(answer -> {
                    after.accept(action, payload);
                    return answer.toString();
                });
    }
}
