package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ojalgo.optimisation.Variable;

/**
 * Room to import less (up) or more (down) for {@code n} intervals from any interval {@code t} of the window, vehicle by vehicle. All
 * reserves of a direction may be called together: {@code Σ_q reserved[q,t] ≤ Σ_b (cut[b,t] + added[b,t])} over the batteries
 * plugged in throughout the hold, and for every interval {@code j} and boundary {@code k} of the hold, {@code τ} hours after
 * {@code t}:
 *
 * <ul>
 *   <li>up: {@code cut ≤ c[j]}, {@code added ≤ maxDischargeKw − d[j]},
 *       {@code e[k] − τ·(chargeEfficiency·cut + added/dischargeEfficiency) ≥ minSocKwh}, and at the last {@code k} enough is left
 *       for full power to reach what every later stay ends with: {@code … + full·hours − trips ≥ requiredKwh − unmet};
 *   <li>down: {@code added ≤ maxChargeKw − c[j]}, {@code cut ≤ d[j]}, {@code e[k] + τ·f·(cut + added) ≤ maxSocKwh} with
 *       {@code f = chargeEfficiency} for batteries that only charge, else the safe {@code 1/dischargeEfficiency};
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
        if (w < 0
                || model.to(battery.windows().get(w)) < end
                || (up && LowestEnergy.atArrival(battery, w) < battery.minSocKwh())) {
            return new LinearSum();
        }
        String at = (up ? " up " : " down ") + battery.id() + " " + j;
        boolean both = battery.canDischarge();
        Optional<Variable> cut = up || both
                ? Optional.of(model.variable("cut" + at, 0, up ? battery.maxChargeKw() : battery.maxDischargeKw()))
                : Optional.empty();
        Optional<Variable> added = !up || both
                ? Optional.of(model.variable("added" + at, 0, up ? battery.maxDischargeKw() : battery.maxChargeKw()))
                : Optional.empty();
        var share = new LinearSum();
        cut.ifPresent(variable -> share.add(variable, 1));
        added.ifPresent(variable -> share.add(variable, 1));
        for (int i = j; i < end; i++) {
            if (cut.isPresent()) {
                var less = new LinearSum().add(cut.get(), 1);
                (up ? model.charge(b, i) : model.discharge(b, i)).ifPresent(power -> less.add(power, -1));
                model.row("cut" + at + " " + i, less, Double.NEGATIVE_INFINITY, 0);
            }
            if (added.isPresent()) {
                var more = new LinearSum().add(added.get(), 1);
                (up ? model.discharge(b, i) : model.charge(b, i)).ifPresent(power -> more.add(power, 1));
                double most = up ? battery.maxDischargeKw() : battery.maxChargeKw();
                model.row("added" + at + " " + i, more, Double.NEGATIVE_INFINITY, most);
            }
        }
        var perHour = new LinearSum();
        if (up) {
            cut.ifPresent(variable -> perHour.add(variable, battery.chargeEfficiency()));
            added.ifPresent(variable -> perHour.add(variable, 1 / battery.dischargeEfficiency()));
        } else {
            perHour.add(share, both ? 1 / battery.dischargeEfficiency() : battery.chargeEfficiency());
        }
        energies(model, b, w, j, end, up, perHour);
        return share;
    }

    private static void energies(LpModel model, int b, int w, int j, int end, boolean up, LinearSum perHour) {
        Battery battery = model.batteries.get(b);
        double hours = 0;
        for (int k = j + 1; k <= end; k++) {
            hours += model.blocks.hours(k - 1);
            String at = (up ? " up " : " down ") + battery.id() + " " + j + " " + k;
            var energy = new LinearSum().add(model.energy(b, w, k), 1).add(perHour, up ? -hours : hours);
            if (!up) {
                double ceiling = battery.windows().get(w).ceilingKwh();
                model.row("ceiling" + at, energy, Double.NEGATIVE_INFINITY, ceiling);
            } else if (battery.canDischarge()) {
                // One that only charges still rises through the call.
                model.row("floor" + at, energy, battery.minSocKwh(), Double.POSITIVE_INFINITY);
            }
            if (up && k == end) {
                later(model, b, w, k, energy, at);
            }
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
                double left = battery.windows().get(v - 1).requiredKwh() - window.tripKwh();
                if (LowestEnergy.atArrival(battery, v) < battery.minSocKwh() && left < battery.minSocKwh()) {
                    // No requirement holds the minimum on arrival: the safe way is to arrive as planned.
                    var spare = new LinearSum().add(reach, 1).add(model.energy(b, v, begin), -1);
                    model.row("arrives" + at + " " + v, spare, 0, Double.POSITIVE_INFINITY);
                }
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
