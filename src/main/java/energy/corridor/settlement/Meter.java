package energy.corridor.settlement;

import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;

/**
 * What is physically possible for one register.
 *
 * @param element the element it belongs to, for sentences
 * @param maxW most it can count
 * @param modulusWh where it rolls over to 0
 */
public record Meter(String element, long maxW, long modulusWh) {

    /** Room for meters that read a little above their rating. */
    private static final int MARGIN_TENTHS = 11;

    private static final int OF = 10;

    /** A register counts whole Wh: each end may be off by one. */
    private static final long MULTIPLIER_UNITS = 2;

    public Meter {
        if (maxW <= 0 || modulusWh <= 0) {
            throw new IllegalArgumentException("The maxW (%d) and modulusWh (%d) of the meter of %s must be above 0."
                    .formatted(maxW, modulusWh, element));
        }
    }

    /** The most energy that can have flowed between two instants, Wh. */
    long mostWh(Instant from, Instant to) {
        return (long) Math.ceil(Units.energyWh(maxW, Duration.between(from, to)) * MARGIN_TENTHS / OF)
                + MULTIPLIER_UNITS;
    }
}
