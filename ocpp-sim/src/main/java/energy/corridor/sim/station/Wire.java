package energy.corridor.sim.station;

import java.util.concurrent.CompletionStage;

/** One attempt at a connection to the service, from opening to its end. */
public interface Wire {

    void send(String text);

    /** Says goodbye; completes when that is on its way. {@link Listener#down} follows or not. */
    CompletionStage<?> close();

    /** Ends it without a goodbye, as a cut cable does. */
    void cut();

    /** Hears what happens; may be called from any thread, but never from within a call of the wire or its opener. */
    interface Listener {

        void up(Wire wire);

        /** The last that is heard of it. */
        void down(Wire wire, String reason);

        void text(Wire wire, String text);
    }

    /** How to reach the service. */
    interface Opener {

        /** @param protocol the WebSocket subprotocol that it offers */
        Wire open(String station, String protocol, Listener listener);
    }
}
