package energy.corridor.fleet;

import energy.corridor.duty.VehicleId;
import java.time.Instant;
import java.util.Optional;

/**
 * One EVSE now.
 *
 * @param connected whether its station has an open WebSocket
 * @param lastSeen when its station was last heard
 * @param transaction the open transaction, 0 for none
 * @param vehicle the vehicle of that transaction, where its tag is known
 * @param powerKw metered power, positive into the vehicle; empty without a measurement
 * @param powerAt when that was measured, the station's clock
 * @param metering how far the meter can be trusted
 */
public record EvseState(
        Evse evse,
        boolean connected,
        Optional<Instant> lastSeen,
        ConnectorStatus status,
        String errorCode,
        long transaction,
        Optional<VehicleId> vehicle,
        Optional<Double> powerKw,
        Optional<Instant> powerAt,
        Metering metering) {

    /** Whether setpoints can reach it and be followed. */
    public boolean controllable() {
        return connected && status != ConnectorStatus.FAULTED && status != ConnectorStatus.UNAVAILABLE;
    }

    /** What it may draw without a setpoint of ours, as far as the register and the meter tell, kW. */
    public double fallbackKw() {
        return Math.max(evse.failsafeKw(), powerKw.orElse(0.0));
    }
}
