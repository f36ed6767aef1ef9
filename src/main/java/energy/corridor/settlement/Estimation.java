package energy.corridor.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Fills missing intervals between good neighbours, so that they add up to what the registers around the gap say. */
public final class Estimation {

    private Estimation() {}

    /**
     * A straight line between the neighbours' energies, rounded to whole Wh, then scaled to the total by largest remainder.
     *
     * @param beforeWh energy of the good interval before the gap
     * @param afterWh energy of the good interval after it
     * @param lengths lengths of the missing pieces in parts of an interval
     * @param totalWh what the registers around the gap say
     * @return Wh of each missing piece; they add up to {@code totalWh}
     */
    public static long[] fill(long beforeWh, long afterWh, List<BigDecimal> lengths, long totalWh) {
        List<Long> weights = new ArrayList<>();
        int n = lengths.size();
        for (int k = 1; k <= n; k++) {
            BigDecimal line = BigDecimal.valueOf(beforeWh)
                    .multiply(BigDecimal.valueOf(n + 1L - k))
                    .add(BigDecimal.valueOf(afterWh).multiply(BigDecimal.valueOf(k)))
                    .multiply(lengths.get(k - 1))
                    .divide(BigDecimal.valueOf(n + 1L), 0, RoundingMode.HALF_EVEN);
            weights.add(line.longValueExact());
        }
        if (weights.stream().allMatch(w -> w == 0)) {
            weights.clear();
            lengths.forEach(l -> weights.add(l.movePointRight(9).longValue()));
        }
        return LargestRemainder.split(totalWh, weights);
    }
}
