package energy.corridor.dispatch;

import energy.corridor.telemetry.EvseId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Record of what was commanded, what the station said, and whether the meter agreed. */
public interface DispatchLog {

    /** Completes when it is noted that {@code setpoint} is about to leave; fails when it is not. */
    CompletionStage<Void> sending(Setpoint setpoint, Instant at);

    CompletionStage<Void> commanded(Setpoint setpoint, Instant at, CommandOutcome outcome);

    CompletionStage<Void> compliance(Compliance finding);

    /** The last accepted setpoint of every EVSE, for a restart. */
    List<Setpoint> lastAccepted();

    /** Setpoints that left after an EVSE's last accepted one and that it may follow, for a restart: unreachable, or no end noted. */
    List<Setpoint> unanswered();

    /**
     * @param commandedKw what the station had accepted
     * @param meteredKw what its meter showed afterwards
     */
    record Compliance(EvseId evse, Instant at, double commandedKw, double meteredKw, boolean obeyed) {}
}
