package archfixture.energy.corridor.corridor;

import org.ojalgo.optimisation.ExpressionsBasedModel;

/** The solver in the wrong stage. */
public record UsesOjAlgo(ExpressionsBasedModel forbidden) {}
