package energy.corridor.settlement.message;

import java.time.Instant;

/**
 * The answer to a message.
 *
 * @param reason a sentence; "" with an ACK
 * @param receivedAt when the message came first, by our clock
 */
public record Acknowledgement(String element, long seq, Code code, String reason, Instant receivedAt) {

    public enum Code {
        ACK,
        /** Kept, flagged, and settled with the next run. */
        ACK_LATE,
        NOT_REGISTERED,
        BAD_SIGNATURE,
        /** An element whose registers Corridor reads itself said something else than the registers. */
        REPLAY,
        CLOCK_SKEW,
        OVERLAP,
        UNKNOWN_RATE,
        CONFLICT,
        MALFORMED
    }

    public boolean accepted() {
        return code == Code.ACK || code == Code.ACK_LATE;
    }
}
