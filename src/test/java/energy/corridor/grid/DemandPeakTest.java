package energy.corridor.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** The demand charge is paid for the month's highest quarter of an hour, whoever restarts what in between. */
class DemandPeakTest {

    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    private final InMemoryGridStore store = new InMemoryGridStore();

    @Test
    void aQuarterOfAnHourCountsByItsMean() {
        DemandPeak peak = new DemandPeak(store, AMSTERDAM);
        peak.note(Instant.parse("2026-03-02T20:00:00Z"), 300);
        peak.note(Instant.parse("2026-03-02T20:05:00Z"), 60);
        assertThat(peak.note(Instant.parse("2026-03-02T20:14:59Z"), 900)).isZero();
        assertThat(peak.note(Instant.parse("2026-03-02T20:15:00Z"), 60)).isCloseTo(140.9, within(0.1));
    }

    @Test
    void aPeakOnlyRisesAndOutlivesARestart() {
        DemandPeak peak = new DemandPeak(store, AMSTERDAM);
        peak.note(Instant.parse("2026-03-02T20:00:00Z"), 210);
        peak.note(Instant.parse("2026-03-02T20:15:00Z"), 90);
        assertThat(peak.note(Instant.parse("2026-03-02T20:30:00Z"), 90)).isEqualTo(210);
        assertThat(new DemandPeak(store, AMSTERDAM).note(Instant.parse("2026-03-02T22:00:00Z"), 40))
                .isEqualTo(210);
    }

    @Test
    void timeThatNobodySawCountsAsNothing() {
        DemandPeak peak = new DemandPeak(store, AMSTERDAM);
        peak.note(Instant.parse("2026-03-02T20:00:00Z"), 100);
        peak.note(Instant.parse("2026-03-02T20:10:00Z"), 5000);
        peak.note(Instant.parse("2026-03-02T23:40:00Z"), 100);
        assertThat(peak.note(Instant.parse("2026-03-02T23:45:00Z"), 100)).isCloseTo(1733.3, within(0.1));
    }

    @Test
    void aNewMonthBeginsAtMidnightWhereTheDepotIs() {
        DemandPeak peak = new DemandPeak(store, AMSTERDAM);
        peak.note(Instant.parse("2026-03-31T21:45:00Z"), 300); // 23:45 in Amsterdam
        assertThat(peak.note(Instant.parse("2026-03-31T21:59:00Z"), 300)).isZero();
        assertThat(peak.note(Instant.parse("2026-03-31T22:00:00Z"), 50)).isZero();
        assertThat(store.peakKw(LocalDate.parse("2026-03-01"))).isEqualTo(300);
    }
}
