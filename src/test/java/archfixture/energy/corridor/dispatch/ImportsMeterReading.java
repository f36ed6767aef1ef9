package archfixture.energy.corridor.dispatch;

import archfixture.energy.corridor.telemetry.MeterReading;

/** Imports what its row does not name. */
public record ImportsMeterReading(MeterReading forbidden) {}
