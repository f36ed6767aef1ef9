/**
 * Reserves for fleets that are too large for the linear program: planned without them first, then a few batteries anew.
 */
@NullMarked
package energy.corridor.optimiser.reserve;

import org.jspecify.annotations.NullMarked;
