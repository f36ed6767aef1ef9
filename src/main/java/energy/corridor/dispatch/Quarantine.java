package energy.corridor.dispatch;

import energy.corridor.telemetry.EvseId;
import java.time.Instant;

/**
 * An EVSE that cannot be relied on: its worst case is kept free in every limit above it until it can be.
 *
 * @param since our clock
 * @param reservedKw kept free for it, whatever it is told
 * @param reason a sentence
 */
public record Quarantine(EvseId evse, Instant since, Cause cause, double reservedKw, String reason) {

    public enum Cause {
        /** Its meter shows more than it accepted. */
        DISOBEYS,
        /** Its meter has fallen silent in mid-transaction. */
        SILENT_METER,
        /** Its register stands although power flows. */
        FROZEN_METER
    }
}
