package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;

/**
 * How finely the fleet is cut: fewer groups make a smaller master and more rounds. Where many limits bind, what fewer groups save is
 * little beside the limits' own rows.
 */
final class MostGroups {

    private static final int LEAST = 200;
    private static final int MOST = 500;
    private static final int TO_A_LIMIT = 12;

    private MostGroups() {}

    static int of(ChargingProblem problem) {
        int limits = problem.site().limits().size();
        int vehicles = Math.max(1, problem.vehicles().size());
        return Math.min(vehicles, Math.max(LEAST, Math.min(MOST, TO_A_LIMIT * limits)));
    }
}
