package energy.corridor.grid.delivery;

import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An EVSE's energy register over time, from readings and from the starts and ends of transactions. Between a transaction's end and the
 * next start nothing flows; within one the energy between two readings is taken as spread evenly.
 */
public final class Register {

    /** Readings this near to an interval's edge on both sides measure it; the error is at most what changes in between. */
    private static final Duration NEAR = Duration.ofMinutes(2);

    private static final Duration FAR = Duration.ofHours(1);

    private final List<Point> points = new ArrayList<>();
    private boolean ranBack;

    /** @param running whether a transaction goes on after it */
    public record Point(Instant at, double wh, boolean running) {}

    /** @param kwh what flowed; 0 where it is missing */
    public record Energy(double kwh, Quality quality) {
        public Energy plus(Energy other) {
            return new Energy(kwh + other.kwh, quality.worse(other.quality));
        }
    }

    /** @param readings in the order of time; one that runs back is left out and what is around it only estimated */
    public Register(List<Point> readings) {
        double highest = Double.NEGATIVE_INFINITY;
        for (Point point : readings) {
            if (point.wh() < highest) {
                ranBack = true;
            } else {
                highest = point.wh();
                points.add(point);
            }
        }
    }

    private record Value(double wh, Quality quality) {}

    public Energy between(Instant from, Instant to) {
        if (points.isEmpty()) {
            return new Energy(0, Quality.MEASURED); // nothing was ever plugged in
        }
        Value begin = at(from);
        Value end = at(to);
        Quality quality = begin.quality().worse(end.quality());
        if (quality == Quality.MISSING) {
            return new Energy(0, quality);
        }
        return new Energy(Units.whToKwh(end.wh() - begin.wh()), ranBack ? quality.worse(Quality.ESTIMATED) : quality);
    }

    private Value at(Instant instant) {
        int next = 0;
        while (next < points.size() && !points.get(next).at().isAfter(instant)) {
            next++;
        }
        if (next == 0) {
            return new Value(points.get(0).wh(), Quality.MEASURED); // before it was plugged in
        }
        Point before = points.get(next - 1);
        if (!before.running() || before.at().equals(instant)) {
            return new Value(before.wh(), Quality.MEASURED);
        }
        if (next == points.size()) {
            return new Value(before.wh(), Quality.MISSING);
        }
        Point after = points.get(next);
        Duration gap = Duration.between(before.at(), after.at());
        double share = (double) Duration.between(before.at(), instant).toMillis() / gap.toMillis();
        Quality quality = gap.compareTo(NEAR) <= 0
                ? Quality.MEASURED
                : gap.compareTo(FAR) <= 0 ? Quality.ESTIMATED : Quality.MISSING;
        return new Value(before.wh() + share * (after.wh() - before.wh()), quality);
    }
}
