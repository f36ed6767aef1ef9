package energy.corridor.app;

import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.exact.OptimiserChoice;
import energy.corridor.optimiser.hardware.Realisable;
import energy.corridor.optimiser.lp.LpOptimiser;
import energy.corridor.optimiser.reserve.ShapedReserves;

/** The optimiser that the service plans with, whole: exact, reserves, what hardware can do, reserves of large fleets. */
public final class DepotOptimiser {

    private DepotOptimiser() {}

    /** One of its own for everybody who plans: it begins each plan with the prices of the one before. */
    public static Optimiser create() {
        var reference = new LpOptimiser();
        return new ShapedReserves(new Realisable(new OptimiserChoice(new ExactOptimiser(), reference), reference));
    }
}
