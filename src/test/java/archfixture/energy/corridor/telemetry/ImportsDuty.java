package archfixture.energy.corridor.telemetry;

import archfixture.energy.corridor.duty.Duty;

/** Imports what its row does not name. */
public record ImportsDuty(Duty forbidden) {}
