package archfixture.energy.corridor.web;

import archfixture.org.optaplanner.Solver;

/** The bay solver in an adapter. */
public record UsesOptaPlanner(Solver forbidden) {}
