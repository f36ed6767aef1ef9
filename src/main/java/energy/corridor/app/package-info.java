/**
 * Wiring, configuration and the control loop.
 *
 * <p>Reads everything; nobody reads it.
 */
@NullMarked
package energy.corridor.app;

import org.jspecify.annotations.NullMarked;
