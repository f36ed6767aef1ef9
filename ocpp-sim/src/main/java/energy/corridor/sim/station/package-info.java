/**
 * A charging station's firmware: OCPP 1.6J over a WebSocket, charging profiles, transactions and what is kept while offline.
 *
 * <p>Reads the outlet's meter; gives the outlet its limit.
 */
@NullMarked
package energy.corridor.sim.station;

import org.jspecify.annotations.NullMarked;
