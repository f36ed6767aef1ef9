package energy.corridor.corridor;

import java.time.Instant;
import java.util.List;

/** What the corridor was, cycle by cycle. */
public interface CorridorHistory {

    void append(Point point);

    /** Points with {@code from ≤ at < to}, oldest first. */
    List<Point> between(Instant from, Instant to);

    /**
     * One cycle.
     *
     * @param upperKwh the most the plugged-in vehicles could hold, had they charged at full power since they arrived
     * @param lowerKwh the least they may hold so that every promise can still be kept
     * @param sumKwh what they hold, as known
     * @param powerKw metered power of the fleet, positive from the grid
     */
    record Point(Instant at, double upperKwh, double lowerKwh, double sumKwh, double powerKw, int pluggedIn) {}
}
