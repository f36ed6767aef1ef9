package energy.corridor.settlement;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The market rate of a direction of energy at a point in {@code [start, end)}. Once quoted it stays; a correction is a higher version.
 *
 * @param perMwh in the currency per MWh, exact
 * @param version from 1
 */
public record RateQuote(
        String issuer,
        String point,
        Direction direction,
        Instant start,
        Instant end,
        String currency,
        BigDecimal perMwh,
        int version) {

    public RateQuote {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException(
                    "The currency \"%s\" must be an ISO 4217 code such as EUR.".formatted(currency));
        }
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("A rate must end after it starts (%s, %s).".formatted(start, end));
        }
    }

    /** By which a packet, a statement and REST name it. */
    public String ref() {
        return "%s/%s/%s/%s/v%d".formatted(issuer, point, direction, start, version);
    }
}
