package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How much less (up) or more (down) a plan could import from the start of an interval for a number of whole intervals, vehicle by
 * vehicle, on top of what it does.
 *
 * <p>A battery takes part if it is plugged in throughout; it holds the same power all the while, cuts charging before it
 * discharges and stops discharging before it charges, stays inside its energy bounds, and afterwards can still reach by full power
 * everything the plan reaches. Every limit above it must hold with the call in force.
 */
final class ReserveHeadroom {

    private static final int HALVINGS = 50;

    private final ChargingProblem problem;
    private final PlanAudit audit;
    private final List<double[]> neededKwh = new ArrayList<>();

    ReserveHeadroom(ChargingProblem problem, PlanAudit audit) {
        this.problem = problem;
        this.audit = audit;
        for (int b = 0; b < audit.batteries().size(); b++) {
            neededKwh.add(needed(b));
        }
    }

    private double[] needed(int b) {
        Battery battery = audit.batteries().get(b);
        double[] soc = audit.socKwh(b);
        double[] end = audit.endKwh(b);
        double[] after = new double[problem.grid().steps()];
        Arrays.setAll(after, t -> audit.socAfterKwh(b, t));
        double[] arrived = new double[end.length];
        for (int w = 0; w < end.length; w++) {
            int from = battery.windows().get(w).from();
            arrived[w] = from < after.length ? soc[from] : end[w];
        }
        return LeastEnergy.of(battery, problem.grid().stepHours(), after, end, arrived);
    }

    /** kW for {@code hold} intervals from {@code start}; intervals beyond the horizon ask for nothing. */
    double kw(boolean up, int start, int hold) {
        int end = Math.min(problem.grid().steps(), start + hold);
        int limits = problem.site().limits().size();
        double[] offered = new double[limits + 1]; // the site is the last
        for (int b = 0; b < audit.batteries().size(); b++) {
            offered[home(audit.batteries().get(b).limit())] += batteryKw(b, up, start, end);
        }
        boolean[] done = new boolean[limits];
        for (int round = 0; round < limits; round++) {
            for (int limit = 0; limit < limits; limit++) {
                if (!done[limit] && childrenDone(limit, done)) {
                    done[limit] = true;
                    offered[home(problem.site().limits().get(limit).parent())] +=
                            Math.min(offered[limit], room(limit, up, start, end));
                }
            }
        }
        return Math.max(0, Math.min(offered[limits], siteRoom(up, start, end)));
    }

    private boolean childrenDone(int limit, boolean[] done) {
        String id = problem.site().limits().get(limit).id();
        for (int child = 0; child < done.length; child++) {
            if (!done[child] && problem.site().limits().get(child).parent().equals(Optional.of(id))) {
                return false;
            }
        }
        return true;
    }

    private int home(Optional<String> limit) {
        List<Limit> limits = problem.site().limits();
        for (int i = 0; i < limits.size(); i++) {
            if (limit.equals(Optional.of(limits.get(i).id()))) {
                return i;
            }
        }
        return limits.size();
    }

    private double room(int limit, boolean up, int start, int end) {
        Limit bounds = problem.site().limits().get(limit);
        double room = Double.POSITIVE_INFINITY;
        for (int t = start; t < end; t++) {
            double flow = audit.limitPowerKw(limit, t);
            room = Math.min(
                    room,
                    up
                            ? flow + bounds.exportLimitKw().get(t)
                            : bounds.importLimitKw().get(t) - flow);
        }
        return Math.max(0, room);
    }

    private double siteRoom(boolean up, int start, int end) {
        double room = Double.POSITIVE_INFINITY;
        for (int t = start; t < end; t++) {
            double flow = audit.sitePowerKw()[t];
            room = Math.min(
                    room,
                    up
                            ? flow + audit.topology().siteExportLimitKw(t)
                            : audit.topology().siteImportLimitKw(t) - flow);
        }
        return Math.max(0, room);
    }

    /** Of one battery alone, from {@code start} until before {@code end}. */
    double batteryKw(int b, boolean up, int start, int end) {
        Battery battery = audit.batteries().get(b);
        int w = battery.windowAt(start);
        if (w < 0 || battery.windows().get(w).to() < end) {
            return 0;
        }
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        for (int t = start; t < end; t++) {
            double power = audit.powerKw(b)[t];
            high = Math.min(high, up ? power + battery.maxDischargeKw() : battery.maxChargeKw() - power);
        }
        if (!(high > 0)) {
            return 0;
        }
        if (holds(b, w, up, high, start, end)) {
            return high;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (holds(b, w, up, middle, start, end)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean holds(int b, int w, boolean up, double kw, int start, int end) {
        Battery battery = audit.batteries().get(b);
        var window = battery.windows().get(w);
        double hours = problem.grid().stepHours();
        double kwh = audit.socKwh(b)[start];
        for (int t = start; t < end; t++) {
            kwh = battery.after(kwh, audit.powerKw(b)[t] + (up ? -kw : kw), hours);
            if (up ? kwh < battery.minSocKwh() - PlanAudit.TINY : kwh > window.ceilingKwh() + PlanAudit.TINY) {
                return false;
            }
        }
        return !up || kwh >= neededKwh.get(b)[end - 1] - PlanAudit.TINY;
    }
}
