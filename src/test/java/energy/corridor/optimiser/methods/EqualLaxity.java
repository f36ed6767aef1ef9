package energy.corridor.optimiser.methods;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.EnergyPaths;
import energy.corridor.optimiser.SiteTopology;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Splits a power of the first interval over the vehicles so that all that can still be moved end it with the same time to spare. What
 * a vehicle must have now, so that full power later suffices, it gets first; every limit is kept, and what a full one takes away goes
 * to vehicles below others.
 *
 * <p>One level says everything: 0..1 raises the common laxity, −1..0 cuts what must be had, in proportion.
 */
final class EqualLaxity {

    private static final int HALVINGS = 60;

    /** Hours to spare: more than any night has. */
    private static final double MOST_HOURS = 200;

    private final ChargingProblem problem;
    private final SiteTopology topology;
    private final double hours;
    private final List<Battery> vehicles;
    private final double[] leastKw;
    private final double[] mostKw;
    private final double[] targetKwh;
    private final double[] hoursLeft;

    EqualLaxity(ChargingProblem problem) {
        this.problem = problem;
        hours = problem.grid().stepHours();
        List<Battery> batteries = Battery.of(problem);
        topology = SiteTopology.of(problem, batteries);
        vehicles = batteries.subList(0, problem.vehicles().size());
        leastKw = new double[vehicles.size()];
        mostKw = new double[vehicles.size()];
        targetKwh = new double[vehicles.size()];
        hoursLeft = new double[vehicles.size()];
        for (int b = 0; b < vehicles.size(); b++) {
            Battery battery = vehicles.get(b);
            int w = battery.windowAt(0);
            if (w >= 0) {
                EnergyPaths paths = EnergyPaths.of(battery, hours);
                leastKw[b] = kwFor(battery, paths.lowKwh(w, 1) - battery.socKwh());
                mostKw[b] = kwFor(battery, paths.highKwh(w, 1) - battery.socKwh());
                targetKwh[b] = paths.targetKwh(w);
                hoursLeft[b] = (battery.windows().get(w).to() - 1) * hours;
            }
        }
    }

    private double kwFor(Battery battery, double kwh) {
        double kw = kwh >= 0 ? kwh / (battery.chargeEfficiency() * hours) : kwh * battery.dischargeEfficiency() / hours;
        return Math.max(-battery.maxDischargeKw(), Math.min(battery.maxChargeKw(), kw));
    }

    double mustKw() {
        return DoubleStream.of(powers(0)).sum();
    }

    /** @param kw for all vehicles together; more or less where they must or cannot @param allowedKw never more than this */
    double[] split(double kw, double allowedKw) {
        double wanted = Math.min(allowedKw, Math.max(kw, mustKw()));
        return powers(level(this::powers, wanted));
    }

    /** The level whose powers sum up to {@code kw}, or the nearest. */
    private static double level(DoubleFunction<double[]> powers, double kw) {
        double low = -1;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (DoubleStream.of(powers.apply(middle)).sum() <= kw) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private double kw(int b, double level) {
        if (level < 0) {
            return (1 + level) * Math.max(0, leastKw[b]) + Math.min(0, leastKw[b]);
        }
        double laxity = (2 * level - 1) * MOST_HOURS;
        double fullKwhPerHour = vehicles.get(b).fullKwhPerHour();
        double endKwh = targetKwh[b] - fullKwhPerHour * (hoursLeft[b] - laxity);
        double kw = kwFor(vehicles.get(b), endKwh - vehicles.get(b).socKwh());
        return Math.max(leastKw[b], Math.min(mostKw[b], kw));
    }

    private double[] powers(double level) {
        double[] kw = new double[vehicles.size()];
        Arrays.setAll(kw, b -> kw(b, level));
        for (int n = 0; n < problem.site().limits().size(); n++) {
            keep(n, kw); // any order: a limit only ever moves powers towards zero, and no sum below it grows
        }
        return kw;
    }

    private void keep(int n, double[] kw) {
        Limit limit = problem.site().limits().get(n);
        List<Integer> below = topology.batteriesBelow(n).stream()
                .filter(b -> b < vehicles.size())
                .toList();
        double sum = below.stream().mapToDouble(b -> kw[b]).sum();
        double most = limit.importLimitKw().get(0);
        double least = -limit.exportLimitKw().get(0);
        if (sum > most) {
            double level = level(
                    at -> below.stream()
                            .mapToDouble(b -> Math.min(kw[b], kw(b, at)))
                            .toArray(),
                    most);
            below.forEach(b -> kw[b] = Math.min(kw[b], kw(b, level)));
        } else if (sum < least) {
            double part = least / sum; // all discharge less
            below.forEach(b -> kw[b] = kw[b] < 0 ? kw[b] * part : kw[b]);
        }
    }
}
