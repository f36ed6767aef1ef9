package energy.corridor.quantity;

import java.time.Duration;
import java.time.Instant;

/**
 * {@code steps} half-open intervals of equal length: interval {@code t} is {@code [start + t·step, start + (t+1)·step)};
 * boundary {@code k} in {@code 0..steps} is {@code start + k·step}.
 */
public record TimeGrid(Instant start, Duration step, int steps) {

    public TimeGrid {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("The step (%s) of a time grid must be positive.".formatted(step));
        }
        if (steps < 1) {
            throw new IllegalArgumentException(
                    "The number of steps (%d) of a time grid must be at least 1.".formatted(steps));
        }
    }

    /** A grid that covers {@code horizon} from the last whole step before {@code now}. */
    public static TimeGrid covering(Instant now, Duration step, Duration horizon) {
        long stepSeconds = step.toSeconds();
        Instant start = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), stepSeconds) * stepSeconds);
        long steps = Math.max(1, -Math.floorDiv(-horizon.toSeconds(), stepSeconds));
        return new TimeGrid(start, step, Math.toIntExact(steps));
    }

    /** Boundary {@code k} in {@code 0..steps}. */
    public Instant boundary(int k) {
        return start.plus(step.multipliedBy(k));
    }

    public Instant end() {
        return boundary(steps);
    }

    public double stepHours() {
        return Units.hours(step);
    }

    /** The interval that holds {@code instant}; below zero before the grid, {@code steps} or more after it. */
    public int intervalAt(Instant instant) {
        Duration since = Duration.between(start, instant);
        return Math.toIntExact(Math.floorDiv(since.toMillis(), step.toMillis()));
    }

    /** The first boundary at or after {@code instant}, clipped to {@code 0..steps}. */
    public int firstBoundaryFrom(Instant instant) {
        long millis = Duration.between(start, instant).toMillis();
        return (int) Math.max(0, Math.min(steps, -Math.floorDiv(-millis, step.toMillis())));
    }

    /** The last boundary at or before {@code instant}, clipped to {@code 0..steps}. */
    public int lastBoundaryUntil(Instant instant) {
        long millis = Duration.between(start, instant).toMillis();
        return (int) Math.max(0, Math.min(steps, Math.floorDiv(millis, step.toMillis())));
    }
}
