package archfixture.energy.corridor.optimiser;

import archfixture.energy.corridor.dispatch.Setpoint;

/** Imports what its row does not name. */
public record ImportsDispatch(Setpoint forbidden) {}
