package energy.corridor.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * A power supply value: energy that was not drawn on order, worth the same as supply.
 *
 * @param actualWh net import; below zero when the element fed in
 * @param psvWh what counts, with the losses that were saved upstream
 * @param confirmed whether every meter told the interval and nobody else has claimed its energy
 */
public record Psv(
        String element,
        String event,
        Instant start,
        Instant end,
        long baselineWh,
        long actualWh,
        long orderedWh,
        long psvWh,
        BigDecimal lossFactor,
        String method,
        int methodVersion,
        boolean confirmed,
        Quality quality,
        int version) {

    /**
     * {@code reduced = min(baseline − max(0, actual), ordered)}, at least 0; {@code psv = round(reduced · (1 + loss))}, half to even. What
     * the element fed in is supply and never curtailment.
     */
    public static Psv of(Baseline baseline, long actualWh, BigDecimal lossFactor, boolean confirmed, Quality quality) {
        long reduced = Math.max(0, Math.min(baseline.wh() - Math.max(0, actualWh), baseline.orderedWh()));
        long psv = BigDecimal.valueOf(reduced)
                .multiply(BigDecimal.ONE.add(lossFactor))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
        return new Psv(
                baseline.element(),
                baseline.event(),
                baseline.start(),
                baseline.end(),
                baseline.wh(),
                actualWh,
                baseline.orderedWh(),
                psv,
                lossFactor,
                baseline.method(),
                baseline.methodVersion(),
                confirmed,
                quality,
                1);
    }

    public String id() {
        return "PSV/%s/%s/%s/v%d".formatted(element, event, start, version);
    }

    boolean saysTheSameAs(Psv other) {
        return withVersion(other.version).equals(other);
    }

    Psv withVersion(int next) {
        return new Psv(
                element,
                event,
                start,
                end,
                baselineWh,
                actualWh,
                orderedWh,
                psvWh,
                lossFactor,
                method,
                methodVersion,
                confirmed,
                quality,
                next);
    }

    /** The packet by which it is paid, when it is confirmed. */
    Kwp packet(GridElement owner, RateQuote quote, GradeFactors factors) {
        BigDecimal factor = factors.of(Direction.CURTAILMENT, quality.grade());
        long wh = quality.grade() == Grade.HELD || !confirmed ? 0 : psvWh;
        return new Kwp(
                element,
                owner.owner(),
                owner.point(),
                start,
                end,
                Direction.CURTAILMENT,
                wh,
                quality.grade(),
                quality,
                version,
                quote.ref(),
                quote.perMwh(),
                quote.currency(),
                factor,
                Kwp.amount(wh, quote.perMwh(), factor),
                1);
    }
}
