package energy.corridor.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the meter of an EVSE can be trusted.
 *
 * @param measuredAt when its power was last measured, on our clock; empty without a measurement
 * @param standsSince since when its register stands although its power would have moved it, on our clock; empty while all is well
 * @param clockAhead how far the station's clock is ahead of ours, negative behind, as far as its messages show it; empty before any
 */
public record Metering(Optional<Instant> measuredAt, Optional<Instant> standsSince, Optional<Duration> clockAhead) {

    public static final Metering NONE = new Metering(Optional.empty(), Optional.empty(), Optional.empty());
}
