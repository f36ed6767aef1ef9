/**
 * Raw samples of charging stations into accepted, ordered, de-duplicated meter readings.
 *
 * <p>Reads quantity. Gives {@link energy.corridor.telemetry.MeterReading}. Promises one unit per measurand and no reading twice.
 */
@NullMarked
package energy.corridor.telemetry;

import org.jspecify.annotations.NullMarked;
