package archfixture.energy.corridor.bay;

import archfixture.energy.corridor.fleet.FleetState;
import archfixture.org.optaplanner.Solver;

/** All that the row of bay names. */
public record KeepsTheRules(FleetState fleet, Solver solver) {}
