package energy.corridor.optimiser.flexibility;

import energy.corridor.quantity.TimeGrid;
import java.util.List;
import java.util.Optional;

/**
 * How far the import of a site could leave its plan from an interval on, kW at the grid connection, one list per duration.
 *
 * @param grid of the plan
 */
public record Flexibility(TimeGrid grid, List<Span> spans) {

    public Flexibility {
        spans = List.copyOf(spans);
    }

    /**
     * For one duration.
     *
     * @param intervals it lasts, at least one
     * @param points in the order of time; none whose duration would reach beyond the plan
     */
    public record Span(int intervals, List<Point> points) {
        public Span {
            points = List.copyOf(points);
        }
    }

    /**
     * From the start of one interval on; 0 or more everywhere. What is verified can be delivered vehicle by vehicle; what is summed is
     * what the sums of all powers and energies and the connection's limit would allow, and never less.
     *
     * @param from index of the interval
     * @param moreKw verified: import above the plan
     * @param lessKw verified: import below the plan
     */
    public record Point(int from, double moreKw, double lessKw, double summedMoreKw, double summedLessKw) {}

    /** The span's figures for a change that begins at the last of its intervals that has begun, or at the first. */
    public static Optional<Point> at(Span span, int interval) {
        Optional<Point> begun =
                span.points().stream().filter(point -> point.from() <= interval).reduce((first, second) -> second);
        return begun.or(() -> span.points().stream().findFirst());
    }

    /** Energy of a change held for the span's duration, kWh at the grid connection. */
    public double energyKwh(Span span, double kw) {
        return kw * span.intervals() * grid.stepHours();
    }
}
