/**
 * How much more or less the site is to draw because of the grid's frequency.
 *
 * <p>Reads measurements of the frequency. Gives {@link energy.corridor.grid.frequency.FrequencyControl}. Promises that without a fresh
 * measurement nothing is asked for.
 */
@NullMarked
package energy.corridor.grid.frequency;

import org.jspecify.annotations.NullMarked;
