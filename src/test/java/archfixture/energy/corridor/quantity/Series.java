package archfixture.energy.corridor.quantity;

/** A value that others import. */
public record Series() {}
