package archfixture.energy.corridor.grid.impl;

/** In a package whose name says nothing. */
public record Hidden() {}
