/**
 * Charging stations over OCPP-J: transport, sessions, and the ports of telemetry, fleet and dispatch.
 *
 * <p>Serves telemetry, fleet, dispatch. Promises that what is acknowledged to a station is durable.
 */
@NullMarked
package energy.corridor.ocpp;

import org.jspecify.annotations.NullMarked;
