package energy.corridor.optimiser;

import energy.corridor.quantity.Series;
import java.util.Arrays;

/**
 * What an optimiser decides, and nothing that follows from it: kW per interval, on the problem's own grid. The rows are live:
 * writing to one changes the schedule. Starts as nothing at all.
 */
public final class Schedule {

    private final double[][] powerKw;
    private final double[] curtailedKw;
    private final double[][] reservedKw;

    public Schedule(ChargingProblem problem) {
        int steps = problem.grid().steps();
        powerKw = new double[problem.vehicles().size() + problem.storage().size()][steps];
        curtailedKw = new double[steps];
        reservedKw = new double[problem.requests().size()][steps];
    }

    /** What a finished plan decided. */
    public static Schedule of(ChargingProblem problem, ChargingPlan plan) {
        var schedule = new Schedule(problem);
        int vehicles = problem.vehicles().size();
        for (int v = 0; v < vehicles; v++) {
            copy(plan.vehicles().get(v).powerKw(), schedule.powerKw(v));
        }
        for (int s = 0; s < problem.storage().size(); s++) {
            copy(plan.storage().get(s).powerKw(), schedule.powerKw(vehicles + s));
        }
        for (int r = 0; r < problem.requests().size(); r++) {
            copy(plan.requests().get(r).reservedKw(), schedule.reservedKw(r));
        }
        double[] uncurtailed = PlanAudit.of(problem, schedule).sitePowerKw();
        Arrays.setAll(schedule.curtailedKw(), t -> plan.sitePowerKw().get(t) - uncurtailed[t]);
        return schedule;
    }

    private static void copy(Series from, double[] to) {
        System.arraycopy(from.toArray(), 0, to, 0, to.length);
    }

    /** Of one battery in the order of {@link Battery#of(ChargingProblem)}; negative = discharging. */
    public double[] powerKw(int battery) {
        return powerKw[battery];
    }

    /** PV power not used, 0 or more. */
    public double[] curtailedKw() {
        return curtailedKw;
    }

    /** What is held ready for the problem's request of that index; 0 for all that are no reserve. */
    public double[] reservedKw(int request) {
        return reservedKw[request];
    }
}
