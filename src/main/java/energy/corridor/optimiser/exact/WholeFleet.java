package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Schedule;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * The optimum of all batteries' own programs at once, by the interior point. Its prices prove a bound and its powers are a plan; what is
 * missing to a proof is left to column generation, which begins with both.
 *
 * @param values of the layout's variables
 */
record WholeFleet(Prices prices, Schedule schedule, IntToDoubleFunction values) {

    /** Relative gap at which the powers are taken as they are. */
    private static final double CLOSE = 1e-7;

    /** Steps that it takes at most as a rule. */
    private static final int STEPS = 70;

    /** Most batteries: each takes part in every step, while columns hardly grow with their number. */
    private static final int MOST = 500;

    /** The same where the limits' intervals make the master of columns slow. */
    private static final int MOST_BESIDE_LIMITS = 2_000;

    private static final int MANY_LIMITS = 2_000;

    /** None where it would take too long, or came to nothing. */
    static Optional<WholeFleet> solved(
            FleetModel model, Layout layout, Workers workers, double[] eurPerKw, long deadlineNanos) {
        int most = model.nodes.size() * model.steps >= MANY_LIMITS ? MOST_BESIDE_LIMITS : MOST;
        if (model.batteries.size() > most) {
            return Optional.empty();
        }
        var part = new ChainsPart(model, layout, workers, eurPerKw);
        var program = new InteriorPoint(model, layout, workers, part);
        program.startAt(eurPerKw);
        long start = System.nanoTime();
        program.solve(CLOSE, start); // one step, to see how long it takes
        long took = System.nanoTime() - start;
        if (STEPS * took > (deadlineNanos - start) / 2) {
            return Optional.empty();
        }
        program.solve(CLOSE, deadlineNanos);
        return part.isFinite()
                ? Optional.of(new WholeFleet(program.prices(), part.schedule(), program::value))
                : Optional.empty();
    }
}
