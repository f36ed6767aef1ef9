package archfixture.energy.corridor.grid;

import archfixture.energy.corridor.fleet.FleetState;

/** Imports what its row does not name. */
public record ImportsFleet(FleetState forbidden) {}
