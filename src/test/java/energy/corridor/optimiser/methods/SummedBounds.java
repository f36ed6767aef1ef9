package energy.corridor.optimiser.methods;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.EnergyPaths;
import java.util.List;

/**
 * The vehicles of a problem as one battery: highest and lowest energy that may have gone into all of them until each boundary, summed
 * over the vehicles' own paths; their power; their mean efficiencies and wear, weighted with power. Wider than what the vehicles can do
 * together, which is the method's weakness.
 */
final class SummedBounds {

    final double[] lowKwh;
    final double[] highKwh;
    final double[] chargeKw;
    final double[] dischargeKw;

    /** What is plugged in at a boundary holds this more than what went into all vehicles; vehicles away are taken at their lowest. */
    final double[] pluggedInKwh;

    final double chargeEfficiency;
    final double dischargeEfficiency;
    final double wearEurPerKwh;

    SummedBounds(ChargingProblem problem) {
        int steps = problem.grid().steps();
        lowKwh = new double[steps + 1];
        highKwh = new double[steps + 1];
        chargeKw = new double[steps];
        dischargeKw = new double[steps];
        pluggedInKwh = new double[steps + 1];
        double in = 0;
        double inKw = 0;
        double out = 0;
        double outKw = 0;
        double wear = 0;
        List<Battery> batteries = Battery.of(problem);
        for (int b = 0; b < problem.vehicles().size(); b++) {
            Battery battery = batteries.get(b);
            add(battery, EnergyPaths.of(battery, problem.grid().stepHours()), steps);
            in += battery.chargeEfficiency() * battery.maxChargeKw();
            inKw += battery.maxChargeKw();
            out += battery.dischargeEfficiency() * battery.maxDischargeKw();
            wear += battery.wearEurPerKwh() * battery.maxDischargeKw();
            outKw += battery.maxDischargeKw();
        }
        chargeEfficiency = inKw > 0 ? in / inKw : 1;
        dischargeEfficiency = outKw > 0 ? out / outKw : 1;
        wearEurPerKwh = outKw > 0 ? wear / outKw : 0;
    }

    private void add(Battery battery, EnergyPaths paths, int steps) {
        double trips = 0;
        double low = 0;
        double high = 0;
        int w = -1;
        for (int k = 0; k <= steps; k++) {
            while (w + 1 < battery.windows().size()
                    && battery.windows().get(w + 1).from() <= k) {
                w++;
                trips += battery.windows().get(w).tripKwh();
            }
            int now = battery.windowAt(Math.min(k, steps - 1));
            if (w >= 0) {
                Window window = battery.windows().get(w);
                int since = Math.min(k, window.to()) - window.from();
                low = paths.lowKwh(w, since) - battery.socKwh() + trips;
                high = paths.highKwh(w, since) - battery.socKwh() + trips;
            }
            lowKwh[k] += low;
            highKwh[k] += high;
            pluggedInKwh[k] += now >= 0 ? battery.socKwh() - trips : -low;
            if (k < steps && now >= 0) {
                chargeKw[k] += battery.maxChargeKw();
                dischargeKw[k] += battery.maxDischargeKw();
            }
        }
    }
}
