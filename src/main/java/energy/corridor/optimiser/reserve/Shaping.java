package energy.corridor.optimiser.reserve;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.BindingWorth;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.Schedule;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A plan led to where its reserves can be called, by an optimiser that knows no reserves: for the intervals whose room is missing the site's
 * power is asked for as a dispatch, high enough to be lowered by as much, or low enough to be raised; what is still missing then is asked
 * for on top, a few times. Whole fleets and any number of intervals, each time at the price of one more plan; not the best there is.
 */
final class Shaping {

    private static final double TINY = 1e-6;
    private static final int MOST_ROUNDS = 4;

    private final ChargingProblem problem;
    private final Schedule base;
    private final TimeGrid grid;
    private final double[] leastKw;
    private final double[] mostKw;

    private Shaping(ChargingProblem problem, Schedule base) {
        this.problem = problem;
        this.base = base;
        grid = problem.grid();
        leastKw = new double[grid.steps()];
        mostKw = new double[grid.steps()];
        Arrays.fill(leastKw, Double.NEGATIVE_INFINITY);
        Arrays.fill(mostKw, Double.POSITIVE_INFINITY);
    }

    /** @param endNanos by {@link System#nanoTime()} */
    static Schedule of(ChargingProblem problem, Schedule given, Optimiser fleet, long endNanos) {
        return new Shaping(problem, given).led(fleet, endNanos);
    }

    private Schedule led(Optimiser fleet, long endNanos) {
        Schedule best = base;
        Aims aims = PlanAudit.of(problem, best).aims();
        Schedule last = base;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long left = endNanos - System.nanoTime();
            if (left <= 0 || !tighten(last)) {
                break;
            }
            ChargingProblem asked = asked(last);
            ChargingPlan plan = fleet.plan(asked, Duration.ofNanos(left / 3));
            last = CarriedReserves.taken(problem, asked, plan);
            PlanAudit audit = PlanAudit.of(problem, last);
            if (audit.violations().isEmpty() && audit.aims().betterThan(aims)) {
                best = last;
                aims = audit.aims();
            }
        }
        return best;
    }

    /** Whether there is room missing that a power could make. */
    private boolean tighten(Schedule schedule) {
        double[] siteKw = PlanAudit.of(problem, schedule).sitePowerKw();
        boolean missing = false;
        for (boolean up : new boolean[] {true, false}) {
            for (int t = 0; t < grid.steps(); t++) {
                double lacking = 0;
                double wanted = 0;
                int hold = 0;
                for (int r = 0; r < problem.requests().size(); r++) {
                    if (problem.requests().get(r) instanceof Request.Reserve reserve
                            && reserve.up() == up
                            && RequestTime.overlapHours(grid, reserve, t) > 0) {
                        wanted += reserve.kw();
                        lacking += reserve.kw() - schedule.reservedKw(r)[t];
                        hold = Math.max(hold, RequestTime.holdIntervals(grid, reserve));
                    }
                }
                if (lacking > TINY) {
                    missing = true;
                    for (int k = t; k < Math.min(grid.steps(), t + hold); k++) {
                        ask(up, k, wanted, lacking, siteKw[k]);
                    }
                }
            }
        }
        return missing;
    }

    /** First what the sums need, then what is missing on top of what was tried. */
    private void ask(boolean up, int k, double wantedKw, double lackingKw, double siteKw) {
        double otherKw =
                problem.site().baseLoadKw().get(k) - problem.site().pvKw().get(k);
        double limitKw = problem.site().importLimitKw().get(k);
        if (up) {
            boolean tried = leastKw[k] > otherKw + wantedKw - TINY;
            leastKw[k] = Math.max(leastKw[k], tried ? siteKw + lackingKw : otherKw + wantedKw);
        } else {
            boolean tried = mostKw[k] < limitKw - wantedKw + TINY;
            mostKw[k] = Math.min(mostKw[k], tried ? siteKw - lackingKw : limitKw - wantedKw);
        }
    }

    private ChargingProblem asked(Schedule schedule) {
        double[] siteKw = PlanAudit.of(problem, schedule).sitePowerKw();
        List<Request> requests =
                new ArrayList<>(CarriedReserves.without(problem).requests());
        double worth = worthEurPerKwh();
        for (int k = 0; k < grid.steps(); k++) {
            if (leastKw[k] > Double.NEGATIVE_INFINITY || mostKw[k] < Double.POSITIVE_INFINITY) {
                double kw = Math.max(leastKw[k], Math.min(mostKw[k], siteKw[k]));
                kw = leastKw[k] > mostKw[k] ? (leastKw[k] + mostKw[k]) / 2 : kw;
                requests.add(new Request.Dispatch("shape " + k, grid.boundary(k), grid.boundary(k + 1), kw, worth));
            }
        }
        return problem.asked(requests);
    }

    /** A promise counts as an accepted dispatch does, an offer what it earns. */
    private double worthEurPerKwh() {
        double worth = 0;
        for (Request request : problem.requests()) {
            if (request instanceof Request.Reserve reserve) {
                worth = Math.max(
                        worth, reserve.firm() ? BindingWorth.eurPerKwh(problem) : reserve.earnEurPerKwPerHour());
            }
        }
        return worth;
    }
}
