package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.PlanAudit;
import org.ojalgo.optimisation.Optimisation;

/**
 * The most by which a site's import can leave its plan, by the linear program of every vehicle: the site's net import is fixed to the
 * plan's plus x for the duration, everything before is as planned, nothing above money may become worse, x is maximised. Without the choices a linear program cannot
 * make, so never less than what is truly possible.
 */
public final class FlexibilityReference {

    private static final double ROUNDING = 1e-6;

    private FlexibilityReference() {}

    /** kW, 0 or more; NaN when the solver fails. */
    public static double mostKw(ChargingProblem problem, ChargingPlan plan, int start, int intervals, boolean more) {
        var model = new LpModel(problem, Blocks.single(problem));
        LpOptimiser.BLOCKS.forEach(block -> block.addTo(model));
        Aims aims = PlanAudit.of(problem, plan).aims();
        model.hold(Aim.EXCEEDED, aims.limitExceededKwh() + ROUNDING);
        model.hold(Aim.CLAMPED, aims.clampedKwh() + ROUNDING);
        model.hold(Aim.BELOW_MINIMUM, aims.belowMinimumKwh() + ROUNDING);
        model.hold(Aim.BROKEN, aims.brokenKwh() + ROUNDING);
        model.hold(Aim.UNMET, aims.unmetKwh() + ROUNDING);
        for (int b = 0; b < problem.vehicles().size(); b++) {
            var windows = model.batteries.get(b).windows();
            for (int w = 0; w < windows.size(); w++) {
                double unmet =
                        plan.vehicles().get(b).unmetKwh().get(windows.get(w).stay());
                model.unmet(b, w).ifPresent(variable -> {
                    variable.upper(unmet + ROUNDING);
                });
            }
        }
        var change = model.variable("change", 0, 1e5).weight(-1);
        for (int t = start; t < start + intervals; t++) {
            double planned = plan.sitePowerKw().get(t);
            var sum = new LinearSum().add(model.siteNet(t), 1).add(change, more ? -1 : 1);
            model.row("changed " + t, sum, planned, planned);
            double used = planned - uncurtailed(problem, plan, model, t);
            model.curtailed(t).ifPresent(variable -> variable.level(Math.max(0, used)));
        }
        for (int b = 0; b < model.batteries.size(); b++) {
            for (int t = 0; t < start; t++) { // nobody knew before
                double kw = powerKw(problem, plan, b, t);
                model.charge(b, t).ifPresent(charge -> charge.level(Math.max(0, kw)));
                model.discharge(b, t).ifPresent(discharge -> discharge.level(Math.max(0, -kw)));
            }
        }
        var solver = model.solverModel();
        for (Aim aim : Aim.values()) {
            model.aim(aim).weight(0);
        }
        solver.options.sparse = true;
        Optimisation.Result result = solver.minimise();
        return result.getState().isOptimal() ? result.doubleValue(solver.indexOf(change)) : Double.NaN;
    }

    private static double uncurtailed(ChargingProblem problem, ChargingPlan plan, LpModel model, int t) {
        double kw = model.topology.baseKw(t);
        for (int b = 0; b < model.batteries.size(); b++) {
            kw += powerKw(problem, plan, b, t);
        }
        return kw;
    }

    private static double powerKw(ChargingProblem problem, ChargingPlan plan, int b, int t) {
        int vehicles = problem.vehicles().size();
        return (b < vehicles
                        ? plan.vehicles().get(b).powerKw()
                        : plan.storage().get(b - vehicles).powerKw())
                .get(t);
    }
}
