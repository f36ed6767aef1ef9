package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Schedule;

/** Firm reserves, which a plan's move to levels must not lose. */
final class Promised {

    private Promised() {}

    /** Most that a schedule holds less of a firm reserve than a plan does, over all intervals. */
    static double lostKw(ChargingProblem problem, ChargingPlan plan, Schedule schedule) {
        double lost = 0;
        for (int r = 0; r < problem.requests().size(); r++) {
            if (problem.requests().get(r) instanceof Request.Reserve reserve && reserve.firm()) {
                for (int t = 0; t < problem.grid().steps(); t++) {
                    double held = plan.requests().get(r).reservedKw().get(t);
                    lost = Math.max(lost, held - schedule.reservedKw(r)[t]);
                }
            }
        }
        return lost;
    }

    /** The same problem with every firm reserve larger. */
    static ChargingProblem more(ChargingProblem problem, double kw) {
        return problem.asked(
                problem.requests().stream().map(request -> more(request, kw)).toList());
    }

    private static Request more(Request request, double kw) {
        return request instanceof Request.Reserve r && r.firm()
                ? new Request.Reserve(
                        r.id(), r.from(), r.to(), r.up(), r.kw() + kw, r.holdMinutes(), r.earnEurPerKwPerHour(), true)
                : request;
    }
}
