package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;

/** How finely the fleet is cut: fewer groups make a smaller master and more rounds. */
final class MostGroups {

    private static final int GROUPS = 40;

    private MostGroups() {}

    static int of(ChargingProblem problem) {
        return Math.min(GROUPS, Math.max(1, problem.vehicles().size()));
    }
}
