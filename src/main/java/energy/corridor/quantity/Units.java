package energy.corridor.quantity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** The only unit conversions of the service. Inside, power is kW, energy kWh, money EUR, time hours where it multiplies. */
public final class Units {

    private static final double MILLIS_PER_HOUR = 3_600_000.0;

    private Units() {}

    public static double hours(Duration duration) {
        return duration.toMillis() / MILLIS_PER_HOUR;
    }

    /** To the millisecond. */
    public static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000.0));
    }

    /** To the millisecond. */
    public static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000.0));
    }

    /** To the millisecond, rounded up. */
    public static Duration hours(double hours) {
        return Duration.ofMillis((long) Math.ceil(hours * MILLIS_PER_HOUR));
    }

    public static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** At 230 V between phase and neutral. */
    public static double amperesToKw(double amperes, int phases) {
        return wattsToKw(amperes * 230.0 * phases);
    }

    public static double wattsToKw(double watts) {
        return watts / 1000.0;
    }

    public static double kwToWatts(double kw) {
        return kw * 1000.0;
    }

    public static double mwToKw(double mw) {
        return mw * 1000.0;
    }

    /** A price per MWh as a price per kWh. */
    public static double perMwhToPerKwh(double perMwh) {
        return perMwh / 1000.0;
    }

    public static double whToKwh(double wh) {
        return wh / 1000.0;
    }

    /** Whole watt-hours, rounded to the nearest. */
    public static long kwhToWh(double kwh) {
        return Math.round(kwh * 1000.0);
    }

    /** Exact; for readings, which no rounding may touch. */
    public static BigDecimal kwhToWh(BigDecimal kwh) {
        return kwh.scaleByPowerOfTen(3);
    }

    /** Exact; for readings, which no rounding may touch. */
    public static BigDecimal kwToWatts(BigDecimal kw) {
        return kw.scaleByPowerOfTen(3);
    }

    /** Energy in Wh of {@code watts} held for {@code duration}. */
    public static double energyWh(long watts, Duration duration) {
        return watts * (duration.toMillis() / MILLIS_PER_HOUR);
    }

    /** The mean power of {@code wh} in {@code duration}, whole W. */
    public static long averageWatts(long wh, Duration duration) {
        return BigDecimal.valueOf(wh)
                .multiply(BigDecimal.valueOf(3_600_000L))
                .divide(BigDecimal.valueOf(duration.toMillis()), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    /** Exact. */
    public static BigDecimal whToMwh(long wh) {
        return BigDecimal.valueOf(wh, 6);
    }

    /** Exact. */
    public static BigDecimal whToKwh(long wh) {
        return BigDecimal.valueOf(wh, 3);
    }

    /** Exact: 3.6 MJ per kWh. */
    public static BigDecimal whToMegajoules(long wh) {
        return BigDecimal.valueOf(wh).multiply(BigDecimal.valueOf(36)).movePointLeft(4);
    }

    /** Exact: a price per kWh as a price per MWh. */
    public static BigDecimal perKwhToPerMwh(BigDecimal perKwh) {
        return perKwh.scaleByPowerOfTen(3);
    }

    /** Exact: an amount of money in millionths. */
    public static BigDecimal toMicro(BigDecimal amount) {
        return amount.scaleByPowerOfTen(6);
    }

    /** Exact: millionths as an amount of money. */
    public static BigDecimal fromMicro(long micro) {
        return BigDecimal.valueOf(micro, 6);
    }

    /** @param percent 0..100 of {@code capacityKwh} */
    public static double percentToKwh(double percent, double capacityKwh) {
        return percent / 100.0 * capacityKwh;
    }

    /** @return 0..100 */
    public static double kwhToPercent(double kwh, double capacityKwh) {
        return kwh / capacityKwh * 100.0;
    }

    /** Energy in kWh of {@code kw} held for {@code duration}. */
    public static double energyKwh(double kw, Duration duration) {
        return kw * hours(duration);
    }
}
