package energy.corridor.settlement;

import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;

/**
 * A kilowatt packet: the energy of one interval in one direction with the rate that it is settled at.
 *
 * @param energyWh 0 or more; 0 while the interval is held
 * @param intervalVersion of the interval that made it
 * @param rateRef of the quote
 * @param factor the grade's share of the rate
 * @param amount exact, in the currency; what LOAD costs, what SUPPLY and CURTAILMENT earn
 * @param version from 1; every later one replaces the one before
 */
public record Kwp(
        String element,
        String owner,
        String point,
        Instant start,
        Instant end,
        Direction direction,
        long energyWh,
        Grade grade,
        Quality quality,
        int intervalVersion,
        String rateRef,
        BigDecimal perMwh,
        String currency,
        BigDecimal factor,
        BigDecimal amount,
        int version) {

    static Kwp of(IntervalEnergy interval, GridElement element, RateQuote quote, GradeFactors factors) {
        Quality quality = interval.quality();
        long wh = quality.grade() == Grade.HELD ? 0 : interval.wh();
        Direction direction = interval.channel().direction();
        BigDecimal factor = factors.of(direction, quality.grade());
        return new Kwp(
                element.id(),
                element.owner(),
                element.point(),
                interval.start(),
                interval.end(),
                direction,
                wh,
                quality.grade(),
                quality,
                interval.version(),
                quote.ref(),
                quote.perMwh(),
                quote.currency(),
                factor,
                amount(wh, quote.perMwh(), factor),
                1);
    }

    /** {@code Wh / 1,000,000 · rate · factor}, exact. */
    public static BigDecimal amount(long wh, BigDecimal perMwh, BigDecimal factor) {
        BigDecimal exact = Units.whToMwh(wh).multiply(perMwh).multiply(factor).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    public String id() {
        return "KWP/%s/%s/%s/v%d".formatted(element, start, direction, version);
    }

    /** The mean power, W. */
    public long averageW() {
        return Units.averageWatts(energyWh, Duration.between(start, end));
    }

    /** Micro units of the currency, rounded half to even. */
    public long amountMicro() {
        return Units.toMicro(amount).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    boolean saysTheSameAs(Kwp other) {
        return withVersion(other.version).equals(other);
    }

    Kwp withVersion(int next) {
        return new Kwp(
                element,
                owner,
                point,
                start,
                end,
                direction,
                energyWh,
                grade,
                quality,
                intervalVersion,
                rateRef,
                perMwh,
                currency,
                factor,
                amount,
                next);
    }
}
