package energy.corridor.store.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.Baseline;
import energy.corridor.settlement.BlockFormation;
import energy.corridor.settlement.BlockStore;
import energy.corridor.settlement.Channel;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.GradeFactors;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.IntervalEdit;
import energy.corridor.settlement.IntervalEnergy;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.Run;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.settlement.SettlementStore;
import energy.corridor.settlement.Statement;
import energy.corridor.store.journal.Tables;
import energy.corridor.store.journal.TestDatabase;
import energy.corridor.telemetry.EvseId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settlement over the real journal tables and the real ledger. */
class PostgresSettlementTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final List<PricePoint> PRICES = List.of(new PricePoint(Instant.EPOCH, 0.0843, 0.05));
    private static final DataSource DATABASE = TestDatabase.fresh();

    private final PostgresSettlement store = new PostgresSettlement(DATABASE);
    private final PostgresSettlementArchive archive = new PostgresSettlementArchive(DATABASE);
    private final ElementRegister register = new ElementRegister(new PostgresElements(DATABASE));
    private final Settlement settlement = settlement(store);

    @BeforeAll
    static void months() {
        Tables.strings(DATABASE, "select meter_reading_month('2026-03-01')");
    }

    @BeforeEach
    void threeBays() {
        register.register(GridElement.master("depot", "operator", 450_000, "depot", SIX.minusSeconds(3_600)));
        for (int bay = 1; bay <= 3; bay++) {
            register.register(GridElement.charger(
                    EvseId.of("bay-" + bay, 1), "operator", "depot", 150_000, "depot", SIX.minusSeconds(3_600)));
        }
    }

    @AfterEach
    void empty() {
        Tables.empty(DATABASE);
    }

    private Settlement settlement(SettlementStore with) {
        return new Settlement(
                register,
                with,
                new PostgresCurtailment(DATABASE),
                () -> PRICES,
                new Settlement.Settings(Duration.ofMinutes(15), "EUR", GradeFactors.DEFAULT));
    }

    private static Instant at(int minute) {
        return SIX.plusSeconds(60L * minute);
    }

    private static void reads(int bay, int minute, long wh, String measurand) {
        Tables.run(DATABASE, """
                insert into meter_reading (station_id, evse_number, transaction_id, at, received_at, measurand, phase, context, value)
                values ('bay-%d', 1, 7, '%s', '%s', '%s', '', 'Sample.Clock', %d)""".formatted(bay, at(minute), at(minute), measurand, wh));
    }

    private static void reads(int bay, int minute, long wh) {
        reads(bay, minute, wh, "Energy.Active.Import.Register");
    }

    private static void transaction(int bay, int from, long startWh, int to, long stopWh) {
        Tables.run(DATABASE, """
                insert into charging_transaction (station_id, evse_number, id_tag, started_at, start_received_at, meter_start_wh,
                    ended_at, end_received_at, meter_stop_wh, stop_reason, end_order)
                values ('bay-%d', 1, 'bus', '%s', '%s', %d, '%s', '%s', %d, 'Local', nextval('journal_order'))""".formatted(bay, at(from), at(from), startWh, at(to), at(to), stopWh));
    }

    @Test
    void samplesStartsAndStopsBecomeIntervalsPacketsAndBookings() {
        reads(1, 0, 100);
        reads(1, 15, 12_600);
        reads(1, 30, 12_600);
        transaction(2, 5, 1_000, 25, 21_000);
        reads(2, 15, 11_000);
        settlement.catchUp(at(30), at(32));
        assertThat(archive.kwps(Optional.empty(), SIX, at(30)))
                .extracting(
                        Kwp::element,
                        Kwp::start,
                        Kwp::energyWh,
                        k -> k.quality().code())
                .containsExactly(
                        tuple("bay-1/1", SIX, 12_500L, 0),
                        tuple("bay-2/1", SIX, 10_000L, 0),
                        tuple("bay-2/1", at(15), 10_000L, 0));
        assertThat(archive.intervals(Optional.of("bay-1/1"), SIX, at(30)))
                .extracting(IntervalEnergy::wh)
                .containsExactly(12_500L, 0L);
        assertThat(archive.balances())
                .extracting(SettlementArchive.Balance::account, SettlementArchive.Balance::amount)
                .contains(tuple("party/operator", -2_739_750L), tuple("market/depot", 2_739_750L));
        assertThat(archive.check())
                .satisfies(c -> assertThat(c.balanced()).isTrue())
                .satisfies(c -> assertThat(c.chained()).isTrue())
                .satisfies(c -> assertThat(c.bookings()).isEqualTo(3));
    }

    @Test
    void anEditPostsTheDifferenceAndALateReadingOvertakesIt() {
        reads(1, 0, 0);
        reads(1, 30, 20_000);
        settlement.catchUp(at(30), at(32)); // 10 kWh each, estimated
        settlement.edit(
                new IntervalEdit("bay-1/1", Channel.IMPORT, SIX, OptionalLong.of(6_000), "anna", "the log book"),
                at(40));
        assertThat(archive.intervals(Optional.of("bay-1/1"), SIX, at(15)))
                .extracting(
                        IntervalEnergy::wh, i -> i.quality().code(), IntervalEnergy::version, IntervalEnergy::method)
                .containsExactly(tuple(6_000L, 7, 2, "edited by anna: the log book"));
        assertThat(settlement.settle(Run.PROVISIONAL, SIX, at(30), at(45)).bookings())
                .as("the edit stands")
                .isZero();
        assertThat(archive.balances())
                .extracting(SettlementArchive.Balance::account, SettlementArchive.Balance::amount)
                .contains(tuple("element/bay-1/1", 16_000L));
        reads(1, 15, 9_000);
        settlement.catchUp(at(30), at(50));
        assertThat(archive.intervals(Optional.of("bay-1/1"), SIX, at(15)))
                .extracting(IntervalEnergy::wh, i -> i.quality().code(), IntervalEnergy::version)
                .containsExactly(tuple(9_000L, 0, 3));
        assertThat(archive.balances())
                .extracting(SettlementArchive.Balance::account, SettlementArchive.Balance::amount)
                .contains(tuple("element/bay-1/1", 20_000L));
        assertThat(archive.findings(SIX, at(30), 10))
                .filteredOn(f -> f.kind() == Finding.Kind.EDITED)
                .hasSize(2);
        assertThat(archive.check().balanced()).isTrue();
    }

    @Test
    void everyLineLeadsBackToItsReadings() {
        reads(1, 0, 100);
        reads(1, 15, 12_600);
        settlement.catchUp(at(15), at(17));
        IntervalEnergy interval =
                archive.intervals(Optional.of("bay-1/1"), SIX, at(15)).get(0);
        assertThat(archive.raw(interval.inputs()))
                .extracting(SettlementArchive.Raw::evse, SettlementArchive.Raw::at, SettlementArchive.Raw::value)
                .containsExactly(tuple("bay-1/1", SIX, "100"), tuple("bay-1/1", at(15), "12600"));
        Kwp kwp = archive.kwps(Optional.empty(), SIX, at(15)).get(0);
        assertThat(archive.quotes(SIX, at(15)))
                .singleElement()
                .satisfies(q -> assertThat(q.ref()).isEqualTo(kwp.rateRef()));
        assertThat(archive.bookings(Optional.of("element/bay-1/1"), Optional.empty(), SIX, at(60), 10))
                .hasSize(1);
    }

    @Test
    void lateReadingsAreFoundByTheJournalsOrderAndPostTheDifference() {
        reads(1, 0, 0);
        reads(1, 60, 40_000);
        settlement.catchUp(at(60), at(62));
        long progress = store.progress().order();
        reads(1, 15, 16_000);
        settlement.catchUp(at(60), at(63));
        assertThat(store.progress().order()).isGreaterThan(progress);
        Statement statement = Statement.of("operator", SIX, at(60), ZoneOffset.UTC, archive);
        assertThat(statement.of("bay-1/1", Direction.LOAD).wh()).isEqualTo(40_000);
        assertThat(statement.of("bay-1/1", Direction.LOAD).lines()).isEqualTo(8);
        assertThat(archive.kwps(Optional.empty(), SIX, at(15)))
                .extracting(Kwp::version, Kwp::energyWh)
                .containsExactly(tuple(1, 10_000L), tuple(2, 16_000L));
    }

    @Test
    void whatIsFedBackIsSupply() {
        register.register(new GridElement(
                "v2g",
                1,
                GridElement.Type.CHARGER,
                GridElement.State.ACTIVE,
                Optional.of(EvseId.of("bay-9", 1)),
                "operator",
                Optional.of("depot"),
                50_000,
                50_000,
                GridElement.NINE_DIGITS,
                java.math.BigDecimal.ZERO,
                "depot",
                java.util.Map.of("securityClass", "STANDARD"),
                SIX.minusSeconds(60),
                GridElement.Source.OPERATOR));
        reads(9, 0, 500, "Energy.Active.Export.Register");
        reads(9, 15, 4_500, "Energy.Active.Export.Register");
        settlement.catchUp(at(15), at(17));
        assertThat(archive.kwps(Optional.of("v2g"), SIX, at(15)))
                .extracting(Kwp::direction, Kwp::energyWh, k -> k.amount().toPlainString())
                .containsExactly(tuple(Direction.SUPPLY, 4_000L, "0.2"));
    }

    @Test
    void rejectedReadingsAreVisibleAndNeverBilled() {
        reads(1, 0, 0);
        reads(1, 5, 900_000_000);
        settlement.catchUp(at(0), at(6));
        reads(1, 15, 9_000);
        settlement.catchUp(at(15), at(17));
        assertThat(archive.findings(SIX, at(60), 10))
                .extracting(Finding::kind, Finding::rejected)
                .containsExactly(tuple(Finding.Kind.ABOVE_POWER, true));
        assertThat(archive.kwps(Optional.empty(), SIX, at(15)))
                .extracting(Kwp::energyWh)
                .containsExactly(9_000L);
    }

    @Test
    void theDatabaseRefusesChangesImbalancesAndSecondTimes() {
        reads(1, 0, 0);
        reads(1, 15, 12_500);
        settlement.catchUp(at(15), at(17));
        for (String change : List.of(
                "update ledger_posting set amount = amount + 1",
                "delete from ledger_booking",
                "truncate ledger_posting",
                "update kwp set energy_wh = 0",
                "delete from settlement_line",
                "update interval_energy set wh = 1",
                "insert into ledger_posting values ((select max(booking_id) from ledger_booking), 99, 'a', 'Wh', 5)")) {
            assertThatThrownBy(() -> Tables.run(DATABASE, change)).hasCauseInstanceOf(java.sql.SQLException.class);
        }
        List<Kwp> kwps = archive.kwps(Optional.empty(), SIX, at(15));
        assertThatThrownBy(() -> store.commit(new SettlementStore.Additions(
                        List.of(), List.of(), kwps, List.of(), List.of(), List.of(), List.of(), Duration.ZERO)))
                .isInstanceOf(SettlementStore.ConflictException.class);
        EntrySet booked = archive.bookings(Optional.empty(), Optional.empty(), SIX, at(60), 10)
                .get(0)
                .booking();
        assertThatThrownBy(() -> store.commit(new SettlementStore.Additions(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(booked),
                        List.of(),
                        List.of(),
                        Duration.ZERO)))
                .isInstanceOf(SettlementStore.ConflictException.class);
        assertThat(archive.check().balanced()).isTrue();
    }

    @Test
    void theChainHoldsWhateverTheClockSays() {
        reads(1, 0, 0);
        reads(1, 15, 12_500);
        settlement.catchUp(at(15), at(17).plusNanos(123_456_789));
        assertThat(archive.check().faults()).isEmpty();
    }

    @Test
    void aTamperedBookingBreaksTheChain() {
        reads(1, 0, 0);
        reads(1, 15, 12_500);
        reads(1, 30, 13_000);
        settlement.catchUp(at(30), at(32));
        assertThat(archive.check().chained()).isTrue();
        Tables.run(
                DATABASE,
                "set session_replication_role = replica; update ledger_booking set reference = 'x' where booking_id = (select min(booking_id) from ledger_booking); reset session_replication_role");
        assertThat(archive.check().chained()).isFalse();
    }

    @Test
    void runsAfterEachOtherPostOnlyDifferences() {
        reads(1, 0, 0);
        reads(1, 15, 12_500);
        settlement.catchUp(at(15), at(17));
        for (Run run : Run.values()) {
            assertThat(settlement.settle(run, SIX, at(15), at(100)).bookings()).isZero();
        }
        assertThat(Tables.strings(DATABASE, "select run from settlement_line order by line_order"))
                .containsExactly("PROVISIONAL", "INITIAL", "FINAL", "TRUE_UP");
        assertThat(Statement.of("operator", SIX, at(15), ZoneOffset.UTC, archive)
                        .toPay())
                .isEqualByComparingTo("1.05375");
    }

    @Test
    void aClaimOfAnotherLeavesTheSupplyValueUnconfirmedAndSettlementGoesOn() {
        PostgresCurtailment curtailment = new PostgresCurtailment(DATABASE);
        curtailment.freeze(List.of(
                new Baseline("limit-1", "depot", SIX, at(15), 20_000, 30_000, "plan", 1, SIX.minusSeconds(600))));
        Tables.run(
                DATABASE,
                "insert into energy_claim values ('bay-1/1', 'IMPORT', '%s', 'MARKET', 'SALE/7', 5)".formatted(SIX));
        reads(1, 0, 0);
        reads(1, 15, 4_000);
        settlement.catchUp(at(15), at(17));
        assertThat(curtailment.psvs(SIX, at(15)))
                .singleElement()
                .satisfies(psv -> assertThat(psv.confirmed()).isFalse());
        assertThat(archive.findings(SIX, at(15), 10)).extracting(Finding::kind).containsExactly(Finding.Kind.CLAIMED);
        assertThat(archive.kwps(Optional.of("bay-1/1"), SIX, at(15)))
                .extracting(Kwp::energyWh)
                .containsExactly(4_000L);
        assertThat(store.progress().until()).isEqualTo(at(15));
    }

    @Test
    void supplyAndCurtailmentFormBlocksAndTheRestIsCarried() {
        PostgresBlocks blocks = new PostgresBlocks(DATABASE);
        BlockFormation formation = new BlockFormation(blocks, new BlockFormation.Settings("flexibility", 25_000));
        register.register(register.newest("bay-1/1").orElseThrow().from(SIX, GridElement.Source.OPERATOR));
        for (int bay = 1; bay <= 2; bay++) {
            reads(bay, 0, 0, "Energy.Active.Export.Register");
            reads(bay, 15, 20_000, "Energy.Active.Export.Register");
            reads(bay, 30, 30_000, "Energy.Active.Export.Register");
        }
        settlement.catchUp(at(30), at(32));
        assertThat(formation.form(at(30), at(32)))
                .extracting(f -> f.block().blocks(), f -> f.block().carryWh())
                .containsExactly(tuple(1L, 15_000L), tuple(1L, 10_000L));
        assertThat(formation.form(at(30), at(33))).isEmpty();
        reads(3, 0, 0, "Energy.Active.Export.Register");
        reads(3, 15, 5_000, "Energy.Active.Export.Register"); // late: a further block of the first interval
        settlement.catchUp(at(45), at(47));
        assertThat(formation.form(at(45), at(47)))
                .extracting(
                        BlockStore.Formed::number,
                        f -> f.block().start(),
                        f -> f.block().carryWh())
                .containsExactly(tuple(3L, SIX, 15_000L));
        assertThat(blocks.blocks(SIX, at(45)).stream()
                        .mapToLong(f -> f.block().blockWh())
                        .sum())
                .isEqualTo(65_000 - 15_000);
        assertThat(blocks.last("flexibility").orElseThrow().block().shares(100))
                .isEqualTo(new java.util.TreeMap<>(
                        Map.of("carried", 67L, "KWP/bay-3/1/2026-03-02T18:00:00Z/SUPPLY/v1", 33L)));
        assertThatThrownBy(() -> Tables.run(
                        DATABASE,
                        "insert into energy_claim values ('bay-1/1', 'EXPORT', '%s', 'MARKET', 'SALE/1', 5)"
                                .formatted(SIX)))
                .hasMessageContaining("one_wh_one_claim");
    }
}
