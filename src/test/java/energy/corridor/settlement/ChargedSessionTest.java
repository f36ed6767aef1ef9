package energy.corridor.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.settlement.ChargedSession.Slice;
import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session's energy laid on the quarters of an hour that it touches. */
class ChargedSessionTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");

    private static Slice slice(int quarter, long wh, String perMwh) {
        return new Slice(
                SIX.plusSeconds(900L * quarter),
                SIX.plusSeconds(900L * (quarter + 1)),
                wh,
                new BigDecimal(perMwh),
                "RATE/" + quarter);
    }

    private static ChargedSession session(long billedWh, List<Slice> slices) {
        return ChargedSession.of(
                7,
                EvseId.of("bay-1", 1),
                "bus",
                SIX.plusSeconds(600),
                SIX.plusSeconds(2_400),
                billedWh,
                List.of(),
                slices);
    }

    @Test
    void theSignedEnergyIsLaidOnTheIntervalsAsTheyMetered() {
        ChargedSession session =
                session(29_000, List.of(slice(0, 5_000, "100"), slice(1, 15_000, "200"), slice(2, 10_000, "300")));
        assertThat(session.parts()).extracting(ChargedSession.Part::wh).containsExactly(4_833L, 14_500L, 9_667L);
        assertThat(session.parts().get(0).start()).isEqualTo(SIX.plusSeconds(600));
        assertThat(session.parts().get(2).end()).isEqualTo(SIX.plusSeconds(2_400));
        assertThat(session.cost()).isEqualByComparingTo("6.28"); // 0.4833 + 2.9 + 2.9001
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thePartsAddUpToTheSession(long seed) {
        Random random = new Random(seed);
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            slices.add(slice(i, random.nextInt(3) == 0 ? 0 : random.nextInt(30_000), "84.30"));
        }
        long billed = random.nextInt(100_000);
        assertThat(session(billed, slices).parts().stream()
                        .mapToLong(ChargedSession.Part::wh)
                        .sum())
                .isEqualTo(billed);
    }
}
