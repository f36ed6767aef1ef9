/**
 * The charging problem for fleets of any size: vehicles are priced one by one, and a small linear program over their answers finds
 * the prices ({@code docs/exact-optimiser.md}).
 *
 * <p>Reads optimiser, quantity. Gives {@link energy.corridor.optimiser.exact.ExactOptimiser}. Promises a plan for any problem, and a
 * proven bound with it.
 */
@NullMarked
package energy.corridor.optimiser.exact;

import org.jspecify.annotations.NullMarked;
