package archfixture.energy.corridor.web;

/** A value that others import. */
public record Web() {}
