/**
 * Site limits, tariffs and grid operators' requests into what binds when.
 *
 * <p>Reads quantity. Gives {@link energy.corridor.grid.GridConditions}. Promises that the most restrictive limit wins.
 */
@NullMarked
package energy.corridor.grid;

import org.jspecify.annotations.NullMarked;
