package energy.corridor.dispatch;

import energy.corridor.telemetry.EvseId;
import java.util.concurrent.CompletionStage;

/** How setpoints reach stations; implemented once per protocol. The stages never fail: every end is an outcome. */
public interface StationCommands {

    /** A TxProfile for the running transaction. A newer setpoint for the same EVSE supersedes one that is not yet sent. */
    CompletionStage<CommandOutcome> apply(Setpoint setpoint);

    /** The default profile that holds whenever no setpoint does. @param failsafeKw 0 or more */
    CompletionStage<CommandOutcome> installFailsafe(EvseId evse, double failsafeKw);

    /**
     * Asks for a reading of the EVSE's meter now. The reading comes as any other; most stations can do that, none must.
     *
     * @return completes when the station has answered, or does not; never fails
     */
    CompletionStage<Void> measure(EvseId evse);
}
