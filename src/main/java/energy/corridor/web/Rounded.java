package energy.corridor.web;

import energy.corridor.quantity.Series;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.IntStream;

/** Numbers for people and wires: three decimals, so watts and watt-hours. */
final class Rounded {

    private Rounded() {}

    static double of(double value) {
        if (value == Math.rint(value)) {
            return value + 0.0; // whole, as most are; without a minus before zero
        }
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).doubleValue()
                : value;
    }

    static double[] of(Series series) {
        return IntStream.range(0, series.size())
                .mapToDouble(i -> of(series.get(i)))
                .toArray();
    }
}
