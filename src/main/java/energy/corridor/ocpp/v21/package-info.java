/**
 * OCPP 2.1 as far as vehicles give power back; the rest as in 2.0.1.
 *
 * <p>Serves telemetry, fleet, dispatch. Promises that no vehicle is told to discharge that did not offer to and was not allowed to.
 */
@NullMarked
package energy.corridor.ocpp.v21;

import org.jspecify.annotations.NullMarked;
