package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.Series;

/**
 * A problem without what the exact optimiser leaves to others: no reserves, no least power, export never dearer than import; and without
 * what it proves no optimum for: prices so negative that burning energy would pay.
 */
public final class Covered {

    private Covered() {}

    public static ChargingProblem of(ChargingProblem problem) {
        var prices = problem.prices();
        Series buying = Series.generate(
                problem.grid().steps(),
                t -> Math.max(0.01, prices.importEurPerKwh().get(t)));
        Series export = Series.generate(
                problem.grid().steps(),
                t -> Math.max(0, Math.min(prices.exportEurPerKwh().get(t), buying.get(t))));
        return new ChargingProblem(
                problem.grid(),
                problem.site(),
                new Prices(buying, export, prices.demandChargeEurPerKw(), prices.peakSoFarKw()),
                problem.storage(),
                problem.vehicles().stream().map(Covered::withoutLeastPower).toList(),
                problem.requests().stream()
                        .filter(request -> !(request instanceof Request.Reserve))
                        .toList());
    }

    private static Vehicle withoutLeastPower(Vehicle v) {
        return v.charging(v.maxChargeKw(), 0, 0);
    }
}
