package energy.corridor.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * A meter's register at an instant, as the station told it.
 *
 * @param id the journal's number of the message's row, by which the raw reading is found again
 * @param at the station's clock
 * @param receivedAt our clock
 * @param wh exactly what was sent
 */
public record RegisterReading(long id, Instant at, Instant receivedAt, BigDecimal wh, Origin origin) {

    /** A sample, or the register in the start or stop of a transaction. */
    public enum Origin {
        SAMPLE,
        START,
        STOP
    }

    /** Every register is rounded once, so that rounding never adds up. */
    long wholeWh() {
        return wh.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
