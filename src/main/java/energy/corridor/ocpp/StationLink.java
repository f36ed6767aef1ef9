package energy.corridor.ocpp;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.util.concurrent.CompletionStage;

/** One connection of one station, whatever its OCPP version. Commands may come from any thread; their stages never fail. */
public interface StationLink {

    StationId station();

    StationSocket socket();

    /** A text message arrived; called on the socket's event loop, never throws. */
    void received(String text);

    /** The connection is gone or about to go; what waits for an answer ends. Called on the socket's event loop. */
    void closed(String reason);

    CompletionStage<CommandOutcome> apply(Setpoint setpoint);

    CompletionStage<CommandOutcome> installFailsafe(EvseId evse, double failsafeKw);

    /** Any message of the version that the central system may send. */
    CompletionStage<Answer> call(String action, JsonNode payload);
}
