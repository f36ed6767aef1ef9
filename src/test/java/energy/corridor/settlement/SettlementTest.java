package energy.corridor.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.RegisterReading.Origin;
import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From registers to the ledger, in the words of a depot with two bays. */
class SettlementTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final String BAY_1 = "bay-1/1";
    private static final String BAY_2 = "bay-2/1";

    private final PaperBooks books = new PaperBooks();
    private final ElementRegister register = new ElementRegister(books);
    private List<PricePoint> prices = List.of(new PricePoint(SIX.minusSeconds(86_400), 0.0843, 0.0843));
    private final Settlement settlement = new Settlement(
            register,
            books,
            books,
            () -> prices,
            new Settlement.Settings(Duration.ofMinutes(15), "EUR", GradeFactors.DEFAULT));

    @BeforeEach
    void twoBays() {
        register.register(GridElement.master("depot", "operator", 300_000, "depot", SIX.minusSeconds(3_600)));
        for (String bay : List.of(BAY_1, BAY_2)) {
            register.register(GridElement.charger(
                    EvseId.of(bay.substring(0, 5), 1), "operator", "depot", 150_000, "depot", SIX.minusSeconds(3_600)));
        }
    }

    private static Instant at(int minute) {
        return SIX.plusSeconds(60L * minute);
    }

    private void reads(String bay, int minute, long wh) {
        books.journal(bay, Channel.IMPORT, at(minute), wh, Origin.SAMPLE);
    }

    private long balance(String account, String commodity) {
        return books.balances().stream()
                .filter(b -> b.account().equals(account) && b.commodity().equals(commodity))
                .mapToLong(SettlementArchive.Balance::amount)
                .sum();
    }

    @Test
    void loadIsPaidByTheOwnerAtTheMarketRate() {
        reads(BAY_1, 0, 0);
        reads(BAY_1, 15, 12_500);
        settlement.catchUp(at(15), at(17));
        assertThat(books.kwps)
                .singleElement()
                .satisfies(k -> assertThat(k.averageW()).isEqualTo(50_000))
                .satisfies(k -> assertThat(k.perMwh()).isEqualByComparingTo("84.3"))
                .satisfies(k -> assertThat(k.amount()).isEqualByComparingTo("1.05375"))
                .satisfies(k -> assertThat(k.id()).isEqualTo("KWP/bay-1/1/2026-03-02T18:00:00Z/LOAD/v1"));
        assertThat(balance("party/operator", "MONEY:EUR")).isEqualTo(-1_053_750);
        assertThat(balance("market/depot", "MONEY:EUR")).isEqualTo(1_053_750);
        assertThat(balance("element/bay-1/1", "Wh")).isEqualTo(12_500);
        assertThat(balance("grid/depot", "Wh")).isEqualTo(-12_500);
    }

    @Test
    void supplyOfAnEstimatedIntervalEarnsLessThanOfAMeasuredOne() {
        books.journal(BAY_1, Channel.EXPORT, at(0), 0, Origin.SAMPLE);
        books.journal(BAY_1, Channel.EXPORT, at(15), 12_500, Origin.SAMPLE);
        books.journal(BAY_2, Channel.EXPORT, at(0), 0, Origin.SAMPLE);
        books.journal(BAY_2, Channel.EXPORT, at(14), 12_000, Origin.SAMPLE);
        books.journal(BAY_2, Channel.EXPORT, at(16), 13_000, Origin.SAMPLE);
        settlement.catchUp(at(15), at(17));
        assertThat(books.kwps)
                .extracting(Kwp::element, Kwp::grade, k -> k.amount().toPlainString())
                .containsExactlyInAnyOrder(
                        tuple(BAY_1, Grade.MEASURED, "1.05375"), tuple(BAY_2, Grade.ESTIMATED, "1.0010625"));
        assertThat(balance("party/operator", "MONEY:EUR")).isEqualTo(1_053_750 + 1_001_062);
    }

    @Test
    void fiveGradesEarnFiveStrictlyFallingAmounts() {
        List<BigDecimal> amounts =
                List.of(Grade.MEASURED, Grade.VALIDATED, Grade.EDITED, Grade.ESTIMATED, Grade.PROJECTED).stream()
                        .map(g -> Kwp.amount(
                                12_500, new BigDecimal("84.30"), GradeFactors.DEFAULT.of(Direction.SUPPLY, g)))
                        .toList();
        assertThat(amounts).isSortedAccordingTo((a, b) -> b.compareTo(a)).doesNotHaveDuplicates();
        assertThatThrownBy(() -> new GradeFactors(java.util.Map.of(Grade.MEASURED, BigDecimal.ONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRunWithoutChangePostsNothing() {
        reads(BAY_1, 0, 0);
        reads(BAY_1, 15, 12_500);
        reads(BAY_1, 30, 20_000);
        settlement.catchUp(at(30), at(32));
        int bookings = books.bookings.size();
        assertThat(settlement.settle(Run.PROVISIONAL, SIX, at(30), at(40)).bookings())
                .isZero();
        assertThat(settlement.catchUp(at(30), at(41)).bookings()).isZero();
        assertThat(settlement.settle(Run.INITIAL, SIX, at(30), at(42)).bookings())
                .isZero();
        assertThat(books.bookings).hasSize(bookings);
        assertThat(books.lines).extracting(SettlementLine::run).contains(Run.INITIAL);
    }

    @Test
    void aLateReadingPostsTheDifferenceAndExplainsIt() {
        reads(BAY_1, 0, 0);
        reads(BAY_1, 30, 20_000);
        settlement.catchUp(at(30), at(32));
        assertThat(books.lines).extracting(SettlementLine::energyWh).containsExactly(10_000L, 10_000L);
        reads(BAY_1, 15, 12_500);
        settlement.catchUp(at(30), at(40));
        assertThat(books.lines)
                .extracting(
                        l -> l.kwp().start(),
                        SettlementLine::priorWh,
                        SettlementLine::energyWh,
                        SettlementLine::deltaWh)
                .containsExactly(
                        tuple(SIX, 0L, 10_000L, 10_000L),
                        tuple(at(15), 0L, 10_000L, 10_000L),
                        tuple(SIX, 10_000L, 12_500L, 2_500L),
                        tuple(at(15), 10_000L, 7_500L, -2_500L));
        assertThat(balance("element/bay-1/1", "Wh")).isEqualTo(20_000);
    }

    @Test
    void whatComesLateAfterTheInitialRunIsPostedUnderIt() {
        reads(BAY_1, 0, 0);
        reads(BAY_1, 30, 20_000);
        settlement.catchUp(at(30), at(32));
        settlement.settle(Run.INITIAL, SIX, at(30), at(60));
        reads(BAY_1, 15, 12_500);
        settlement.catchUp(at(30), at(90));
        assertThat(books.lines.subList(4, 6)).extracting(SettlementLine::run).containsOnly(Run.INITIAL);
    }

    @Test
    void aNewPriceListSaysNothingAboutThePast() {
        reads(BAY_1, 0, 0);
        reads(BAY_1, 15, 12_500);
        settlement.catchUp(at(15), at(17));
        prices = List.of(new PricePoint(at(60), 9, 9));
        settlement.settle(Run.FINAL, SIX, at(15), at(20));
        assertThat(balance("party/operator", "MONEY:EUR")).isEqualTo(-1_053_750);
    }

    @Test
    void aPriceThatChangesWithinAnIntervalCountsByItsTime() {
        prices = List.of(new PricePoint(SIX, 0.30, 0), new PricePoint(at(5), 0.15, 0));
        reads(BAY_1, 0, 0);
        reads(BAY_1, 15, 10_000);
        settlement.catchUp(at(15), at(17));
        assertThat(books.kwps.get(0).perMwh()).isEqualByComparingTo("200");
    }

    @Test
    void onlyARegisteredAndActiveElementSettles() {
        register.move(BAY_1, GridElement.State.SUSPENDED, at(15));
        reads(BAY_1, 0, 0);
        reads(BAY_1, 15, 5_000);
        reads(BAY_1, 30, 9_000);
        books.journal("stranger/1", Channel.IMPORT, at(0), 0, Origin.SAMPLE);
        books.journal("stranger/1", Channel.IMPORT, at(15), 9_999, Origin.SAMPLE);
        settlement.catchUp(at(30), at(32));
        // The interval that began before the suspension settles; the energy of the next is kept, not billed.
        assertThat(books.kwps).extracting(Kwp::element, Kwp::energyWh).containsExactly(tuple(BAY_1, 5_000L));
        assertThat(books.intervals).extracting(IntervalEnergy::wh).contains(4_000L);
    }

    @Test
    void elementsKeepEveryVersionAndARetiredOneIsFinal() {
        register.move(BAY_1, GridElement.State.RETIRED, at(60));
        assertThat(register.history(BAY_1)).hasSize(2);
        assertThat(register.at(BAY_1, at(59)).orElseThrow().settles()).isTrue();
        assertThat(register.at(BAY_1, at(60)).orElseThrow().settles()).isFalse();
        assertThatThrownBy(() -> register.move(BAY_1, GridElement.State.ACTIVE, at(61)))
                .hasMessage("The element bay-1/1 is retired; its id is not used again.");
        GridElement again = register.newest(BAY_2).orElseThrow();
        assertThat(register.register(again)).isSameAs(again);
        assertThat(register.history(BAY_2)).hasSize(1);
    }

    @Test
    void theSameLinesGiveTheSameStatement() {
        reads(BAY_1, 0, 0);
        reads(BAY_1, 15, 12_500);
        reads(BAY_2, 0, 0);
        reads(BAY_2, 15, 1_000);
        settlement.catchUp(at(15), at(17));
        Statement one = Statement.of("operator", SIX, at(15), ZoneOffset.UTC, books);
        Statement two = Statement.of("operator", SIX, at(15), ZoneOffset.UTC, books);
        assertThat(one.toPay()).isEqualByComparingTo("1.13805");
        assertThat(one.id()).isEqualTo(two.id());
        assertThat(one.of(BAY_2, Direction.LOAD).wh()).isEqualTo(1_000);
    }

    @Test
    void whatIsEarnedIsTakenOffWhatIsOwedInEveryPartOfAStatement() {
        reads(BAY_1, 0, 0);
        reads(BAY_1, 15, 12_500);
        books.journal(BAY_2, Channel.EXPORT, at(0), 0, Origin.SAMPLE);
        books.journal(BAY_2, Channel.EXPORT, at(15), 10_000, Origin.SAMPLE);
        settlement.catchUp(at(15), at(17));
        Statement statement = Statement.of("operator", SIX, at(15), ZoneOffset.UTC, books);
        assertThat(statement.toPay())
                .isEqualByComparingTo("0.21075"); // 1.05375 for 12.5 kWh drawn, 0.843 for 10 kWh given
        assertThat(statement.byGrade())
                .hasEntrySatisfying(
                        Grade.MEASURED, sum -> assertThat(sum.amount()).isEqualByComparingTo("0.21075"));
        assertThat(statement.byRun()).hasEntrySatisfying(Run.PROVISIONAL, sum -> {
            assertThat(sum.amount()).isEqualByComparingTo("0.21075");
            assertThat(sum.wh()).isEqualTo(22_500);
        });
    }

    @Test
    void anUnbalancedBookingCannotBeMade() {
        assertThatThrownBy(() -> new EntrySet(
                        "k",
                        "TEST",
                        "test",
                        SIX,
                        List.of(new EntrySet.Posting("a", "Wh", 1), new EntrySet.Posting("b", "Wh", -2))))
                .hasMessage("The booking test is off by -1 Wh; every commodity must add up to 0.");
    }
}
