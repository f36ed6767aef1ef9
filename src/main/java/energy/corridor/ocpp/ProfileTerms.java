package energy.corridor.ocpp;

import energy.corridor.dispatch.Setpoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What every version's charging profile says of a setpoint.
 *
 * @param limit in the unit of its rate
 */
public record ProfileTerms(Instant from, Instant until, int seconds, BigDecimal limit) {

    private static final double MOST_KW = 1e6;

    /**
     * @param leastKw 0, or what may be given back, negative
     * @param unlike why less is not possible
     * @throws IllegalArgumentException with a sentence
     */
    public static ProfileTerms of(Setpoint setpoint, Rate rate, double leastKw, String unlike) {
        Instant from = setpoint.validFrom().truncatedTo(ChronoUnit.MILLIS);
        Instant until = setpoint.validUntil().truncatedTo(ChronoUnit.MILLIS);
        long seconds = Duration.between(from, until).toSeconds();
        if (seconds < 1 || seconds > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The setpoint for %s must hold for 1..%d s, not from %s until %s."
                    .formatted(setpoint.evse(), Integer.MAX_VALUE, from, until));
        }
        return new ProfileTerms(from, until, (int) seconds, limit(setpoint.powerKw(), rate, leastKw, unlike));
    }

    /** @throws IllegalArgumentException with a sentence */
    public static BigDecimal limit(double powerKw, Rate rate, double leastKw, String unlike) {
        if (!(leastKw <= powerKw && powerKw <= MOST_KW)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "The power (%s kW) must be in %.0f..%.0f; %s.".formatted(powerKw, leastKw, MOST_KW, unlike));
        }
        return rate.limit(powerKw);
    }
}
