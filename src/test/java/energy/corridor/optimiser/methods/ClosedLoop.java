package energy.corridor.optimiser.methods;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.SiteTopology;
import java.time.Duration;
import java.util.List;

/** A depot that decides anew in every interval, and all that it foresees happens: what its method then costs, one for all methods. */
public final class ClosedLoop {

    /** A way to decide. */
    public interface Method {
        /** @return kW of the problem's first interval, in the order of {@link Battery#of(ChargingProblem)} */
        double[] firstKw(ChargingProblem problem);
    }

    private ClosedLoop() {}

    /**
     * The naive corridor method: a plan on the summed bounds ({@link CorridorProgram}), of whose first interval every vehicle gets
     * the share that leaves all with the same time to spare ({@link EqualLaxity}).
     */
    public static double[] corridorAndSplit(ChargingProblem problem) {
        double[] plan = CorridorProgram.firstKw(problem);
        var split = new EqualLaxity(problem);
        var topology = SiteTopology.of(problem, Battery.of(problem));
        int vehicles = problem.vehicles().size();
        double[] kw = new double[vehicles + problem.storage().size()];
        double allowedKw = Math.max(0, topology.siteImportLimitKw(0) - topology.baseKw(0));
        for (int s = 0; s < problem.storage().size(); s++) {
            // What vehicles must have now goes before what storage would take.
            double room = Math.max(0, allowedKw - split.mustKw());
            kw[vehicles + s] = Math.min(plan[1 + s], room);
            allowedKw -= kw[vehicles + s];
        }
        System.arraycopy(split.split(plan[0], allowedKw), 0, kw, 0, vehicles);
        return kw;
    }

    /** The first interval of an optimiser's plan. */
    public static Method of(Optimiser optimiser, Duration deadline) {
        return problem -> {
            ChargingPlan plan = optimiser.plan(problem, deadline);
            double[] kw = new double[plan.vehicles().size() + plan.storage().size()];
            for (int b = 0; b < kw.length; b++) {
                int s = b - plan.vehicles().size();
                kw[b] = (s < 0
                                ? plan.vehicles().get(b).powerKw()
                                : plan.storage().get(s).powerKw())
                        .get(0);
            }
            return kw;
        };
    }

    /** All that was decided, held against the problem as it was at the beginning. */
    public static PlanAudit run(ChargingProblem problem, Method method) {
        var schedule = new Schedule(problem);
        ChargingProblem now = problem;
        for (int t = 0; t < problem.grid().steps(); t++) {
            double[] kw = method.firstKw(now);
            List<Battery> batteries = Battery.of(now);
            double siteKw = SiteTopology.of(now, batteries).baseKw(0);
            for (int b = 0; b < kw.length; b++) {
                schedule.powerKw(b)[t] = batteries.get(b).windowAt(0) >= 0 ? kw[b] : 0;
                siteKw += schedule.powerKw(b)[t];
            }
            double unwantedKw = now.prices().exportEurPerKwh().get(0) < 0
                    ? -siteKw
                    : -siteKw - now.site().exportLimitKw().get(0);
            double curtailedKw = Math.min(now.site().pvKw().get(0), Math.max(0, unwantedKw));
            schedule.curtailedKw()[t] = curtailedKw;
            if (t + 1 < problem.grid().steps()) {
                now = OneIntervalLater.of(now, kw, siteKw + curtailedKw);
            }
        }
        return PlanAudit.of(problem, schedule);
    }
}
