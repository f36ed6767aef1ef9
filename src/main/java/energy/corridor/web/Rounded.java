package energy.corridor.web;

import energy.corridor.quantity.Series;
import java.util.stream.IntStream;

/** Numbers for people and wires: three decimals, so watts and watt-hours. */
final class Rounded {

    /** Beyond this a double has no thousandths. */
    private static final double EXACT = 1e12;

    private Rounded() {}

    static double of(double value) {
        return Math.abs(value) < EXACT ? Math.rint(value * 1000) / 1000 : value;
    }

    static double[] of(Series series) {
        return IntStream.range(0, series.size())
                .mapToDouble(i -> of(series.get(i)))
                .toArray();
    }
}
