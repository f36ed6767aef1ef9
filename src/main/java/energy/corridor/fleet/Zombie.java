package energy.corridor.fleet;

import energy.corridor.telemetry.EvseId;
import java.time.Instant;

/**
 * A transaction that is open on paper only: its stop has never come.
 *
 * @param lastSignAt when it was last heard of, the station's clock
 * @param meterWh the newest register reading of it, or its start's
 * @param reason a sentence
 */
public record Zombie(EvseId evse, long transaction, Instant lastSignAt, long meterWh, String reason) {}
