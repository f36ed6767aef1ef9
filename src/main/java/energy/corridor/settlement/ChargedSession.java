package energy.corridor.settlement;

import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One ended charging session with what it is billed: the signed record's energy where one verifies, else that of the registers. The energy
 * is laid on the intervals of its time in proportion to what each metered (or, where none metered anything, to its time in each), by
 * largest remainder, and each part costs its interval's rate: the parts add up to the session.
 *
 * @param billedWh 0 or more
 * @param signed the records that are billed, as they came, in the order of their pagination
 */
public record ChargedSession(
        long transaction,
        EvseId evse,
        String idTag,
        Instant start,
        Instant end,
        long billedWh,
        List<String> signed,
        List<Part> parts) {

    /** @param perMwh 0 where the interval was never rated */
    public record Part(Instant start, Instant end, long wh, BigDecimal perMwh, String rateRef) {
        public BigDecimal cost() {
            return Kwp.amount(wh, perMwh, BigDecimal.ONE);
        }
    }

    /** An interval that the session touches. */
    public record Slice(Instant start, Instant end, long meteredWh, BigDecimal perMwh, String rateRef) {}

    public ChargedSession {
        signed = List.copyOf(signed);
        parts = List.copyOf(parts);
    }

    /** @param slices in the order of time */
    public static ChargedSession of(
            long transaction,
            EvseId evse,
            String idTag,
            Instant start,
            Instant end,
            long billedWh,
            List<String> signed,
            List<Slice> slices) {
        boolean metered = slices.stream().anyMatch(s -> s.meteredWh() > 0);
        List<Long> weights = slices.stream()
                .map(s -> metered
                        ? s.meteredWh()
                        : Math.max(
                                1,
                                Duration.between(max(start, s.start()), min(end, s.end()))
                                        .toMillis()))
                .toList();
        long[] shares = slices.isEmpty() ? new long[0] : LargestRemainder.split(billedWh, weights);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            Slice slice = slices.get(i);
            parts.add(new Part(
                    max(start, slice.start()), min(end, slice.end()), shares[i], slice.perMwh(), slice.rateRef()));
        }
        return new ChargedSession(transaction, evse, idTag, start, end, billedWh, signed, parts);
    }

    /** In the currency, rounded once, half to even, to the cent. */
    public BigDecimal cost() {
        return parts.stream()
                .map(Part::cost)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .setScale(2, RoundingMode.HALF_EVEN);
    }

    private static Instant max(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
