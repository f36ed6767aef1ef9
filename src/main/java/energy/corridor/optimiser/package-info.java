/**
 * A charging problem into a plan, always, and what it could not keep and why.
 *
 * <p>Reads corridor, fleet, bay, grid, quantity. Gives {@link energy.corridor.optimiser.ChargingPlan}. Promises a plan for any state.
 */
@NullMarked
package energy.corridor.optimiser;

import org.jspecify.annotations.NullMarked;
