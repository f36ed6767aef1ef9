/**
 * A depot as the wire sees it: charging stations that speak OCPP 1.6J, and the vehicles and batteries behind them.
 *
 * <p>Reads a SpiceEV scenario; gives messages, a site meter and a report; knows nothing of the service it talks to.
 */
@NullMarked
package energy.corridor.sim;

import org.jspecify.annotations.NullMarked;
