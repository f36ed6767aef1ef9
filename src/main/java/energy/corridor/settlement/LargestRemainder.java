package energy.corridor.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits a whole number by weights so that the shares add up to it exactly: each gets the whole part of its share, and the units left
 * over go one each to the largest remainders, ties to the lowest key. A negative total is split by its absolute value.
 */
public final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * @param weights 0 or more, not all 0
     * @return one share per key
     */
    public static SortedMap<String, Long> split(long total, SortedMap<String, Long> weights) {
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<String, Long> weight : weights.entrySet()) {
            if (weight.getValue() < 0) {
                throw new IllegalArgumentException(
                        "The weight (%d) of %s must be 0 or more.".formatted(weight.getValue(), weight.getKey()));
            }
            sum = sum.add(BigInteger.valueOf(weight.getValue()));
        }
        if (sum.signum() == 0) {
            throw new IllegalArgumentException("Nothing can be split when all weights are 0.");
        }
        BigInteger amount = BigInteger.valueOf(total).abs();
        record Remainder(String key, BigInteger rest) {}
        SortedMap<String, Long> shares = new TreeMap<>();
        List<Remainder> remainders = new ArrayList<>();
        BigInteger given = BigInteger.ZERO;
        for (Map.Entry<String, Long> weight : weights.entrySet()) {
            BigInteger[] share =
                    amount.multiply(BigInteger.valueOf(weight.getValue())).divideAndRemainder(sum);
            shares.put(weight.getKey(), share[0].longValueExact());
            remainders.add(new Remainder(weight.getKey(), share[1]));
            given = given.add(share[0]);
        }
        remainders.sort(Comparator.comparing(Remainder::rest).reversed().thenComparing(Remainder::key));
        int left = amount.subtract(given).intValueExact();
        for (int i = 0; i < left; i++) {
            shares.merge(remainders.get(i).key(), 1L, Long::sum);
        }
        if (total < 0) {
            shares.replaceAll((key, share) -> -share);
        }
        return shares;
    }

    /** The same by position, ties to the first. */
    static long[] split(long total, List<Long> weights) {
        SortedMap<String, Long> byPosition = new TreeMap<>();
        for (int i = 0; i < weights.size(); i++) {
            byPosition.put("%09d".formatted(i), weights.get(i));
        }
        return split(total, byPosition).values().stream()
                .mapToLong(Long::longValue)
                .toArray();
    }
}
