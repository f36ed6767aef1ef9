package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;

/** Which penalties put the aims in their order for a given problem. */
final class Weights {

    /** Between neighbouring aims, from what the solver likes best to what settles every dispute. */
    static final double[] RATIOS = {4, 32};

    private static final double ABOVE = 30;

    private Weights() {}

    /** Each aim above all after it. @param ratio between neighbours */
    static Penalties of(ChargingProblem problem, double ratio) {
        double broken = dearestKwh(problem) * ratio / 4;
        double unmet = broken * ratio;
        double below = unmet * ratio;
        double clamped = below * ratio;
        return new Penalties(clamped * ratio, clamped, below, unmet, broken, 1);
    }

    /** One aim alone, in kWh, with those above it so heavy that none of them grows; money counts nothing. */
    static Penalties upTo(int aim) {
        double[] weight = new double[5];
        for (int i = 0; i <= aim; i++) {
            weight[i] = Math.pow(ABOVE, aim - i);
        }
        return new Penalties(weight[0], weight[1], weight[2], weight[3], weight[4], 0);
    }

    /** More than one kWh can save by not being charged, or by being charged elsewhere, EUR. */
    private static double dearestKwh(ChargingProblem problem) {
        var prices = problem.prices();
        double perKwh = Math.max(
                Math.max(
                        Math.abs(prices.importEurPerKwh().max()),
                        Math.abs(prices.importEurPerKwh().min())),
                Math.max(
                        Math.abs(prices.exportEurPerKwh().max()),
                        Math.abs(prices.exportEurPerKwh().min())));
        perKwh += prices.demandChargeEurPerKw() / problem.grid().stepHours();
        for (Request request : problem.requests()) {
            if (request instanceof Request.Dispatch dispatch) {
                perKwh += dispatch.penaltyEurPerKwh();
            }
        }
        return 3 * perKwh + 1;
    }
}
