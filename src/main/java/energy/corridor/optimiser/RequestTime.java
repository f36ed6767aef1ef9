package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;

/** Where a request's half-open window {@code [from, to)} lies on the grid. */
public final class RequestTime {

    private RequestTime() {}

    /** Hours of the interval that lie inside the window; limits and reserves bind in an interval that has any. */
    public static double overlapHours(TimeGrid grid, Request request, int interval) {
        Instant from = grid.boundary(interval);
        Instant to = grid.boundary(interval + 1);
        Instant first = request.from().isAfter(from) ? request.from() : from;
        Instant last = request.to().isBefore(to) ? request.to() : to;
        return first.isBefore(last) ? Units.hours(Duration.between(first, last)) : 0;
    }

    /** Whether the boundary is inside the window; the horizon's last one is also when the window ends there. */
    public static boolean holds(TimeGrid grid, Request request, int boundary) {
        Instant at = grid.boundary(boundary);
        boolean last = boundary == grid.steps() && at.equals(request.to());
        return !at.isBefore(request.from()) && (at.isBefore(request.to()) || last);
    }

    /** Whole intervals a call of the reserve lasts, rounded up. */
    public static int holdIntervals(TimeGrid grid, Request.Reserve reserve) {
        long hold = Duration.ofMinutes(reserve.holdMinutes()).toMillis();
        return Math.toIntExact(-Math.floorDiv(-hold, grid.step().toMillis()));
    }
}
