package archfixture.energy.corridor.grid;

/** A value that others import. */
public record GridBook() {}
