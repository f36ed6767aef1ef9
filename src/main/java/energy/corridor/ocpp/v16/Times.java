package energy.corridor.ocpp.v16;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Times on the wire: UTC, three fractional digits at most. */
final class Times {

    private Times() {}

    static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static Instant instant(ZonedDateTime time) {
        return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    static ZonedDateTime utc(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).atZone(ZoneOffset.UTC);
    }
}
