package energy.corridor.optimiser.exact;

/** What one band asks of the summed energy at one boundary, kWh. */
record BandRow(String request, int boundary, double lowerKwh, double upperKwh) {}
