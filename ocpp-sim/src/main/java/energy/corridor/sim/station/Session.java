package energy.corridor.sim.station;

import java.time.Instant;

/**
 * A transaction as the station counts it.
 *
 * @param number 1, 2, 3… over the life of the station
 */
public record Session(long number, String idTag, Instant startedAt, long meterStartWh) {}
