package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import java.util.Arrays;
import java.util.List;

/**
 * The grid's intervals in runs that the model treats as one. Intervals are one block when nothing tells them apart: prices, base
 * load, PV, limits, requests and what is plugged in are equal, and no boundary between them is looked at. Averaging a plan over such a
 * run keeps every linear constraint and, the cost being convex, does not raise it: the linear program loses no optimum and its value
 * stays a bound. An {@link EitherOr} survives no averaging; where one matters the intervals are taken singly.
 */
final class Blocks {

    private final int[] first;
    private final int[] blockAt;
    private final double hours;

    private Blocks(boolean[] starts, double hours) {
        int steps = starts.length;
        blockAt = new int[steps + 1];
        int[] firsts = new int[steps + 1];
        int count = 0;
        for (int t = 0; t < steps; t++) {
            if (t == 0 || starts[t]) {
                firsts[count++] = t;
            }
            blockAt[t] = count - 1;
        }
        blockAt[steps] = count;
        firsts[count] = steps;
        first = Arrays.copyOf(firsts, count + 1);
        this.hours = hours;
    }

    /** Every interval a block of its own. */
    static Blocks single(ChargingProblem problem) {
        boolean[] starts = new boolean[problem.grid().steps()];
        Arrays.fill(starts, true);
        return new Blocks(starts, problem.grid().stepHours());
    }

    static Blocks merged(ChargingProblem problem) {
        List<Battery> batteries = Battery.of(problem);
        SiteTopology topology = SiteTopology.of(problem, batteries);
        int steps = problem.grid().steps();
        boolean[] starts = new boolean[steps];
        for (int t = 1; t < steps; t++) {
            starts[t] = !alike(problem, topology, t - 1, t);
        }
        for (Battery battery : batteries) {
            for (int w = 0; w < battery.windows().size(); w++) {
                var window = battery.windows().get(w);
                mark(starts, window.from());
                mark(starts, window.to());
                if (w == 0) {
                    // On its way up to the minimum every boundary is looked at.
                    double kwh = LowestEnergy.atArrival(battery, 0);
                    double step = battery.fullKwhPerHour() * problem.grid().stepHours();
                    for (int t = window.from(); t < window.to() && kwh < battery.minSocKwh() && step > 0; t++) {
                        kwh += step;
                        mark(starts, t + 1);
                    }
                }
            }
        }
        for (Request request : problem.requests()) {
            for (int t = 0; t < steps; t++) {
                if (request instanceof Request.SumSocBand && RequestTime.holds(problem.grid(), request, t)) {
                    mark(starts, t);
                }
            }
        }
        for (int t = 0; t < steps; t++) {
            if (Reserve.callMayEndAt(problem, t) || Reserve.callMayRunIn(problem, t)) {
                mark(starts, t);
            }
        }
        return new Blocks(starts, problem.grid().stepHours());
    }

    private static void mark(boolean[] starts, int boundary) {
        if (boundary < starts.length) {
            starts[boundary] = true;
        }
    }

    private static boolean alike(ChargingProblem problem, SiteTopology topology, int s, int t) {
        var prices = problem.prices();
        double importPrice = prices.importEurPerKwh().get(t);
        double exportPrice = prices.exportEurPerKwh().get(t);
        if (importPrice != prices.importEurPerKwh().get(s)
                || exportPrice != prices.exportEurPerKwh().get(s)
                || exportPrice > importPrice // then the cost is not convex
                || problem.site().baseLoadKw().get(s)
                        != problem.site().baseLoadKw().get(t)
                || problem.site().pvKw().get(s) != problem.site().pvKw().get(t)
                || topology.siteImportLimitKw(s) != topology.siteImportLimitKw(t)
                || topology.siteExportLimitKw(s) != topology.siteExportLimitKw(t)) {
            return false;
        }
        return problem.site().limits().stream()
                        .allMatch(limit -> limit.importLimitKw().get(s)
                                        == limit.importLimitKw().get(t)
                                && limit.exportLimitKw().get(s)
                                        == limit.exportLimitKw().get(t))
                && problem.requests().stream()
                        .allMatch(request -> RequestTime.overlapHours(problem.grid(), request, s)
                                == RequestTime.overlapHours(problem.grid(), request, t));
    }

    int count() {
        return first.length - 1;
    }

    /** The block's first interval; of {@code count()} the number of intervals. */
    int first(int block) {
        return first[block];
    }

    int length(int block) {
        return first[block + 1] - first[block];
    }

    double hours(int block) {
        return length(block) * hours;
    }

    /** The block that begins at a boundary which is an edge between blocks, or contains the interval. */
    int at(int boundary) {
        return blockAt[boundary];
    }

    /** Whether a block begins or the last one ends at the boundary. */
    boolean isEdge(int boundary) {
        return boundary == blockAt.length - 1 || first[blockAt[boundary]] == boundary;
    }
}
