package archfixture.energy.corridor.fleet;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;

/** Every way to read the machine's clock. */
public final class ReadsTheWallClock {
    public static final class ByInstant {
        public Instant now() {
            return Instant.now();
        }
    }

    public static final class ByLocalDateTime {
        public LocalDateTime now() {
            return LocalDateTime.now(ZoneOffset.UTC);
        }
    }

    public static final class ByZonedDateTime {
        public ZonedDateTime now() {
            return ZonedDateTime.now(ZoneOffset.UTC);
        }
    }

    public static final class BySystem {
        public long now() {
            return System.currentTimeMillis();
        }
    }

    public static final class ByClock {
        public Clock clock() {
            return Clock.systemUTC();
        }
    }

    @SuppressWarnings("JavaUtilDate")
    public static final class ByDate {
        public Date now() {
            return new Date();
        }
    }
}
