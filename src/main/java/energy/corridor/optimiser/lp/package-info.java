/**
 * The charging problem as a linear program in ojAlgo: one class per constraint family.
 *
 * <p>Reads optimiser, quantity. Gives the optimum of the full per-vehicle model. The readable reference for small fleets.
 */
@NullMarked
package energy.corridor.optimiser.lp;

import org.jspecify.annotations.NullMarked;
