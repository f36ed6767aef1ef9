package archfixture.energy.corridor.app;

/** A value that others import. */
public record Main() {}
