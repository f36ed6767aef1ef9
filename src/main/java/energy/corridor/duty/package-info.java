/**
 * Timetables into departures, required energy and expected arrivals.
 *
 * <p>Reads quantity. Gives {@link energy.corridor.duty.Duty}. Promises that what was entered is kept until it is replaced.
 */
@NullMarked
package energy.corridor.duty;

import org.jspecify.annotations.NullMarked;
