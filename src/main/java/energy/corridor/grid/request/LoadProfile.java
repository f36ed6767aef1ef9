package energy.corridor.grid.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The site's net import per interval from {@code start} on, kW. */
public record LoadProfile(Instant start, Duration step, List<Double> kw) {

    public LoadProfile {
        kw = List.copyOf(kw);
    }

    /** Time-weighted mean over {@code [from, to)}; beyond its ends the first and the last value hold. NaN when it is empty. */
    public double meanKw(Instant from, Instant to) {
        if (kw.isEmpty() || !to.isAfter(from)) {
            return Double.NaN;
        }
        double sum = 0;
        Instant at = from;
        while (at.isBefore(to)) {
            long index = Math.floorDiv(Duration.between(start, at).toMillis(), step.toMillis());
            Instant next = start.plus(step.multipliedBy(index + 1));
            Instant end = next.isBefore(to) ? next : to;
            double value = kw.get((int) Math.max(0, Math.min(kw.size() - 1, index)));
            sum += value * Duration.between(at, end).toMillis();
            at = end;
        }
        return sum / Duration.between(from, to).toMillis();
    }
}
