package energy.corridor.optimiser;

import energy.corridor.grid.GridConditions;

/**
 * What a kWh off an accepted dispatch counts in the plan: so much that no price and no demand charge is worth leaving it, and still money,
 * so that no vehicle's departure is given up for it.
 */
public final class BindingWorth {

    /** Above the dearest way to earn by leaving it. */
    private static final double FACTOR = 2;

    private static final double LEAST_EUR = 1;

    private BindingWorth() {}

    /** Twice the dearest price and, as one interval may set the month's peak, the demand charge on it. */
    public static double eurPerKwh(GridConditions grid) {
        return of(
                Math.max(
                        greatest(
                                grid.importEurPerKwh().max(),
                                grid.importEurPerKwh().min()),
                        grid.exportEurPerKwh().max()),
                grid.site().demandChargeEurPerKw(),
                grid.grid().stepHours());
    }

    /** The same of a problem. */
    public static double eurPerKwh(ChargingProblem problem) {
        var prices = problem.prices();
        return of(
                Math.max(
                        greatest(
                                prices.importEurPerKwh().max(),
                                prices.importEurPerKwh().min()),
                        prices.exportEurPerKwh().max()),
                prices.demandChargeEurPerKw(),
                problem.grid().stepHours());
    }

    private static double greatest(double most, double least) {
        return Math.max(Math.abs(most), Math.abs(least));
    }

    private static double of(double eurPerKwh, double demandChargeEurPerKw, double stepHours) {
        return FACTOR * (LEAST_EUR + 2 * eurPerKwh + demandChargeEurPerKw / stepHours);
    }
}
