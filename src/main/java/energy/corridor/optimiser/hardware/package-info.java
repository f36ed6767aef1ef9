/**
 * What hardware can give: a plan of any powers into one of least powers and whole steps.
 *
 * <p>Reads optimiser. Gives {@link energy.corridor.optimiser.ChargingPlan}. Promises that no limit is broken for it, and says what it costs.
 */
@NullMarked
package energy.corridor.optimiser.hardware;

import org.jspecify.annotations.NullMarked;
