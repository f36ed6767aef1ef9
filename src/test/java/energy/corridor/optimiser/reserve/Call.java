package energy.corridor.optimiser.reserve;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import java.util.Arrays;
import java.util.List;

/**
 * A call of all reserves of one direction from one interval on, played vehicle by vehicle on top of a plan. Shares no code with what
 * decides reserves: it only moves powers and looks at what the batteries then hold, at departure too.
 */
final class Call {

    private static final double TINY = 1e-5;

    private final ChargingProblem problem;
    private final ChargingPlan plan;
    private final boolean up;
    private final int from;
    private final int until;
    private final List<Battery> batteries;
    private final double hours;
    final double heldKw;

    Call(ChargingProblem problem, ChargingPlan plan, boolean up, int interval) {
        this.problem = problem;
        this.plan = plan;
        this.up = up;
        from = interval;
        batteries = Battery.of(problem);
        hours = problem.grid().stepHours();
        double held = 0;
        int hold = 0;
        for (int r = 0; r < problem.requests().size(); r++) {
            if (problem.requests().get(r) instanceof Request.Reserve reserve
                    && reserve.up() == up
                    && RequestTime.overlapHours(problem.grid(), reserve, interval) > 0) {
                held += plan.requests().get(r).reservedKw().get(interval);
                hold = Math.max(hold, RequestTime.holdIntervals(problem.grid(), reserve));
            }
        }
        heldKw = held;
        until = Math.min(problem.grid().steps(), interval + hold);
    }

    /** What the vehicles and storage together deliver, each what it can, below every limit. */
    double deliveredKw() {
        SiteTopology topology = SiteTopology.of(problem, batteries);
        int limits = problem.site().limits().size();
        double[] room = new double[limits + 1];
        Arrays.fill(room, Double.POSITIVE_INFINITY);
        for (int t = from; t < until; t++) {
            double site = plan.sitePowerKw().get(t);
            double siteRoom = up ? site + topology.siteExportLimitKw(t) : topology.siteImportLimitKw(t) - site;
            room[limits] = Math.min(room[limits], siteRoom);
            for (int n = 0; n < limits; n++) {
                double flow = 0;
                for (int b : topology.batteriesBelow(n)) {
                    flow += powerKw(b)[t];
                }
                var limit = problem.site().limits().get(n);
                double left = up
                        ? flow + limit.exportLimitKw().get(t)
                        : limit.importLimitKw().get(t) - flow;
                room[n] = Math.min(room[n], left);
            }
        }
        double sum = 0;
        for (int b = 0; b < batteries.size(); b++) {
            double kw = Math.min(mostKw(b), room[limits]);
            for (int n : topology.limitsAbove(b)) {
                kw = Math.min(kw, room[n]);
            }
            kw = Math.max(0, kw);
            room[limits] -= kw;
            for (int n : topology.limitsAbove(b)) {
                room[n] -= kw;
            }
            sum += kw;
        }
        return sum;
    }

    private double mostKw(int b) {
        double low = 0;
        double high = batteries.get(b).maxChargeKw() + batteries.get(b).maxDischargeKw();
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (carries(b, middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the battery stands the call and still leaves with all that the plan would have it leave with of what is required. */
    private boolean carries(int b, double kw) {
        Battery battery = batteries.get(b);
        int w = battery.windowAt(from);
        if (w < 0 || battery.windows().get(w).to() < until) {
            return false;
        }
        double kwh = socKwh(b)[from];
        for (int t = from; t < until; t++) {
            double power = powerKw(b)[t] + (up ? -kw : kw);
            kwh = battery.after(kwh, power, hours);
            boolean inPower = power >= -battery.maxDischargeKw() - TINY && power <= battery.maxChargeKw() + TINY;
            boolean inEnergy = up
                    ? kwh >= battery.minSocKwh() - TINY
                    : kwh <= battery.windows().get(w).ceilingKwh() + TINY;
            if (!inPower || !inEnergy) {
                return false;
            }
        }
        return !up || leavesReady(b, w, kwh);
    }

    /** Full power after the call, through this and all later stays. */
    private boolean leavesReady(int b, int w, double afterCallKwh) {
        Battery battery = batteries.get(b);
        double kwh = afterCallKwh;
        for (int v = w; v < battery.windows().size(); v++) {
            var stay = battery.windows().get(v);
            if (v > w) {
                kwh = Math.max(0, kwh - stay.tripKwh());
                if (stay.from() < stay.to() && kwh < Math.min(battery.minSocKwh(), socKwh(b)[stay.from()]) - TINY) {
                    return false;
                }
            }
            for (int t = v == w ? until : stay.from(); t < stay.to(); t++) {
                kwh = Math.min(stay.ceilingKwh(), battery.after(kwh, battery.maxChargeKw(), hours));
            }
            if (kwh < stay.requiredKwh() - unmetKwh(b, stay.stay()) - TINY) {
                return false;
            }
        }
        return true;
    }

    private double unmetKwh(int b, int stay) {
        int vehicles = plan.vehicles().size();
        if (b < vehicles) {
            return plan.vehicles().get(b).unmetKwh().get(stay);
        }
        double[] soc = socKwh(b);
        return Math.max(0, problem.storage().get(b - vehicles).finalMinKwh() - soc[soc.length - 1]);
    }

    private double[] powerKw(int b) {
        int vehicles = plan.vehicles().size();
        return (b < vehicles
                        ? plan.vehicles().get(b).powerKw()
                        : plan.storage().get(b - vehicles).powerKw())
                .toArray();
    }

    private double[] socKwh(int b) {
        int vehicles = plan.vehicles().size();
        return (b < vehicles
                        ? plan.vehicles().get(b).socKwh()
                        : plan.storage().get(b - vehicles).socKwh())
                .toArray();
    }
}
