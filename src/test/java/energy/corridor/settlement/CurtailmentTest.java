package energy.corridor.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.RegisterReading.Origin;
import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Energy not drawn on order, against the baseline that was frozen when the order came. */
class CurtailmentTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final Instant QUARTER_PAST = SIX.plusSeconds(900);
    private static final BigDecimal THREE_PERCENT = new BigDecimal("0.03");

    private final PaperBooks books = new PaperBooks();
    private final ElementRegister register = new ElementRegister(books);
    private final Settlement settlement = new Settlement(
            register,
            books,
            books,
            () -> List.of(new PricePoint(Instant.EPOCH, 0.2, 0.1)),
            new Settlement.Settings(Duration.ofMinutes(15), "EUR", GradeFactors.DEFAULT));

    private static Baseline baseline(long wh, long orderedWh) {
        return new Baseline("limit-1", "depot", SIX, QUARTER_PAST, wh, orderedWh, "plan", 1, SIX.minusSeconds(600));
    }

    @Test
    void whatWasNotDrawnCountsWithTheLossesItSaved() {
        Psv psv = Psv.of(baseline(20_000, Long.MAX_VALUE), 4_000, THREE_PERCENT, true, Quality.VALID);
        assertThat(psv.psvWh()).isEqualTo(16_480);
        // What was fed in is supply: it does not make the curtailment larger.
        assertThat(Psv.of(baseline(20_000, Long.MAX_VALUE), -3_000, BigDecimal.ZERO, true, Quality.VALID)
                        .psvWh())
                .isEqualTo(20_000);
        assertThat(Psv.of(baseline(20_000, 5_000), 4_000, BigDecimal.ZERO, true, Quality.VALID)
                        .psvWh())
                .isEqualTo(5_000);
        assertThat(Psv.of(baseline(3_000, 5_000), 4_000, BigDecimal.ZERO, true, Quality.VALID)
                        .psvWh())
                .isZero();
    }

    @Test
    void aBlockIsWholeAndCarriesTheRest() {
        Ptb block = new Ptb(
                "balancing",
                SIX,
                QUARTER_PAST,
                25_000,
                0,
                List.of(
                        new Ptb.Member("KWP/a", 12_500),
                        new Ptb.Member("KWP/b", 9_000),
                        new Ptb.Member("PSV/c", 31_000)));
        assertThat(block.blocks()).isEqualTo(2);
        assertThat(block.carryWh()).isEqualTo(2_500);
        Ptb next = new Ptb(
                "balancing",
                QUARTER_PAST,
                QUARTER_PAST.plusSeconds(900),
                25_000,
                block.carryWh(),
                List.of(new Ptb.Member("KWP/d", 22_500)));
        assertThat(next.blocks()).isEqualTo(1);
        assertThat(next.carryWh()).isZero();
    }

    @Test
    void anOrderThatWasObeyedIsPaidLikeSupplyAndSharedAmongTheMembers() {
        register.register(GridElement.master("depot", "operator", 300_000, "depot", SIX.minusSeconds(3_600)));
        for (int bay = 1; bay <= 3; bay++) {
            register.register(GridElement.charger(
                    EvseId.of("bay-" + bay, 1), "operator", "depot", 100_000, "depot", SIX.minusSeconds(3_600)));
        }
        books.freeze(List.of(baseline(20_000, 30_000)));
        books.freeze(List.of(baseline(99_999, 99_999))); // frozen is frozen
        books.journal("bay-1/1", Channel.IMPORT, SIX, 0, Origin.SAMPLE);
        settlement.catchUp(QUARTER_PAST, QUARTER_PAST.plusSeconds(120));
        assertThat(books.psvs).isEmpty(); // bay-1 has not told yet
        books.journal("bay-1/1", Channel.IMPORT, QUARTER_PAST, 4_000, Origin.SAMPLE);
        settlement.catchUp(QUARTER_PAST, QUARTER_PAST.plusSeconds(180));
        assertThat(books.psvs)
                .singleElement()
                .satisfies(c -> assertThat(c.psv().psvWh()).isEqualTo(16_000))
                .satisfies(c -> assertThat(c.shares().values()).containsExactly(5_334L, 5_333L, 5_333L));
        assertThat(books.kwps)
                .filteredOn(k -> k.direction() == Direction.CURTAILMENT)
                .extracting(Kwp::element, Kwp::energyWh, k -> k.amount().toPlainString())
                .containsExactly(tuple("depot", 16_000L, "1.6"));
        int bookings = books.bookings.size();
        settlement.settle(Run.PROVISIONAL, SIX, QUARTER_PAST, QUARTER_PAST.plusSeconds(240));
        assertThat(books.bookings).hasSize(bookings);
    }

    @Test
    void energyThatWasSoldElsewhereIsNotPaidAsCurtailmentAndHoldsNothingUp() {
        register.register(GridElement.master("depot", "operator", 300_000, "depot", SIX.minusSeconds(3_600)));
        register.register(GridElement.charger(
                EvseId.of("bay-1", 1), "operator", "depot", 100_000, "depot", SIX.minusSeconds(3_600)));
        books.freeze(List.of(baseline(20_000, 30_000)));
        books.sold.put("bay-1/1" + SIX, "SALE/7");
        books.journal("bay-1/1", Channel.IMPORT, SIX, 0, Origin.SAMPLE);
        books.journal("bay-1/1", Channel.IMPORT, QUARTER_PAST, 4_000, Origin.SAMPLE);
        settlement.catchUp(QUARTER_PAST, QUARTER_PAST.plusSeconds(120));
        assertThat(books.progress().until()).isEqualTo(QUARTER_PAST);
        assertThat(books.psvs)
                .singleElement()
                .satisfies(c -> assertThat(c.psv().confirmed()).isFalse())
                .satisfies(c -> assertThat(c.shares()).isEmpty());
        assertThat(books.kwps).noneMatch(k -> k.direction() == Direction.CURTAILMENT);
        assertThat(books.findings.values())
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Finding.Kind.CLAIMED))
                .satisfies(f -> assertThat(f.sentence()).contains("SALE/7", "pays nothing"));
        settlement.settle(Run.PROVISIONAL, SIX, QUARTER_PAST, QUARTER_PAST.plusSeconds(240));
        assertThat(books.psvs).hasSize(1);
    }
}
