package archfixture.energy.corridor.optimiser;

import org.ojalgo.optimisation.ExpressionsBasedModel;

/** The solver in the right stage, outside its package. */
public record UsesOjAlgo(ExpressionsBasedModel forbidden) {}
