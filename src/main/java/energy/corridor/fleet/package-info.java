/**
 * Readings and duties into charging sessions and state-of-charge estimates with source, age and uncertainty.
 *
 * <p>Reads telemetry, duty, quantity. Gives one immutable {@link energy.corridor.fleet.FleetState}. Promises that durable comes before acknowledged.
 */
@NullMarked
package energy.corridor.fleet;

import org.jspecify.annotations.NullMarked;
