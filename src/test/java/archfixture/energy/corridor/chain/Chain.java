package archfixture.energy.corridor.chain;

/** A value that others import. */
public record Chain() {}
