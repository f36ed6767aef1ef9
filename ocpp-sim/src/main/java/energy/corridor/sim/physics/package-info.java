/**
 * Batteries, power outlets and the site meter. Powers in kW on the grid side, energies in kWh, registers in Wh.
 *
 * <p>Reads the scenario; knows nothing of messages.
 */
@NullMarked
package energy.corridor.sim.physics;

import org.jspecify.annotations.NullMarked;
