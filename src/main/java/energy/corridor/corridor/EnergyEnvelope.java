package energy.corridor.corridor;

import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The range in which one battery's energy can move at the boundaries of a grid: the upper path charges as early as possible,
 * the lower path as late as every requirement allows. O(steps).
 *
 * <p>Forward {@code hi[k] = min(max, hi[k-1] + ηc·c·h)} and {@code lo[k] = max(floor, lo[k-1] − d·h/ηd)}, trips subtracted at
 * the boundary where the next stay begins; then unreachable requirements are clipped to {@code hi}; then backward
 * {@code lo[k] = max(lo[k], lo[k+1] + trip[k+1] − ηc·c·h)}.
 */
public final class EnergyEnvelope {

    private final TimeGrid grid;
    private final double[] upper;
    private final double[] lower;
    private final boolean[] plugged;
    private final double needKwh;

    private EnergyEnvelope(TimeGrid grid, double[] upper, double[] lower, boolean[] plugged, double needKwh) {
        this.grid = grid;
        this.upper = upper;
        this.lower = lower;
        this.plugged = plugged;
        this.needKwh = needKwh;
    }

    /**
     * What the envelope needs to know of a battery; powers at the grid side, energies in the battery.
     *
     * @param socKwh energy at the later of the grid's start and the first stay's begin
     */
    public record Battery(
            double socKwh,
            double minSocKwh,
            double maxSocKwh,
            double maxChargeKw,
            double maxDischargeKw,
            double chargeEfficiency,
            double dischargeEfficiency) {}

    /** A time at the charger; covers the intervals that lie wholly inside. @param tripKwh used since the stay before */
    public record Stay(Instant from, Instant to, double requiredKwh, double tripKwh) {}

    /** @param stays in order, not overlapping; a stationary battery has one that covers the grid */
    public static EnergyEnvelope of(TimeGrid grid, Battery battery, List<Stay> stays) {
        int steps = grid.steps();
        double charge = battery.chargeEfficiency() * battery.maxChargeKw() * grid.stepHours();
        double discharge = battery.maxDischargeKw() * grid.stepHours() / battery.dischargeEfficiency();
        boolean[] plugged = new boolean[steps];
        double[] trip = new double[steps + 1];
        double[] target = new double[steps + 1];
        for (int s = 0; s < stays.size(); s++) {
            Stay stay = stays.get(s);
            int first = grid.firstBoundaryFrom(stay.from());
            int end = grid.lastBoundaryUntil(stay.to());
            for (int t = first; t < end; t++) {
                plugged[t] = true;
            }
            if (s > 0 && first <= steps) {
                trip[first] += stay.from().isAfter(grid.end()) ? 0 : stay.tripKwh();
            }
            if (end > first) {
                target[end] = Math.max(target[end], requiredAt(grid, battery, stay, end));
            }
        }
        double[] upper = new double[steps + 1];
        double[] lower = new double[steps + 1];
        upper[0] = battery.socKwh();
        lower[0] = battery.socKwh();
        for (int k = 1; k <= steps; k++) {
            double in = plugged[k - 1] ? charge : 0;
            double out = plugged[k - 1] ? discharge : 0;
            double ceiling = Math.max(battery.maxSocKwh(), upper[k - 1]);
            upper[k] = Math.max(0, Math.min(ceiling, upper[k - 1] + in) - trip[k]);
            double floor = Math.min(lower[k - 1], battery.minSocKwh());
            double must = lower[k - 1] < battery.minSocKwh() ? Math.min(battery.minSocKwh(), lower[k - 1] + in) : floor;
            lower[k] = Math.max(0, Math.max(must, lower[k - 1] - out) - trip[k]);
        }
        double[] need = new double[steps + 1];
        for (int k = steps; k >= 0; k--) {
            double later = 0;
            if (k < steps && need[k + 1] > 0) { // a trip that empties the battery binds nothing before it
                later = need[k + 1] + trip[k + 1] - (plugged[k] ? charge : 0);
            }
            need[k] = Math.max(0, Math.max(Math.min(target[k], upper[k]), later));
            if (k > 0) {
                lower[k] = Math.min(upper[k], Math.max(lower[k], need[k]));
            }
        }
        double floorNow = Math.min(battery.minSocKwh(), battery.socKwh());
        return new EnergyEnvelope(grid, upper, lower, plugged, Math.min(battery.socKwh(), Math.max(need[0], floorNow)));
    }

    /** A stay that reaches beyond the horizon binds there by what is still missing at full power afterwards. */
    private static double requiredAt(TimeGrid grid, Battery battery, Stay stay, int end) {
        if (end < grid.steps() || !stay.to().isAfter(grid.end())) {
            return stay.requiredKwh();
        }
        double later = battery.chargeEfficiency()
                * Units.energyKwh(battery.maxChargeKw(), Duration.between(grid.end(), stay.to()));
        return Math.max(0, stay.requiredKwh() - later);
    }

    /** Highest energy at boundary {@code k}, kWh. */
    public double upperKwh(int k) {
        return upper[k];
    }

    /** Lowest energy at boundary {@code k} from which every later requirement can be met as far as it can be at all, kWh. */
    public double lowerKwh(int k) {
        return lower[k];
    }

    /** The least energy it could have had at the grid's start without endangering a later requirement, kWh; at most its energy. */
    public double needKwh() {
        return needKwh;
    }

    /** Whether it counts in the sum at boundary {@code k}: interval k lies inside a stay; the last boundary counts as the last interval. */
    public boolean counts(int k) {
        return plugged[Math.min(k, plugged.length - 1)];
    }

    /** Summed upper bounds of those that count, per boundary. */
    public static Series summedUpper(TimeGrid grid, List<EnergyEnvelope> envelopes) {
        return Series.generate(
                grid.steps() + 1,
                k -> envelopes.stream()
                        .filter(e -> e.counts(k))
                        .mapToDouble(e -> e.upperKwh(k))
                        .sum());
    }

    /** Summed lower bounds of those that count, per boundary. */
    public static Series summedLower(TimeGrid grid, List<EnergyEnvelope> envelopes) {
        return Series.generate(
                grid.steps() + 1,
                k -> envelopes.stream()
                        .filter(e -> e.counts(k))
                        .mapToDouble(e -> e.lowerKwh(k))
                        .sum());
    }

    public TimeGrid grid() {
        return grid;
    }
}
