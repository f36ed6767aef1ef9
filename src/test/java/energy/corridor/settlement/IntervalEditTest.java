package energy.corridor.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.RegisterReading.Origin;
import energy.corridor.telemetry.EvseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meter of a bay was exchanged between six and a quarter past: 4 kWh are known, the fitter has read 7. The price is 100 EUR/MWh. */
class IntervalEditTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final String BAY = "bay-1/1";

    private final PaperBooks books = new PaperBooks();
    private final ElementRegister register = new ElementRegister(books);
    private final Settlement settlement = new Settlement(
            register,
            books,
            books,
            () -> List.of(new PricePoint(SIX.minusSeconds(86_400), 0.1, 0.1)),
            new Settlement.Settings(Duration.ofMinutes(15), "EUR", GradeFactors.DEFAULT));

    @BeforeEach
    void exchangedMeter() {
        register.register(GridElement.charger(
                EvseId.of("bay-1", 1), "operator", "depot", 150_000, "depot", SIX.minusSeconds(3_600)));
        reads(-15, 900_000);
        reads(0, 910_000);
        reads(5, 913_000);
        reads(10, 0);
        reads(12, 500);
        reads(15, 1_000);
        reads(30, 9_000);
        settlement.catchUp(at(30), at(32));
    }

    private static Instant at(int minute) {
        return SIX.plusSeconds(60L * minute);
    }

    private void reads(int minute, long wh) {
        books.journal(BAY, Channel.IMPORT, at(minute), wh, Origin.SAMPLE);
    }

    private static IntervalEdit edit(int minute, long wh) {
        return new IntervalEdit(BAY, Channel.IMPORT, at(minute), OptionalLong.of(wh), "anna", "read by the fitter");
    }

    private static IntervalEdit takenBack() {
        return new IntervalEdit(BAY, Channel.IMPORT, SIX, OptionalLong.empty(), "ben", "the wrong bay");
    }

    private IntervalEnergy inForce() {
        return books.intervals(Optional.of(BAY), SIX, at(15)).get(0);
    }

    private long owed() {
        return books.balances().stream()
                .filter(b -> b.account().equals("party/operator"))
                .mapToLong(b -> -b.amount())
                .sum();
    }

    @Test
    void aHeldIntervalIsBilledOnceItIsEdited() {
        assertThat(inForce())
                .extracting(IntervalEnergy::quality, IntervalEnergy::wh)
                .containsExactly(Quality.QUESTIONABLE, 4_000L);
        long before = owed();
        List<Long> inputs = inForce().inputs();
        settlement.edit(edit(0, 7_000), at(40));
        assertThat(inForce())
                .isEqualTo(new IntervalEnergy(
                        BAY,
                        Channel.IMPORT,
                        SIX,
                        at(15),
                        7_000,
                        Quality.MANUALLY_EDITED,
                        "edited by anna: read by the fitter",
                        inputs,
                        2));
        assertThat(owed() - before).as("7 kWh at 100 EUR/MWh, in millionths").isEqualTo(700_000);
        assertThat(books.intervals).filteredOn(i -> i.start().equals(SIX)).hasSize(2);
        assertThat(books.findings.values())
                .filteredOn(f -> f.kind() == Finding.Kind.EDITED)
                .extracting(Finding::sentence)
                .containsExactly(
                        "anna edited the energy of bay-1/1 from 2026-03-02T18:00:00Z, 4000 Wh (quality 10): now 7000 Wh"
                                + " (quality 7), at 2026-03-02T18:40:00Z. read by the fitter");
    }

    @Test
    void anEditStandsUntilItIsTakenBackAndTheDifferenceIsPosted() {
        long before = owed();
        settlement.edit(edit(0, 7_000), at(40));
        settlement.edit(edit(0, 6_000), at(41));
        assertThat(owed() - before).isEqualTo(600_000);
        assertThat(settlement.settle(Run.INITIAL, SIX, at(30), at(50)).intervals())
                .isZero();
        assertThat(inForce().wh()).isEqualTo(6_000);
        settlement.edit(takenBack(), at(60));
        assertThat(inForce())
                .extracting(IntervalEnergy::quality, IntervalEnergy::wh, IntervalEnergy::version)
                .containsExactly(Quality.QUESTIONABLE, 4_000L, 4);
        assertThat(owed()).isEqualTo(before);
        assertThat(books.lines)
                .filteredOn(l -> l.kwp().start().equals(SIX))
                .extracting(SettlementLine::run, SettlementLine::deltaMicro)
                .containsExactly(
                        tuple(Run.PROVISIONAL, 700_000L),
                        tuple(Run.PROVISIONAL, -100_000L),
                        tuple(Run.INITIAL, 0L),
                        tuple(Run.INITIAL, -600_000L));
    }

    @Test
    void aLateReadingThatMeasuresTheIntervalOvertakesItsEditAndSaysSo() {
        books.journal(BAY, Channel.IMPORT, at(43), 20_000, Origin.SAMPLE);
        books.journal(BAY, Channel.IMPORT, at(48), 24_000, Origin.SAMPLE);
        books.journal(BAY, Channel.IMPORT, at(60), 30_000, Origin.SAMPLE);
        settlement.catchUp(at(60), at(62));
        IntervalEnergy estimated =
                books.intervals(Optional.of(BAY), at(45), at(60)).get(0);
        assertThat(estimated.quality().grade()).isEqualTo(Grade.ESTIMATED);
        long before = owed();
        settlement.edit(edit(45, 1_000), at(65));
        books.journal(BAY, Channel.IMPORT, at(50), 25_000, Origin.SAMPLE);
        settlement.catchUp(at(60), at(66));
        assertThat(books.intervals(Optional.of(BAY), at(45), at(60)))
                .as("still not measured: the edit stands")
                .extracting(IntervalEnergy::wh)
                .containsExactly(1_000L);
        books.journal(BAY, Channel.IMPORT, at(45), 21_500, Origin.SAMPLE);
        settlement.catchUp(at(60), at(70));
        assertThat(books.intervals(Optional.of(BAY), at(45), at(60)))
                .extracting(IntervalEnergy::wh, IntervalEnergy::quality, IntervalEnergy::version)
                .containsExactly(tuple(8_500L, Quality.VALID, 3));
        assertThat(books.findings.values())
                .extracting(Finding::sentence)
                .contains("The energy of bay-1/1 from 2026-03-02T18:45:00Z is measured now, 8500 Wh;"
                        + " the edit of 1000 Wh (edited by anna: read by the fitter) no longer counts.");
        assertThat(books.balances().stream()
                        .filter(b -> b.account().equals("element/bay-1/1"))
                        .mapToLong(b -> b.amount())
                        .sum())
                .isEqualTo(books.intervals(Optional.of(BAY), at(-15), at(60)).stream()
                        .filter(i -> i.quality().grade() != Grade.HELD)
                        .mapToLong(IntervalEnergy::wh)
                        .sum());
        assertThat(owed()).as("the same registers at one price").isEqualTo(before);
    }

    @Test
    void whatWasMeasuredIsNotEdited() {
        assertThatThrownBy(() -> settlement.edit(edit(15, 1), at(40)))
                .hasMessage(
                        "The interval of bay-1/1 from 2026-03-02T18:15:00Z is MEASURED; only what is held, estimated, projected or edited can be edited.");
    }

    @Test
    void nonsenseIsRefusedWithASentence() {
        assertThatThrownBy(() -> settlement.edit(edit(0, 900_000), at(40)))
                .hasMessageContaining("The energy (900000 Wh) of bay-1/1")
                .hasMessageContaining("must be in 0..");
        assertThatThrownBy(() -> settlement.edit(edit(0, -1), at(40))).hasMessageContaining("must be in 0..");
        assertThatThrownBy(() -> settlement.edit(edit(7, 1), at(40)))
                .hasMessageContaining("There is no IMPORT interval");
        assertThatThrownBy(() -> settlement.edit(takenBack(), at(40))).hasMessageContaining("is not edited");
        assertThatThrownBy(() -> new IntervalEdit(BAY, Channel.IMPORT, SIX, OptionalLong.of(1), "anna", " "))
                .hasMessageContaining("reason");
        assertThat(books.intervals).filteredOn(i -> i.start().equals(SIX)).hasSize(1);
    }
}
