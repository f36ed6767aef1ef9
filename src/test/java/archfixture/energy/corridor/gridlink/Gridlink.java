package archfixture.energy.corridor.gridlink;

/** A value that others import. */
public record Gridlink() {}
