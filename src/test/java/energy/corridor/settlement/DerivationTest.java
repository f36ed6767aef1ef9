package energy.corridor.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.quantity.TimeGrid;
import energy.corridor.settlement.RegisterReading.Origin;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registers into quarter-hours, with the worked examples of the metering handbooks. */
class DerivationTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Meter METER = new Meter("bay-1/1", 150_000, 1_000_000_000L);

    private final List<RegisterReading> readings = new ArrayList<>();

    private void reads(String at, String wh) {
        readings.add(reading(at, wh, Origin.SAMPLE));
    }

    private RegisterReading reading(String at, String wh, Origin origin) {
        Instant instant = Instant.parse("2026-03-02T" + at + "Z");
        return new RegisterReading(readings.size() + 1L, instant, instant, new BigDecimal(wh), origin);
    }

    private Derivation derive(int quarters) {
        return Derivation.of(Channel.IMPORT, METER, new TimeGrid(SIX, QUARTER, quarters), readings);
    }

    @Test
    void anIntervalIsTheDifferenceOfItsRegisters() {
        reads("18:00:00", "100000");
        reads("18:15:00", "112500.4");
        reads("18:30:00", "113000.6");
        assertThat(derive(2).intervals())
                .extracting(IntervalEnergy::wh, IntervalEnergy::quality, IntervalEnergy::inputs)
                .containsExactly(
                        tuple(12_500L, Quality.VALID, List.of(1L, 2L)), tuple(501L, Quality.VALID, List.of(2L, 3L)));
    }

    @Test
    void aBoundaryBetweenReadingsIsEstimatedUnlessNothingFlowed() {
        reads("17:59:30", "100000");
        reads("18:00:30", "101000");
        reads("18:14:30", "110000");
        reads("18:15:30", "110000");
        reads("18:30:30", "110000");
        assertThat(derive(2).intervals())
                .extracting(IntervalEnergy::wh, IntervalEnergy::quality)
                .containsExactly(tuple(9_500L, Quality.DERIVED), tuple(0L, Quality.VALID));
    }

    @Test
    void twoMissingQuartersBetweenGoodOnesAreScaledToTheRegisters() {
        reads("18:00:00", "100000");
        reads("18:15:00", "101000");
        reads("18:45:00", "103100");
        reads("19:00:00", "104000");
        assertThat(derive(4).intervals())
                .extracting(IntervalEnergy::wh, i -> i.quality().code())
                .containsExactly(tuple(1_000L, 0), tuple(1_069L, 9), tuple(1_031L, 9), tuple(900L, 0));
    }

    @Test
    void aRegisterThatRollsOverGoesOn() {
        reads("18:00:00", "999999400");
        reads("18:15:00", "600");
        Derivation derivation = derive(1);
        assertThat(derivation.intervals())
                .extracting(IntervalEnergy::wh, IntervalEnergy::quality)
                .containsExactly(tuple(1_200L, Quality.VERIFIED));
        assertThat(derivation.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.ROLLOVER);
    }

    @Test
    void aResetIsNoRolloverAndItsIntervalIsHeld() {
        reads("18:00:00", "500000");
        reads("18:05:00", "504000");
        reads("18:10:00", "100");
        reads("18:15:00", "3100");
        reads("18:30:00", "5100");
        Derivation derivation = derive(2);
        assertThat(derivation.intervals())
                .extracting(IntervalEnergy::wh, i -> i.quality().grade())
                .containsExactly(tuple(7_000L, Grade.HELD), tuple(2_000L, Grade.MEASURED));
        assertThat(derivation.findings())
                .extracting(Finding::kind)
                .containsExactly(Finding.Kind.METER_RESET, Finding.Kind.HELD);
    }

    @Test
    void anExchangedMeterIsBelievedWhenThreeReadingsAgree() {
        reads("18:00:00", "500000");
        reads("18:05:00", "88000000");
        reads("18:10:00", "88001000");
        reads("18:15:00", "88002000");
        reads("18:30:00", "88004000");
        Derivation derivation = derive(2);
        assertThat(derivation.intervals())
                .extracting(i -> i.quality().grade())
                .containsExactly(Grade.HELD, Grade.MEASURED);
        assertThat(derivation.findings()).extracting(Finding::kind).contains(Finding.Kind.METER_EXCHANGE);
    }

    @Test
    void aSingleAbsurdReadingIsKeptOutWithASentence() {
        reads("18:00:00", "500000");
        reads("18:05:00", "999000000");
        reads("18:15:00", "510000");
        Derivation derivation = derive(1);
        assertThat(derivation.intervals())
                .extracting(IntervalEnergy::wh, IntervalEnergy::quality)
                .containsExactly(tuple(10_000L, Quality.VALID));
        assertThat(derivation.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.rejected()).isTrue())
                .satisfies(f -> assertThat(f.subject()).isEqualTo("reading/2"))
                .satisfies(f -> assertThat(f.sentence())
                        .isEqualTo("The register of bay-1/1 rose from 500000 to 999000000 Wh in PT5M;"
                                + " at 150000 W at most 13752 Wh are possible."));
    }

    @Test
    void repeatsChangeNothingAndAContradictionIsKeptOut() {
        reads("18:00:00", "500000");
        reads("18:15:00", "510000");
        reads("18:15:00", "510000");
        reads("18:15:00", "510007");
        Derivation derivation = derive(1);
        assertThat(derivation.intervals()).extracting(IntervalEnergy::wh).containsExactly(10_000L);
        assertThat(derivation.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.CONFLICT);
    }

    @Test
    void aClockThatRunsAheadIsNotBelieved() {
        reads("18:00:00", "500000");
        Instant ahead = SIX.plusSeconds(900);
        readings.add(new RegisterReading(
                2, ahead, ahead.minusSeconds(121), new BigDecimal("510000"), RegisterReading.Origin.SAMPLE));
        Derivation derivation = derive(1);
        assertThat(derivation.intervals()).isEmpty();
        assertThat(derivation.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.CLOCK_AHEAD);
    }

    @Test
    void aNegativeRegisterIsKeptOut() {
        reads("18:00:00", "-1");
        assertThat(derive(1).findings()).extracting(Finding::kind).containsExactly(Finding.Kind.NEGATIVE);
    }

    @Test
    void anOpenEndWaitsAndAStopEndsTheWaiting() {
        readings.add(reading("18:03:00", "700", Origin.START));
        reads("18:14:00", "9700");
        assertThat(derive(2).intervals()).isEmpty();
        readings.add(reading("18:14:30", "10000", Origin.STOP));
        assertThat(derive(2).intervals())
                .extracting(IntervalEnergy::wh, IntervalEnergy::quality)
                .containsExactly(tuple(9_300L, Quality.VALID), tuple(0L, Quality.VALID));
    }

    /** Whatever is missing, the intervals add up to the registers, and the order of arrival does not matter. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void energyIsConservedWhateverIsMissing(long seed) {
        Random random = new Random(seed);
        long wh = random.nextInt(1_000_000_000);
        long first = wh;
        List<RegisterReading> all = new ArrayList<>();
        for (int minute = 0; minute <= 600; minute++) {
            boolean edge = minute == 0 || minute == 600;
            if (edge || random.nextInt(40) == 0 || random.nextInt(3) == 0 && minute % 97 > 30) {
                Instant at = SIX.plusSeconds(60L * minute);
                all.add(new RegisterReading(
                        minute + 1L, at, at, BigDecimal.valueOf(wh % METER.modulusWh()), Origin.SAMPLE));
            }
            wh += random.nextInt(2) * random.nextInt(2_500);
        }
        long last = all.get(all.size() - 1).wholeWh();
        TimeGrid grid = new TimeGrid(SIX, QUARTER, 40);
        List<IntervalEnergy> inOrder =
                Derivation.of(Channel.IMPORT, METER, grid, all).intervals();
        assertThat(inOrder).hasSize(40);
        assertThat(inOrder.stream().mapToLong(IntervalEnergy::wh).sum())
                .isEqualTo(Math.floorMod(last - first, METER.modulusWh()));
        Collections.shuffle(all, random);
        all.addAll(all.subList(0, all.size() / 2));
        assertThat(Derivation.of(Channel.IMPORT, METER, grid, all).intervals()).isEqualTo(inOrder);
    }

    @ParameterizedTest
    @CsvSource({
        "America/Los_Angeles, 2026-03-08, 92",
        "America/Los_Angeles, 2026-11-01, 100",
        "Europe/Berlin, 2026-03-29, 92",
        "Europe/Berlin, 2026-10-25, 100",
        "Europe/Berlin, 2026-06-01, 96",
        "Australia/Lord_Howe, 2026-10-04, 94",
        "Australia/Lord_Howe, 2026-04-05, 98"
    })
    void aLocalDayHasItsQuarters(String zone, LocalDate day, int quarters) {
        Instant from = day.atStartOfDay(ZoneId.of(zone)).toInstant();
        Instant to = day.plusDays(1).atStartOfDay(ZoneId.of(zone)).toInstant();
        List<RegisterReading> all = IntStream.rangeClosed(0, 200)
                .mapToObj(q -> {
                    Instant at = from.plus(QUARTER.multipliedBy(q));
                    return new RegisterReading(q + 1L, at, at, BigDecimal.valueOf(1_000L * q), Origin.SAMPLE);
                })
                .toList();
        int steps = (int) (Duration.between(from, to).toMinutes() / 15);
        assertThat(Derivation.of(Channel.IMPORT, METER, new TimeGrid(from, QUARTER, steps), all)
                        .intervals())
                .hasSize(quarters)
                .allMatch(i -> i.wh() == 1_000);
    }
}
