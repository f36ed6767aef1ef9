/**
 * PostgreSQL behind the stages' persistence ports.
 *
 * <p>Serves telemetry, duty, fleet, grid, corridor, optimiser, dispatch, settlement. Promises durability before completion.
 */
@NullMarked
package energy.corridor.store;

import org.jspecify.annotations.NullMarked;
