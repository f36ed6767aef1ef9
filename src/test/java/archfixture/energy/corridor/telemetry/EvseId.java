package archfixture.energy.corridor.telemetry;

/** A value that others import. */
public record EvseId() {}
