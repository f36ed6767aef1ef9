package energy.corridor.store.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.Baseline;
import energy.corridor.settlement.Direction;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.Quality;
import energy.corridor.settlement.Run;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.settlement.message.Acknowledgement.Code;
import energy.corridor.settlement.message.MessageExchange;
import energy.corridor.settlement.message.MessageStore.Sent;
import energy.corridor.settlement.message.Priority;
import energy.corridor.settlement.message.SettlementMessage;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import energy.corridor.settlement.message.SettlementMessage.Route;
import energy.corridor.settlement.message.SettlementMessage.SecurityClass;
import energy.corridor.store.journal.Tables;
import energy.corridor.store.journal.TestDatabase;
import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A battery that tells its own energy, and three bays of which settlement tells. */
class PostgresMessagesTest {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final DataSource DATABASE = TestDatabase.fresh();

    private final SettlementOn books = new SettlementOn(DATABASE, List.of(new PricePoint(Instant.EPOCH, 0.2, 0.1)));
    private final PostgresMessages messages = new PostgresMessages(DATABASE);
    private final MessageExchange exchange = new MessageExchange(
            books.register,
            messages,
            (text, signature, key) -> false,
            (rate, start) -> false,
            new MessageExchange.Settings(QUARTER, QUARTER, "EUR"));

    @BeforeAll
    static void months() {
        Tables.strings(DATABASE, "select meter_reading_month('2026-03-01')");
    }

    @BeforeEach
    void depot() {
        Instant before = SIX.minusSeconds(3_600);
        books.register.register(GridElement.master("depot", "operator", 450_000, "depot", before));
        for (int bay = 1; bay <= 3; bay++) {
            books.register.register(
                    GridElement.charger(EvseId.of("bay-" + bay, 1), "operator", "depot", 150_000, "depot", before));
        }
        books.register.register(new GridElement(
                "battery",
                1,
                GridElement.Type.BATTERY,
                GridElement.State.ACTIVE,
                Optional.empty(),
                "operator",
                Optional.of("depot"),
                100_000,
                100_000,
                GridElement.NINE_DIGITS,
                BigDecimal.ZERO,
                "depot",
                Map.of("classOfService", "RELIABILITY"),
                before,
                GridElement.Source.OPERATOR));
    }

    @AfterEach
    void empty() {
        Tables.empty(DATABASE);
    }

    private static Instant at(int minute) {
        return SIX.plusSeconds(60L * minute);
    }

    private static void reads(int bay, int minute, long wh) {
        Tables.run(DATABASE, """
                insert into meter_reading (station_id, evse_number, transaction_id, at, received_at, measurand, phase, context, value)
                values ('bay-%d', 1, 7, '%s', '%s', 'Energy.Active.Import.Register', '', 'Sample.Clock', %d)""".formatted(bay, at(minute), at(minute), wh));
    }

    private static SettlementMessage told(long seq, Direction direction, long wh, int version) {
        return new SettlementMessage(
                "battery",
                seq,
                SIX,
                at(15),
                at(15),
                Route.DIRECT,
                Priority.ENERGY_SETTLEMENT,
                SecurityClass.STANDARD,
                0,
                List.of(new Packet(direction, SIX, at(15), wh, Quality.VALID, "", "", "", version)),
                "");
    }

    @Test
    void whatAnElementTellsIsSettledAndALateCorrectionPostsTheDifference() {
        assertThat(exchange.receive(told(1, Direction.SUPPLY, 10_000, 1), at(16))
                        .code())
                .isEqualTo(Code.ACK);
        assertThat(exchange.receive(told(1, Direction.SUPPLY, 10_000, 1), at(90))
                        .code())
                .isEqualTo(Code.ACK);
        books.settlement.catchUp(at(15), at(17));
        assertThat(balance("party/operator")).isEqualTo(1_000_000);
        assertThat(exchange.receive(told(2, Direction.SUPPLY, 12_000, 2), at(60))
                        .code())
                .isEqualTo(Code.ACK_LATE);
        books.settlement.catchUp(at(60), at(62));
        assertThat(balance("party/operator")).isEqualTo(1_200_000);
        assertThat(books.archive.intervals(Optional.of("battery"), SIX, at(15)))
                .singleElement()
                .satisfies(i -> assertThat(i.method()).isEqualTo("told by message 2, version 2"));
        // What settlement made of it: the first on time, the second late, and both before others.
        assertThat(messages.sent(Optional.of("battery"), 10))
                .extracting(s -> s.message().seq(), Sent::late, s -> s.message().priority())
                .containsExactly(tuple(2L, true, Priority.RELIABILITY), tuple(1L, false, Priority.RELIABILITY));
        int bookings = Math.toIntExact(Tables.count(DATABASE, "ledger_booking"));
        books.settlement.settle(Run.PROVISIONAL, SIX, at(15), at(63));
        assertThat(Tables.count(DATABASE, "ledger_booking")).isEqualTo(bookings);
        assertThat(messages.sent(Optional.empty(), 10)).hasSize(2);
    }

