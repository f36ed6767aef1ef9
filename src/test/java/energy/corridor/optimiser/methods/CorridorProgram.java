package energy.corridor.optimiser.methods;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Money;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;

/**
 * The plan on the summed bounds alone: a linear program with one battery for all vehicles ({@link SummedBounds}), stationary storage,
 * the site's limits, prices, demand charge, bands and dispatch requests. It knows no limit below the site's.
 */
final class CorridorProgram {

    /** Lower than any depot can fall. */
    private static final double LOWEST_KWH = 1e6;

    private final ChargingProblem problem;
    private final int steps;
    private final double hours;
    private final double dear;
    private final ExpressionsBasedModel program = new ExpressionsBasedModel();
    private final Variable[] charge;
    private final Variable[] discharge;
    private final Variable[] energy;
    private final Variable[][] storageCharge;
    private final Variable[][] storageDischarge;
    private final Variable[][] storageEnergy;
    private final Variable[] bought;
    private final Variable[] sold;

    private CorridorProgram(ChargingProblem problem) {
        this.problem = problem;
        steps = problem.grid().steps();
        hours = problem.grid().stepHours();
        dear = Money.dearestKwhEur(problem);
        int storages = problem.storage().size();
        charge = new Variable[steps];
        discharge = new Variable[steps];
        energy = new Variable[steps + 1];
        storageCharge = new Variable[storages][steps];
        storageDischarge = new Variable[storages][steps];
        storageEnergy = new Variable[storages][steps + 1];
        bought = new Variable[steps];
        sold = new Variable[steps];
        var bounds = new SummedBounds(problem);
        vehicles(bounds);
        List<Battery> batteries = Battery.of(problem);
        for (int s = 0; s < storages; s++) {
            storage(s, batteries.get(problem.vehicles().size() + s));
        }
        site(SiteTopology.of(problem, batteries));
        for (Request request : problem.requests()) {
            request(request, bounds);
        }
    }

    /** kW of the first interval: all vehicles together, then every storage. */
    static double[] firstKw(ChargingProblem problem) {
        var plan = new CorridorProgram(problem);
        plan.program.options.sparse = true;
        var result = plan.program.minimise();
        if (!result.getState().isFeasible()) {
            throw new IllegalStateException("The corridor program ended as %s.".formatted(result.getState()));
        }
        double[] kw = new double[1 + problem.storage().size()];
        kw[0] = value(plan.charge[0]) - value(plan.discharge[0]);
        for (int s = 0; s < kw.length - 1; s++) {
            kw[s + 1] = value(plan.storageCharge[s][0]) - value(plan.storageDischarge[s][0]);
        }
        return kw;
    }

    private static double value(Variable variable) {
        return variable.getValue().doubleValue();
    }

    private Variable variable(double least, double most, double eur) {
        Variable variable = program.addVariable("v" + program.countVariables());
        variable.lower(least).weight(eur);
        if (most < Double.POSITIVE_INFINITY) {
            variable.upper(Math.max(least, most));
        }
        return variable;
    }

    private Expression row() {
        return program.addExpression("r" + program.countExpressions());
    }

    private void vehicles(SummedBounds bounds) {
        energy[0] = variable(0, 0, 0);
        for (int t = 0; t < steps; t++) {
            charge[t] = variable(0, bounds.chargeKw[t], 0);
            discharge[t] = variable(0, bounds.dischargeKw[t], bounds.wearEurPerKwh * hours);
            double least = Math.min(bounds.lowKwh[t + 1], bounds.highKwh[t + 1]);
            energy[t + 1] = variable(-LOWEST_KWH, bounds.highKwh[t + 1], 0);
            Variable missing = variable(0, Double.POSITIVE_INFINITY, 4 * dear);
            row().set(energy[t + 1], 1).set(missing, 1).lower(least);
            row().set(energy[t + 1], 1)
                    .set(energy[t], -1)
                    .set(charge[t], -bounds.chargeEfficiency * hours)
                    .set(discharge[t], hours / bounds.dischargeEfficiency)
                    .level(0);
        }
    }

    private void storage(int s, Battery battery) {
        storageEnergy[s][0] = variable(battery.socKwh(), battery.socKwh(), 0);
        double most = battery.windows().get(0).ceilingKwh();
        for (int t = 0; t < steps; t++) {
            storageCharge[s][t] = variable(0, battery.maxChargeKw(), 0);
            storageDischarge[s][t] = variable(0, battery.maxDischargeKw(), battery.wearEurPerKwh() * hours);
            storageEnergy[s][t + 1] = variable(Math.min(battery.minSocKwh(), battery.socKwh()), most, 0);
            row().set(storageEnergy[s][t + 1], 1)
                    .set(storageEnergy[s][t], -1)
                    .set(storageCharge[s][t], -battery.chargeEfficiency() * hours)
                    .set(storageDischarge[s][t], hours / battery.dischargeEfficiency())
                    .level(0);
        }
        Variable missing = variable(0, Double.POSITIVE_INFINITY, dear);
        row().set(storageEnergy[s][steps], 1)
                .set(missing, 1)
                .lower(battery.windows().get(0).requiredKwh());
    }

    private void site(SiteTopology topology) {
        var prices = problem.prices();
        Variable peak = variable(prices.peakSoFarKw(), Double.POSITIVE_INFINITY, prices.demandChargeEurPerKw());
        for (int t = 0; t < steps; t++) {
            double most = topology.siteImportLimitKw(t) + topology.baseExcessKw(t);
            bought[t] = variable(0, most, hours * prices.importEurPerKwh().get(t));
            sold[t] = variable(
                    0,
                    topology.siteExportLimitKw(t),
                    -hours * prices.exportEurPerKwh().get(t));
            Variable curtailed = variable(0, problem.site().pvKw().get(t), 0);
            Expression balance = row().set(bought[t], 1)
                    .set(sold[t], -1)
                    .set(curtailed, -1)
                    .set(charge[t], -1)
                    .set(discharge[t], 1);
            for (int s = 0; s < storageCharge.length; s++) {
                balance.set(storageCharge[s][t], -1).set(storageDischarge[s][t], 1);
            }
            balance.level(topology.baseKw(t));
            row().set(peak, 1).set(bought[t], -1).lower(0);
        }
    }

    private void request(Request request, SummedBounds bounds) {
        if (request instanceof Request.SumSocBand band) {
            for (int k = 1; k <= steps; k++) {
                if (RequestTime.holds(problem.grid(), band, k)) {
                    Expression sum = row().set(energy[k], 1)
                            .set(variable(0, Double.POSITIVE_INFINITY, dear), 1)
                            .set(variable(0, Double.POSITIVE_INFINITY, dear), -1);
                    for (Variable[] each : storageEnergy) {
                        sum.set(each[k], 1);
                    }
                    sum.lower(band.lowerKwh() - bounds.pluggedInKwh[k]).upper(band.upperKwh() - bounds.pluggedInKwh[k]);
                }
            }
        } else if (request instanceof Request.Dispatch dispatch) {
            for (int t = 0; t < steps; t++) {
                double eur = dispatch.penaltyEurPerKwh() * RequestTime.overlapHours(problem.grid(), dispatch, t);
                if (eur > 0) {
                    row().set(bought[t], 1)
                            .set(sold[t], -1)
                            .set(variable(0, Double.POSITIVE_INFINITY, eur), -1)
                            .set(variable(0, Double.POSITIVE_INFINITY, eur), 1)
                            .level(dispatch.kw());
                }
            }
        }
    }
}
