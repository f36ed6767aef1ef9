package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits to be sent.
 *
 * @param session number of the transaction it belongs to, as the station counts them; 0 when it belongs to none
 * @param attempts how often it was answered with an error
 * @param notBefore clock time of the next attempt; null: at once
 */
public record Message(
        long order,
        String action,
        ObjectNode payload,
        long session,
        int attempts,
        @Nullable Instant notBefore) {

    static final String START = "StartTransaction";
    static final String STOP = "StopTransaction";
    static final String METER = "MeterValues";
    /** The vehicle pauses or charges; 1.6 has no message for it but the status. */
    static final String STATE = "ChargingState";

    static final String BOOT = "BootNotification";
    static final String AUTHORIZE = "Authorize";
    static final String STATUS = "StatusNotification";
    static final String HEARTBEAT = "Heartbeat";

    private static final Set<String> TRANSACTION_RELATED = Set.of(START, STOP, METER, STATE);

    /** Kept over a lost connection and until it is answered (OCPP 1.6 section 3.7). */
    boolean isKept() {
        return session != 0 && TRANSACTION_RELATED.contains(action);
    }

    Message copy() {
        return new Message(order, action, payload.deepCopy(), session, attempts, notBefore);
    }

    Message failed(@Nullable Instant next) {
        return new Message(order, action, payload, session, attempts + 1, next);
    }
}
