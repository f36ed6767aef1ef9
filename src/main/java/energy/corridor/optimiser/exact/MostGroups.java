package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;

/**
 * How finely the fleet is cut: fewer groups make a smaller master and more rounds.
 */
final class MostGroups {

    private static final int LEAST = 200;
    private static final int MOST = 500;
    private static final int VEHICLES_TO_A_GROUP = 10;

    private MostGroups() {}

    static int of(ChargingProblem problem) {
        int vehicles = Math.max(1, problem.vehicles().size());
        return Math.min(vehicles, Math.max(LEAST, Math.min(MOST, vehicles / VEHICLES_TO_A_GROUP)));
    }
}
