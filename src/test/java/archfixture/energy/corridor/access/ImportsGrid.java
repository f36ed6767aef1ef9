package archfixture.energy.corridor.access;

import archfixture.energy.corridor.grid.GridBook;

/** Imports what its row does not name. */
public record ImportsGrid(GridBook forbidden) {}
