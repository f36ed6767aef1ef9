package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Schedule;
import energy.corridor.quantity.Series;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.Variable;

/** A solution of the model back onto the problem's own intervals. */
final class Extraction {

    /** Solver noise in kW. */
    private static final double NOISE = 1e-7;

    private Extraction() {}

    /** Every interval gets its block's mean power; charging and discharging at once is netted. */
    static Schedule schedule(LpModel model, Solution solution) {
        var schedule = new Schedule(model.problem);
        for (int t = 0; t < model.problem.grid().steps(); t++) {
            int j = model.blocks.at(t);
            for (int b = 0; b < model.batteries.size(); b++) {
                Battery battery = model.batteries.get(b);
                double kw = value(solution, model.charge(b, j)) - value(solution, model.discharge(b, j));
                schedule.powerKw(b)[t] = snapped(kw, -battery.maxDischargeKw(), battery.maxChargeKw());
            }
            schedule.curtailedKw()[t] = snapped(
                    value(solution, model.curtailed(j)),
                    0,
                    model.problem.site().pvKw().get(t));
            for (int q = 0; q < model.problem.requests().size(); q++) {
                if (model.problem.requests().get(q) instanceof Request.Reserve reserve) {
                    schedule.reservedKw(q)[t] = snapped(value(solution, model.reserved(q, j)), 0, reserve.kw());
                }
            }
        }
        return schedule;
    }

    private static double value(Solution solution, Optional<Variable> variable) {
        return variable.map(solution::value).orElse(0.0);
    }

    private static double snapped(double kw, double least, double most) {
        if (Math.abs(kw) < NOISE) {
            return 0;
        }
        if (most - kw < NOISE) {
            return most;
        }
        return kw - least < NOISE ? least : kw;
    }

    /** EUR that one more kW of each limit saves in each interval; a block's worth is shared by its intervals. */
    static ShadowPrices prices(LpModel model, Solution solution) {
        ChargingProblem problem = model.problem;
        int steps = problem.grid().steps();
        double[] site = new double[steps];
        Map<String, Series> limits = new HashMap<>();
        for (int t = 0; t < steps; t++) {
            int j = model.blocks.at(t);
            site[t] = saving(solution, model.siteLimitRow(j)) / model.blocks.length(j);
        }
        for (int n = 0; n < problem.site().limits().size(); n++) {
            int limit = n;
            limits.put(problem.site().limits().get(n).id(), Series.generate(steps, t -> {
                int j = model.blocks.at(t);
                return saving(solution, model.limitRow(limit, j)) / model.blocks.length(j);
            }));
        }
        return new ShadowPrices(
                Series.of(site),
                limits,
                Series.generate(steps, t -> power(model, solution, t)),
                Series.generate(steps, t -> shared(model, t, cost(solution, model.peakRow(model.blocks.at(t))))),
                bands(model, solution));
    }

    /** What one kW more of base load costs. Without a balance the net import is priced in one place beside its price. */
    private static double power(LpModel model, Solution solution, int t) {
        int j = model.blocks.at(t);
        Optional<Expression> balance = model.balanceRow(j);
        double added = balance.isPresent()
                ? cost(solution, balance)
                : cost(solution, model.siteLimitRow(j)) + cost(solution, model.peakRow(j));
        double price = balance.isPresent()
                ? 0
                : model.problem.prices().importEurPerKwh().get(t);
        return price * model.problem.grid().stepHours() + shared(model, t, added);
    }

    private static double shared(LpModel model, int t, double eur) {
        return eur / model.blocks.length(model.blocks.at(t));
    }

    private static Map<String, Series> bands(LpModel model, Solution solution) {
        Map<String, Series> bands = new HashMap<>();
        for (int q = 0; q < model.problem.requests().size(); q++) {
            if (model.problem.requests().get(q) instanceof Request.SumSocBand band) {
                int request = q;
                bands.put(
                        band.id(),
                        Series.generate(
                                model.problem.grid().steps() + 1, k -> cost(solution, model.bandRow(request, k))));
            }
        }
        return bands;
    }

    private static double cost(Solution solution, Optional<Expression> row) {
        double eur = row.map(solution::cost).orElse(0.0);
        return Math.abs(eur) < NOISE ? 0 : eur;
    }

    private static double saving(Solution solution, Optional<Expression> row) {
        double eur = row.map(solution::saving).orElse(0.0);
        return eur < NOISE ? 0 : eur;
    }
}
