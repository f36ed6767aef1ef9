package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import java.util.HashMap;
import java.util.Map;
import org.ojalgo.optimisation.Variable;

/**
 * Room to import less (up) or more (down) for {@code n} intervals from any interval {@code t} of the window, vehicle by vehicle. All
 * reserves of a direction may be called together: {@code Σ_q reserved[q,t] ≤ Σ_b share[b,t]} over the batteries plugged in
 * throughout the hold. During a call a battery's power is {@code c'[j] − d'[j] = c[j] − d[j] ∓ share}, {@code 0 ≤ c' ≤ maxChargeKw},
 * {@code 0 ≤ d' ≤ maxDischargeKw}, not both above 0, and its energy {@code e'} runs from {@code e[t]} on by the same physics:
 *
 * <ul>
 *   <li>up: {@code e'[k] ≥ minSocKwh} at every boundary of the hold, and at its last one enough is left for full power to reach what
 *       every later stay ends with, {@code e' + full·hours − trips ≥ requiredKwh − unmet}, and to arrive there with its minimum or
 *       with what the plan brings;
 *   <li>down: {@code e'[k] ≤ maxSocKwh};
 *   <li>every limit above them holds with the call in force.
 * </ul>
 *
 * <p>An offer earns {@code earnEurPerKwPerHour}; what a firm one lacks, {@code Σ (kw − reserved)·h}, is part of aim BROKEN.
 */
