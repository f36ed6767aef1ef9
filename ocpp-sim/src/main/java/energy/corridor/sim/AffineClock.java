package energy.corridor.sim;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock that runs {@code speed} times as fast as the wall's: at the wall instant {@code origin} it shows {@code start}. Two
 * programs with the same three values have the same clock without talking about it.
 */
record AffineClock(Instant origin, Instant start, double speed) {

    AffineClock {
        check(speed);
    }

    static void check(double speed) {
        if (!(0 < speed && speed <= 10_000)) {
            throw new IllegalArgumentException(
                    "The speed is %s; it must be above 0 and at most 10000.".formatted(speed));
        }
    }

    Instant at(Instant wall) {
        double nanos = Duration.between(origin, wall).toNanos() * speed;
        return start.plusMillis(Math.round(nanos / 1e6));
    }
}
