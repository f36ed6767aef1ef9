package energy.corridor.dispatch;

import energy.corridor.telemetry.EvseId;
import java.time.Instant;

/**
 * The most an EVSE may draw for its transaction; lapses to the EVSE's failsafe at {@code validUntil}.
 *
 * @param powerKw grid side, positive into the vehicle, negative back to the grid
 */
public record Setpoint(EvseId evse, long transaction, double powerKw, Instant validFrom, Instant validUntil) {}
