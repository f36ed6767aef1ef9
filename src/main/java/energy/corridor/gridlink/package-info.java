/**
 * Grid operators and telematics by MQTT 5, into the ports of grid and fleet; the corridor and the power out to subscribers.
 *
 * <p>Serves grid, fleet, duty, corridor. Promises that a bad message is answered with a sentence and changes nothing, and that a
 * message with quality of service 1 is acknowledged when what it said is durable.
 */
@NullMarked
package energy.corridor.gridlink;

import org.jspecify.annotations.NullMarked;
