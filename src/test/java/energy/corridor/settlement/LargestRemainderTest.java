package energy.corridor.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargestRemainderTest {

    @Test
    void theSharesOfTheHandbook() {
        assertThat(LargestRemainder.split(100, new TreeMap<>(Map.of("a", 1L, "b", 1L, "c", 1L))))
                .isEqualTo(Map.of("a", 34L, "b", 33L, "c", 33L));
        assertThat(LargestRemainder.split(105_375, new TreeMap<>(Map.of("a", 5_200L, "b", 4_100L, "c", 3_200L))))
                .isEqualTo(Map.of("a", 43_836L, "b", 34_563L, "c", 26_976L));
        // 67 whole credits over exact 26.8, 23.45 and 16.75
        assertThat(LargestRemainder.split(67, new TreeMap<>(Map.of("a", 2_680_000L, "b", 2_345_000L, "c", 1_675_000L))))
                .isEqualTo(Map.of("a", 27L, "b", 23L, "c", 17L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void sharesAddUpAndAreWithinOneOfExact(long seed) {
        Random random = new Random(seed);
        long total = random.nextLong() / 4;
        SortedMap<String, Long> weights = new TreeMap<>();
        for (int i = 0; i < 1 + random.nextInt(50); i++) {
            weights.put("e" + i, random.nextLong() >>> 2 + random.nextInt(60));
        }
        weights.put("one", 1L);
        SortedMap<String, Long> shares = LargestRemainder.split(total, weights);
        assertThat(shares.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(total);
        BigInteger sum = weights.values().stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        shares.forEach((key, share) -> assertThat(BigInteger.valueOf(total)
                        .multiply(BigInteger.valueOf(weights.getOrDefault(key, 0L)))
                        .subtract(BigInteger.valueOf(share).multiply(sum))
                        .abs())
                .isLessThan(sum));
    }
}