    @Test
    void everySettledIntervalIsToldAndTheMasterTellsTheSum() {
        for (int bay = 1; bay <= 2; bay++) {
            reads(bay, 0, 0);
            reads(bay, 15, 1_000L * bay);
        }
        exchange.receive(told(1, Direction.SUPPLY, 10_000, 1), at(16));
        books.settlement.catchUp(at(15), at(17));
        assertThat(messages.aggregate(at(17), QUARTER)).isEqualTo(1);
        assertThat(messages.aggregate(at(18), QUARTER)).isZero();
        assertThat(messages.sent(Optional.of("depot"), 10)).singleElement().satisfies(s -> {
            assertThat(s.message().members()).isEqualTo(2); // that loaded; one supplied
            assertThat(s.message().packets())
                    .extracting(Packet::direction, Packet::energyWh)
                    .containsExactlyInAnyOrder(tuple(Direction.LOAD, 3_000L), tuple(Direction.SUPPLY, 10_000L));
        });
        List<Sent> ready = messages.ready(Instant.EPOCH, 10);
        assertThat(ready).extracting(s -> s.message().element()).startsWith("battery");
        assertThat(ready).hasSize(4);
        messages.published(List.of(ready.get(0).order()));
        assertThat(messages.ready(Instant.EPOCH, 10)).hasSize(3);
        assertThat(messages.answer("bay-1/1", 1, false, "UNKNOWN_RATE")).isTrue();
        assertThat(messages.answer("bay-9/1", 1, true, "")).isFalse();
        assertThat(messages.sent(Optional.of("bay-1/1"), 10))
                .extracting(Sent::state, Sent::answer)
                .containsExactly(tuple(Sent.State.REFUSED, "UNKNOWN_RATE"));
    }

    @Test
    void whatAMasterEarnsIsSharedToTheLastMillionth() {
        PostgresCurtailment curtailment = new PostgresCurtailment(DATABASE);
        curtailment.freeze(List.of(
                new Baseline("limit-1", "depot", SIX, at(15), 20_000, 30_000, "plan", 1, SIX.minusSeconds(600))));
        reads(1, 0, 0);
        reads(1, 15, 4_000);
        books.settlement.catchUp(at(15), at(17));
        // 16,000 Wh at 100 EUR/MWh; capacities 150 : 150 : 150 : 100 kW.
        assertThat(Tables.strings(
                        DATABASE,
                        "select member_id || ' ' || wh || ' ' || amount_micro from proceeds_share order by 1"))
                .containsExactlyInAnyOrder(
                        "bay-1/1 4364 436400", "bay-2/1 4364 436400", "bay-3/1 4363 436300", "battery 2909 290900");
        assertThat(balance("element/bay-1/1")).isEqualTo(436_400);
        assertThat(balance("element/depot")).isEqualTo(-1_600_000);
        reads(2, 0, 0);
        reads(2, 15, 6_000); // late: less was curtailed
        books.settlement.catchUp(at(30), at(60));
        assertThat(balance("element/depot")).isEqualTo(-1_000_000);
        assertThat(balance("element/bay-1/1")
                        + balance("element/bay-2/1")
                        + balance("element/bay-3/1")
                        + balance("element/battery"))
                .isEqualTo(1_000_000);
        assertThat(books.archive.check().faults()).isEmpty();
    }

    private long balance(String account) {
        return books.archive.balances().stream()
                .filter(b -> b.account().equals(account) && b.commodity().equals("MONEY:EUR"))
                .mapToLong(SettlementArchive.Balance::amount)
                .findFirst()
                .orElse(0);
    }
}
