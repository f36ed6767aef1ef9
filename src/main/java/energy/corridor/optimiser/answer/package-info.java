/**
 * Truthful answers to grid operators: what of a request the depot can deliver with every vehicle's own limits, and what stands against
 * the rest.
 *
 * <p>Reads charging problems and the operators' signals. Gives {@link energy.corridor.grid.request.Decision}. Promises that what is
 * accepted is in a plan in which no vehicle leaves with less than without it; a limit alone is obeyed at any cost, which is told.
 */
@NullMarked
package energy.corridor.optimiser.answer;

import org.jspecify.annotations.NullMarked;
