package energy.corridor.ocpp;

import energy.corridor.telemetry.StationId;

/** One version of OCPP-J: what a WebSocket with its subprotocol speaks. */
public interface OcppVersion {

    /** As registered for WebSockets, e.g. {@code ocpp1.6}. */
    String subprotocol();

    /**
     * Takes a new connection. Called on the socket's event loop.
     *
     * @param inbox where the station's messages wait for their turn; it outlives the connection
     * @param booted whether the station was accepted before
     */
    StationLink open(StationId station, StationSocket socket, Inbox inbox, boolean booted);
}
