package energy.corridor.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The demand charge is paid for the month's highest import, whoever restarts what in between. */
class DemandPeakTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private final InMemoryGridStore store = new InMemoryGridStore();

    @Test
    void thePeakOnlyRisesAndOutlivesARestart() {
        DemandPeak peak = new DemandPeak(store, AMSTERDAM);
        assertThat(peak.note(Instant.parse("2026-03-02T20:00:00Z"), 210)).isEqualTo(210);
        assertThat(peak.note(Instant.parse("2026-03-02T21:00:00Z"), 90)).isEqualTo(210);
        assertThat(new DemandPeak(store, AMSTERDAM).note(Instant.parse("2026-03-02T22:00:00Z"), 40))
                .isEqualTo(210);
    }

    @Test
    void aNewMonthBeginsAtMidnightWhereTheDepotIs() {
        DemandPeak peak = new DemandPeak(store, AMSTERDAM);
        peak.note(Instant.parse("2026-03-31T21:59:00Z"), 300); // 23:59 in Amsterdam
        assertThat(peak.note(Instant.parse("2026-03-31T22:00:00Z"), 50)).isEqualTo(50);
    }
}
