/**
 * The plan into setpoints that each EVSE can follow, and what became of them.
 *
 * <p>Reads optimiser, fleet, quantity. Gives {@link energy.corridor.dispatch.Setpoint}. Promises that no set of commands breaks a limit of the site.
 */
@NullMarked
package energy.corridor.dispatch;

import org.jspecify.annotations.NullMarked;
