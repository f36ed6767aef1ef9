package energy.corridor.settlement;

import java.time.Instant;

/**
 * What validation found about a raw reading or an interval; it stays visible.
 *
 * @param subject {@code reading/ID} or {@code interval/ELEMENT/CHANNEL/START}
 * @param element the element it belongs to, "" when none is registered
 * @param rejected whether the value is kept out of settlement
 */
public record Finding(String subject, Kind kind, String element, Instant at, boolean rejected, String sentence) {

    public enum Kind {
        CLOCK_AHEAD,
        CONFLICT,
        NEGATIVE,
        BACKWARDS,
        ABOVE_POWER,
        ROLLOVER,
        METER_RESET,
        METER_EXCHANGE,
        LONG_GAP,
        HELD,
        /** An operator put another energy in the place of one that is not measured. */
        EDITED,
        NOT_REGISTERED,
        /** A station sent what no reading can be. */
        NOT_PLAUSIBLE,
        /** Somebody else has claimed the energy. */
        CLAIMED,
        SIGNATURE,
        MESSAGE
    }

    static Finding ofReading(RegisterReading reading, Kind kind, String element, boolean rejected, String sentence) {
        return new Finding("reading/" + reading.id(), kind, element, reading.at(), rejected, sentence);
    }
}
