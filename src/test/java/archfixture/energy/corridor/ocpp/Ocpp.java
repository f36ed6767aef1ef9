package archfixture.energy.corridor.ocpp;

/** A value that others import. */
public record Ocpp() {}
