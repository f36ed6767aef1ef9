package archfixture.energy.corridor.quantity;

import archfixture.energy.corridor.telemetry.EvseId;

/** Imports what its row does not name. */
public record ImportsTelemetry(EvseId forbidden) {}
