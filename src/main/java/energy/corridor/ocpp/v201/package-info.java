/**
 * OCPP 2.0.1 on records of our own.
 *
 * <p>Serves telemetry, fleet, dispatch. Promises frames that the official schemas accept.
 */
@NullMarked
package energy.corridor.ocpp.v201;

import org.jspecify.annotations.NullMarked;
