package archfixture.energy.corridor.store;

/** A value that others import. */
public record Store() {}
