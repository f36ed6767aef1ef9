package energy.corridor.optimiser;

import java.time.Duration;

/** Turns a charging problem into a plan. Never fails for a problem with finite numbers; softens in the stated order instead. */
public interface Optimiser {

    /** @param deadline wall-clock time after which the best plan so far is returned */
    ChargingPlan plan(ChargingProblem problem, Duration deadline);
}
