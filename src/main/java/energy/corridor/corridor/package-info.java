/**
 * The fleet's state into the upper and lower bound of its summed state of charge.
 *
 * <p>Reads fleet, quantity. Gives {@link energy.corridor.corridor.SumSocCorridor}. Promises an outer bound: necessary, not sufficient.
 */
@NullMarked
package energy.corridor.corridor;

import org.jspecify.annotations.NullMarked;
