package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.Money;

/** Which penalties put the aims in their order for a given problem. */
final class Weights {

    /** Between neighbouring aims, from what the solver likes best to what settles every dispute. */
    static final double[] RATIOS = {4, 32};

    private static final double ABOVE = 30;

    private Weights() {}

    /** Each aim above all after it. @param ratio between neighbours */
    static Penalties of(ChargingProblem problem, double ratio) {
        double broken = Money.dearestKwhEur(problem) * ratio / 4;
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
}
