package energy.corridor.sim.scenario;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A vehicle's stop between two trips.
 *
 * @param departure when it really leaves; {@link #OPEN} when the file does not say
 * @param socDelta share of the capacity used on the trip before, 0 or negative
 * @param desiredSoc share of the capacity it should leave with, 0..1
 * @param station where it is plugged in from arrival to departure; null when it only stops
 */
public record Visit(
        Instant arrival,
        Instant departure,
        double socDelta,
        double desiredSoc,
        @Nullable String station) {

    /** The departure of a visit without an end. */
    public static final Instant OPEN = Instant.parse("9999-12-31T00:00:00Z");

    /** Whether it charges here at all. */
    public boolean plugsIn() {
        return station != null && departure.isAfter(arrival);
    }
}
