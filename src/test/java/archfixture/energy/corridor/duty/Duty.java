package archfixture.energy.corridor.duty;

/** A value that others import. */
public record Duty() {}
