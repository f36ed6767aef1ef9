package energy.corridor.settlement;

import energy.corridor.grid.PricePoint;
import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The site's price points as quotes per interval. A price that changes within an interval counts by its time. An interval that has a
 * quote keeps it: a new price list says nothing about the past.
 */
final class Rates {

    private static final int DIGITS = 10;

    private Rates() {}

    static RateQuote quote(
            List<PricePoint> prices, String point, String currency, Direction direction, Instant start, Instant end) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < prices.size(); i++) {
            Instant from = i == 0 || prices.get(i).from().isBefore(start)
                    ? start
                    : prices.get(i).from();
            Instant to = i + 1 < prices.size() && prices.get(i + 1).from().isBefore(end)
                    ? prices.get(i + 1).from()
                    : end;
            if (to.isAfter(from)) {
                sum = sum.add(price(prices.get(i), direction)
                        .multiply(BigDecimal.valueOf(Duration.between(from, to).toMillis())));
            }
        }
        BigDecimal mean = sum.divide(
                        BigDecimal.valueOf(Duration.between(start, end).toMillis()), DIGITS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return new RateQuote(
                "site",
                point,
                direction,
                start,
                end,
                currency,
                Units.perKwhToPerMwh(mean)
                        .setScale(Math.max(0, Units.perKwhToPerMwh(mean).scale()), RoundingMode.UNNECESSARY),
                1);
    }

    private static BigDecimal price(PricePoint point, Direction direction) {
        return BigDecimal.valueOf(direction == Direction.LOAD ? point.importEurPerKwh() : point.exportEurPerKwh());
    }
}
