/**
 * OCPP 1.6J on the models, features and session of ocpp-java.
 *
 * <p>Serves telemetry, fleet, dispatch. Promises frames that the official schemas accept.
 */
@NullMarked
package energy.corridor.ocpp.v16;

import org.jspecify.annotations.NullMarked;
