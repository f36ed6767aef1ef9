package energy.corridor.app;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The depot's time: {@code start + (wall − origin)·speed}, and {@code start} before the origin, so that a service which starts
 * somewhat ahead does not live through the time before once more. Speed 1 with start = origin is the wall clock; with speed 0 it
 * stands still until {@link #advanceTo} moves it.
 */
public final class DepotClock extends Clock {

    /** Clock seconds per wall second. */
    static final double FASTEST = 100_000;

    private final Instant origin;
    private volatile Instant start;
    private final double speed;

    public DepotClock(Instant origin, Instant start, double speed) {
        if (!(speed >= 0 && speed <= FASTEST)) {
            throw new IllegalArgumentException(
                    "corridor.clock.speed is %s, allowed is 0..100000 clock seconds per wall second.".formatted(speed));
        }
        this.origin = origin;
        this.start = start;
        this.speed = speed;
    }

    static DepotClock of(Settings.ClockSettings settings) {
        Instant origin = settings.origin().orElseGet(Instant::now);
        return new DepotClock(origin, settings.start().orElse(origin), settings.speed());
    }

    public double speed() {
        return speed;
    }

    /** Wall time that {@code clockTime} takes. */
    public Duration wall(Duration clockTime) {
        return speed == 0 ? Duration.ZERO : Duration.ofNanos((long) (clockTime.toNanos() / speed));
    }

    /**
     * Steps a clock of speed 0.
     *
     * @throws IllegalStateException when the clock runs by itself, or {@code next} lies in its past
     */
    public synchronized void advanceTo(Instant next) {
        if (speed != 0) {
            throw new IllegalStateException(
                    "Only a clock of speed 0 can be stepped; this one has %s.".formatted(speed));
        }
        if (next.isBefore(start)) {
            throw new IllegalStateException("The clock shows %s and cannot go back to %s.".formatted(start, next));
        }
        start = next;
    }

    @Override
    public Instant instant() {
        Duration since = Duration.between(origin, Instant.now());
        Duration wall = since.isNegative() ? Duration.ZERO : since;
        return speed == 1 ? start.plus(wall) : start.plusNanos((long) (wall.toNanos() * speed));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this; // only instants are asked for
    }
}
