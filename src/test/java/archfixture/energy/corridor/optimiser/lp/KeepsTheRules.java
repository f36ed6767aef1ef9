package archfixture.energy.corridor.optimiser.lp;

import archfixture.energy.corridor.duty.Duty;
import archfixture.energy.corridor.fleet.FleetState;
import archfixture.energy.corridor.grid.GridBook;
import org.ojalgo.optimisation.ExpressionsBasedModel;

/** All that the row of optimiser names, and what a fleet state hands on. */
public record KeepsTheRules(FleetState fleet, GridBook grid, Duty duty, ExpressionsBasedModel model) {}
