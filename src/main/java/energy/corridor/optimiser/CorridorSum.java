package energy.corridor.optimiser;

import energy.corridor.quantity.Series;
import java.util.List;

/** The batteries' own energy paths summed over what is plugged in, with the plan's sum between them. */
final class CorridorSum {

    private CorridorSum() {}

    static ChargingPlan.Corridor of(ChargingProblem problem, PlanAudit audit) {
        int steps = problem.grid().steps();
        double[] upper = new double[steps + 1];
        double[] lower = new double[steps + 1];
        List<Battery> batteries = audit.batteries();
        for (Battery battery : batteries) {
            EnergyPaths paths = EnergyPaths.of(battery, problem.grid().stepHours());
            for (int k = 0; k <= steps; k++) {
                int w = battery.windowAt(Math.min(k, steps - 1));
                if (w >= 0) {
                    int since = k - battery.windows().get(w).from();
                    upper[k] += paths.highKwh(w, since);
                    lower[k] += paths.lowKwh(w, since);
                }
            }
        }
        return new ChargingPlan.Corridor(Series.of(upper), Series.of(lower), Series.generate(steps + 1, audit::sumKwh));
    }
}
