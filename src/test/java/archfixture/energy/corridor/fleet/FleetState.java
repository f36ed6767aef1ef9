package archfixture.energy.corridor.fleet;

import archfixture.energy.corridor.duty.Duty;
import archfixture.energy.corridor.telemetry.EvseId;

/** All that its row names. */
public record FleetState(EvseId evse, Duty duty) {}