final class Reserve implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (int j = 0; j < model.blocks.count(); j++) {
            direction(model, j, true);
            direction(model, j, false);
        }
    }

    static boolean binds(LpModel model, int j) {
        return callMayRunIn(model.problem, model.blocks.first(j));
    }

    /** Whether some reserve may be in force in the interval. */
    static boolean callMayRunIn(ChargingProblem problem, int interval) {
        return startsBetween(problem, interval - longestHold(problem) + 1, interval);
    }

    /** Whether the boundary may lie inside or at the end of a call. */
    static boolean callMayEndAt(ChargingProblem problem, int boundary) {
        return startsBetween(problem, boundary - longestHold(problem), boundary - 1);
    }

    private static int longestHold(ChargingProblem problem) {
        return problem.requests().stream()
                .mapToInt(request -> request instanceof Request.Reserve reserve
                        ? RequestTime.holdIntervals(problem.grid(), reserve)
                        : 0)
                .max()
                .orElse(0);
    }

    private static boolean startsBetween(ChargingProblem problem, int first, int last) {
        for (Request request : problem.requests()) {
            if (request instanceof Request.Reserve) {
                for (int t = Math.max(0, first);
                        t <= Math.min(last, problem.grid().steps() - 1);
                        t++) {
                    if (RequestTime.overlapHours(problem.grid(), request, t) > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static void direction(LpModel model, int j, boolean up) {
        var grid = model.problem.grid();
        int t = model.blocks.first(j);
        var total = new LinearSum();
        int hold = 0;
        for (int q = 0; q < model.problem.requests().size(); q++) {
            if (model.problem.requests().get(q) instanceof Request.Reserve reserve && reserve.up() == up) {
                double hours = RequestTime.overlapHours(grid, reserve, t);
                if (hours > 0) {
                    hold = Math.max(hold, RequestTime.holdIntervals(grid, reserve));
                    var reserved = model.variable("reserved " + reserve.id() + " " + j, 0, reserve.kw());
                    model.reserved(q, j, reserved);
                    model.pay(Aim.MONEY, reserved, -reserve.earnEurPerKwPerHour() * hours);
                    if (reserve.firm()) {
                        var missing = model.variable("missing " + reserve.id() + " " + j, 0, reserve.kw());
                        model.pay(Aim.BROKEN, missing, hours);
                        var kept = new LinearSum().add(reserved, 1).add(missing, 1);
                        model.row("firm " + reserve.id() + " " + j, kept, reserve.kw(), Double.POSITIVE_INFINITY);
                    }
                    total.add(reserved, 1);
                }
            }
        }
        if (hold == 0) {
            return;
        }
        int end = model.blocks.at(Math.min(grid.steps(), t + hold));
        Map<Integer, LinearSum> shares = new HashMap<>();
        var all = new LinearSum();
        for (int b = 0; b < model.batteries.size(); b++) {
            LinearSum share = share(model, b, j, end, up);
            if (!share.isConstant()) {
                shares.put(b, share);
                all.add(share, 1);
            }
        }
        model.row((up ? "up " : "down ") + j, new LinearSum().add(total, 1).add(all, -1), Double.NEGATIVE_INFINITY, 0);
        for (int i = j; i < end; i++) {
            limits(model, i, j, total, shares, up);
        }
    }

    /** What one battery holds ready; a constant zero when it cannot. */
    private static LinearSum share(LpModel model, int b, int j, int end, boolean up) {
        Battery battery = model.batteries.get(b);
        int w = model.windowAt(b, j);
        if (w < 0 || model.to(battery.windows().get(w)) < end || (up && EnergyFloor.rising(model, b, w, j))) {
            return new LinearSum();
        }
        String at = (up ? " up " : " down ") + battery.id() + " " + j;
        double most = battery.canDischarge() ? battery.maxChargeKw() + battery.maxDischargeKw() : battery.maxChargeKw();
        var share = model.variable("share" + at, 0, most);
        var perHour = new LinearSum(); // the call's power, in the battery
        LinearSum energy = battery.canDischarge() ? new LinearSum().add(model.energy(b, w, j), 1) : new LinearSum();
        for (int i = j; i < end; i++) {
            double hours = model.blocks.hours(i);
            if (battery.canDischarge()) {
                energy.add(called(model, b, i, share, up, at + " " + i), hours);
            } else {
                var power = new LinearSum().add(model.power(b, i), 1).add(share, up ? -1 : 1);
                model.row("power" + at + " " + i, power, 0, battery.maxChargeKw());
                perHour.add(share, (up ? -1 : 1) * battery.chargeEfficiency() * hours);
                energy = new LinearSum().add(model.energy(b, w, i + 1), 1).add(perHour, 1);
            }
            energies(model, b, w, i + 1, energy, up, at + " " + (i + 1));
        }
        if (up) {
            later(model, b, w, end, energy, at);
        }
        return new LinearSum().add(share, 1);
    }

    /** kWh per hour in the battery while the call runs. */
    private static LinearSum called(LpModel model, int b, int i, Variable share, boolean up, String at) {
        Battery battery = model.batteries.get(b);
        var charge = model.variable("called charge" + at, 0, battery.maxChargeKw());
        var discharge = model.variable("called discharge" + at, 0, battery.maxDischargeKw());
        var power = new LinearSum()
                .add(model.power(b, i), 1)
                .add(share, up ? -1 : 1)
                .add(charge, -1)
                .add(discharge, 1);
        model.row("power" + at, power, 0, 0);
        if (!up) {
            // Doing both burns energy, which only a ceiling rewards.
            model.choice(EitherOr.of(charge, discharge));
        }
        return new LinearSum()
                .add(charge, battery.chargeEfficiency())
                .add(discharge, -1 / battery.dischargeEfficiency());
    }

    private static void energies(LpModel model, int b, int w, int k, LinearSum energy, boolean up, String at) {
        Battery battery = model.batteries.get(b);
        if (!up) {
            double ceiling = battery.windows().get(w).ceilingKwh();
            model.row("ceiling" + at, energy, Double.NEGATIVE_INFINITY, ceiling);
        } else if (battery.canDischarge() || model.below(b, k - 1).isPresent()) {
            // One that only charges and is above its minimum still rises through the call.
            var floor = new LinearSum().add(energy, 1);
            model.below(b, k - 1).ifPresent(below -> floor.add(below, 1));
            model.row("floor" + at, floor, battery.minSocKwh(), Double.POSITIVE_INFINITY);
        }
    }

    /** After the call, full power still reaches what every later stay ends with, and its minimum on arrival. */
    private static void later(LpModel model, int b, int w, int k, LinearSum after, String at) {
        Battery battery = model.batteries.get(b);
        var reach = new LinearSum().add(after, 1);
        int begin = k;
        for (int v = w; v < battery.windows().size(); v++) {
            Window window = battery.windows().get(v);
            if (v > w) {
                reach.add(-window.tripKwh());
                model.clamped(b, v).ifPresent(clamped -> reach.add(clamped, 1));
                begin = model.from(window);
                arrival(model, b, v, reach, at + " " + v);
            }
            for (int i = begin; i < model.to(window); i++) {
                reach.add(battery.fullKwhPerHour() * model.blocks.hours(i));
            }
            String row = "later" + at + " " + v;
            model.unmet(b, v).ifPresent(unmet -> {
                var met = new LinearSum().add(reach, 1).add(unmet, 1);
                model.row(row, met, window.requiredKwh(), Double.POSITIVE_INFINITY);
            });
        }
    }

    /** {@code reach ≥ min(minSocKwh, what the plan arrives with)}. */
    private static void arrival(LpModel model, int b, int v, LinearSum reach, String at) {
        Battery battery = model.batteries.get(b);
        double least = LowestEnergy.atArrival(battery, v);
        if (model.clamped(b, v).isPresent()) {
            model.row("nothing" + at, reach, 0, Double.POSITIVE_INFINITY);
        }
        if (least < battery.minSocKwh()) {
            var belowMinimum = model.variable("below minimum" + at, 0, battery.minSocKwh());
            var belowPlan = model.variable(
                    "below plan" + at, 0, battery.windows().get(v).ceilingKwh());
            var minimum = new LinearSum().add(reach, 1).add(belowMinimum, 1);
            model.row("minimum" + at, minimum, battery.minSocKwh(), Double.POSITIVE_INFINITY);
            LinearSum arrived = model.energy(b, v, model.from(battery.windows().get(v)));
            var plan = new LinearSum().add(reach, 1).add(arrived, -1).add(belowPlan, 1);
            model.row("plan" + at, plan, 0, Double.POSITIVE_INFINITY);
            model.choice(EitherOr.of(belowMinimum, belowPlan));
        }
    }

    private static void limits(
            LpModel model, int i, int j, LinearSum total, Map<Integer, LinearSum> shares, boolean up) {
        int t = model.blocks.first(i);
        double sign = up ? -1 : 1;
        String at = (up ? " up " : " down ") + j + " " + i;
        var site = new LinearSum().add(model.siteNet(i), 1).add(total, sign);
        if (!up) {
            model.exceeded(i).ifPresent(exceeded -> site.add(exceeded, -1));
        }
        model.row(
                "site" + at,
                site,
                up ? -model.topology.siteExportLimitKw(t) : Double.NEGATIVE_INFINITY,
                up ? Double.POSITIVE_INFINITY : model.topology.siteImportLimitKw(t));
        for (int n = 0; n < model.problem.site().limits().size(); n++) {
            var limit = model.problem.site().limits().get(n);
            var sum = new LinearSum();
            var called = new LinearSum();
            for (int b : model.topology.batteriesBelow(n)) {
                sum.add(model.power(b, i), 1);
                called.add(shares.getOrDefault(b, new LinearSum()), sign);
            }
            if (!called.isConstant()) {
                model.row(
                        limit.id() + at,
                        sum.add(called, 1),
                        up ? -limit.exportLimitKw().get(t) : Double.NEGATIVE_INFINITY,
                        up ? Double.POSITIVE_INFINITY : limit.importLimitKw().get(t));
            }
        }
    }
}
