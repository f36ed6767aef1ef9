package energy.corridor.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Connected;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.fleet.Zombie;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a station says is kept once, whatever it repeats. */
class PostgresStationJournalTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00.123456Z");
    private static final EvseId EVSE = EvseId.of("Station-1", 1);

    private final DataSource database = TestDatabase.fresh();
    private final GroupCommit writer = new GroupCommit(
            database, new GroupCommit.Settings(1000, 100, 3, Duration.ofMillis(20)), new SimpleMeterRegistry());
    private final PostgresStationJournal journal = new PostgresStationJournal(writer, database);
    private final PostgresReadingArchive archive = new PostgresReadingArchive(database);

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void transactionsGetPositiveGrowingIdsOfThirtyTwoBits() {
        long before = 0;
        for (int i = 0; i < 5; i++) {
            long id = start("bus-1", EVENING.plusSeconds(i)).transaction();
            assertThat(id).isGreaterThan(before).isLessThanOrEqualTo(Integer.MAX_VALUE);
            before = id;
        }
    }

    @Test
    void aRepeatedStartFindsTheTransactionThatItOpened() {
        TransactionStarted first = start("bus-1", EVENING);
        TransactionStarted repeat = get(journal.start(EVSE, "bus-1", EVENING, EVENING.plusSeconds(99), 12_000));
        assertThat(repeat).isEqualTo(first);
        assertThat(first)
                .isEqualTo(new TransactionStarted(EVSE, first.transaction(), "bus-1", EVENING, EVENING, 12_000));
        assertThat(start("bus-2", EVENING).transaction()).isNotEqualTo(first.transaction());
    }

    @Test
    void aStartThatIsRepeatedBeforeTheFirstIsCommittedIsStillOneTransaction() {
        List<CompletionStage<TransactionStarted>> starts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            starts.add(journal.start(EVSE, "bus-1", EVENING, EVENING.plusSeconds(i), 12_000));
        }
        assertThat(starts.stream().map(PostgresStationJournalTest::get).distinct())
                .hasSize(1);
        assertThat(Tables.count(database, "charging_transaction")).isEqualTo(1);
    }

    @Test
    void theFirstStopOfATransactionWins() {
        long id = start("bus-1", EVENING).transaction();
        Optional<TransactionEnded> first = end(EVSE.station(), id, 3600, 50_000);
        Optional<TransactionEnded> second = end(EVSE.station(), id, 7200, 70_000);
        Instant end = EVENING.plusSeconds(3600);
        assertThat(first).contains(new TransactionEnded(EVSE, id, end, end, 50_000, "Local"));
        assertThat(second).isEqualTo(first);
        assertThat(Tables.count(database, "orphan_stop")).isZero();
    }

    @Test
    void aStopThatComesAfterTheRepairReplacesItsEstimate() {
        long id = start("bus-1", EVENING).transaction();
        Zombie zombie = new Zombie(EVSE, id, EVENING.plusSeconds(1800), 30_000, "Its EVSE has been Available.");
        Instant later = EVENING.plusSeconds(9000);
        Instant lastSign = EVENING.plusSeconds(1800);
        assertThat(get(journal.repair(zombie, later)))
                .contains(new TransactionEnded(EVSE, id, lastSign, later, 30_000, "Repaired"));
        assertThat(get(journal.repair(zombie, later.plusSeconds(1)))).isEmpty();
        Instant end = EVENING.plusSeconds(3600);
        assertThat(end(EVSE.station(), id, 3600, 50_000))
                .contains(new TransactionEnded(EVSE, id, end, end, 50_000, "Local"));
        assertThat(end(EVSE.station(), id, 7200, 70_000))
                .contains(new TransactionEnded(EVSE, id, end, end, 50_000, "Local"));
        assertThat(Tables.strings(database, "select meter_stop_wh || ' ' || reason from transaction_repair order by 1"))
                .containsExactly("30000 Its EVSE has been Available.");
    }

    @Test
    void aStopThatNobodyStartedThereIsKeptForAnOperator() {
        long id = start("bus-1", EVENING).transaction();
        assertThat(end(new StationId("Station-2"), id, 3600, 50_000)).isEmpty();
        assertThat(end(new StationId("Station-2"), id, 3600, 50_000)).isEmpty();
        assertThat(end(EVSE.station(), 4711, 3600, 50_000)).isEmpty();
        assertThat(Tables.strings(database, "select station_id || ' ' || transaction_id from orphan_stop order by 1"))
                .containsExactly("Station-1 4711", "Station-2 " + id);
        assertThat(Tables.count(database, "charging_transaction where ended_at is not null"))
                .isZero();
    }

    @Test
    void aReadingIsReadAsItCameItsDigitsIncluded() {
        MeterReading soc = reading(Measurand.SOC, 0, "80.0", "");
        MeterReading power = reading(Measurand.POWER_ACTIVE_IMPORT, 60, "22000", "L1-N");
        get(journal.record(metered(soc, power)));
        assertThat(archive.between(EVSE, EVENING, EVENING.plusSeconds(61))).containsExactly(soc, power);
        assertThat(archive.between(EVSE, EVENING, EVENING.plusSeconds(60))).containsExactly(soc);
        assertThat(archive.between(EvseId.of("Station-1", 2), EVENING, EVENING.plusSeconds(61)))
                .isEmpty();
    }

    @Test
    void aReadingThatComesAgainChangesNothing() {
        MeterReading first = reading(Measurand.SOC, 0, "80", "");
        MeterReading again = new MeterReading(
                EVSE, 7, EVENING, EVENING.plusSeconds(500), Measurand.SOC, "", "Sample.Periodic", new BigDecimal("99"));
        get(journal.record(metered(first, again)));
        get(journal.record(metered(again)));
        assertThat(archive.between(EVSE, EVENING, EVENING.plusSeconds(1))).containsExactly(first);
    }

    @Test
    void everyPartOfAReadingsIdentityMakesItAnotherReading() {
        MeterReading soc = reading(Measurand.SOC, 0, "80", "");
        List<MeterReading> all = List.of(
                soc,
                reading(Measurand.VOLTAGE, 0, "80", ""),
                reading(Measurand.SOC, 1, "80", ""),
                reading(Measurand.SOC, 0, "80", "L1"),
                new MeterReading(EVSE, 8, EVENING, EVENING, Measurand.SOC, "", "Sample.Periodic", new BigDecimal(80)),
                new MeterReading(EVSE, 7, EVENING, EVENING, Measurand.SOC, "", "Sample.Clock", new BigDecimal(80)));
        get(journal.record(metered(all.toArray(MeterReading[]::new))));
        assertThat(archive.between(EVSE, EVENING, EVENING.plusSeconds(2))).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void everyMonthOfReceiptGetsItsPartitionInWhateverYearTheDepotLives() {
        for (String at : List.of("2018-01-31T23:59:59Z", "2018-02-01T00:00:00Z", "2030-12-24T12:00:00Z")) {
            get(journal.record(metered(at(Instant.parse(at), Instant.parse(at)))));
        }
        assertThat(Tables.strings(database, "select tableoid::regclass::text from meter_reading order by at"))
                .containsExactly("meter_reading_2018_01", "meter_reading_2018_02", "meter_reading_2030_12");
    }

    @Test
    void aStationWhoseClockIsFarOffFillsTheCommonPartitionUntilItsMonthComes() {
        Instant april = Instant.parse("2026-04-10T00:00:00Z");
        MeterReading early = at(april, EVENING);
        get(journal.record(metered(early)));
        assertThat(Tables.strings(database, "select tableoid::regclass::text from meter_reading"))
                .containsExactly("meter_reading_other");
        get(journal.record(metered(at(april.plusSeconds(60), april.plusSeconds(60)))));
        get(journal.record(metered(early)));
        assertThat(Tables.strings(database, "select tableoid::regclass::text from meter_reading"))
                .containsExactly("meter_reading_2026_04", "meter_reading_2026_04");
    }

    @Test
    void anEventThatTheDatabaseRefusesFailsAloneAndSaysWhy() {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String code = i == 17 ? "No\0Error" : "NoError";
            stages.add(journal.record(
                    new StatusChanged(EVSE, EVENING.plusSeconds(i), EVENING, ConnectorStatus.AVAILABLE, code)));
        }
        assertThatThrownBy(() -> get(stages.remove(17)))
                .hasCauseInstanceOf(NotKeptException.class)
                .hasMessageContaining("The database refused this, so it was not kept:");
        stages.forEach(PostgresStationJournalTest::get);
        assertThat(Tables.count(database, "station_status")).isEqualTo(29);
    }

    @Test
    void aTransactionIsNotRecordedByTheBackDoor() {
        assertThatThrownBy(() -> get(journal.record(new TransactionStarted(EVSE, 1, "bus-1", EVENING, EVENING, 0))))
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConnectionWaitsForItsTurnAndLeavesNoRow() {
        List<String> order = new ArrayList<>();
        CompletableFuture<Void> boot = journal.record(
                        new Booted(EVSE.station(), EVENING, "Vendor", "Model", "1.0", "0815"))
                .thenRun(() -> order.add("boot"))
                .toCompletableFuture();
        get(journal.record(new Connected(EVSE.station(), EVENING)).thenRun(() -> order.add("connected")));
        assertThat(boot).isCompleted();
        assertThat(order).containsExactly("boot", "connected");
    }

    @Test
    void aRestartBeginsWithWhatTheStationSaidLast() {
        Tables.run(database, "insert into evse values (0, 'Station-1', 1, 'feeder-1', 150, 5, 10, 0)");
        Booted boot = new Booted(EVSE.station(), EVENING.plusSeconds(2), "Vendor", "Model", "1.1", "0815");
        get(journal.record(new Booted(EVSE.station(), EVENING, "Vendor", "Model", "1.0", "0815")));
        get(journal.record(boot));
        StatusChanged charging = new StatusChanged(
                EVSE, EVENING.plusSeconds(9), EVENING.plusSeconds(9), ConnectorStatus.CHARGING, "NoError");
        get(journal.record(charging));
        get(journal.record(new StatusChanged(
                EVSE, EVENING.plusSeconds(5), EVENING.plusSeconds(10), ConnectorStatus.PREPARING, "NoError")));
        TransactionStarted start = start("bus-1", EVENING.plusSeconds(11));
        List<StationEvent> resumed = journal.resume();
        assertThat(resumed).containsExactly(boot, charging, start);
    }

    private TransactionStarted start(String tag, Instant at) {
        return get(journal.start(EVSE, tag, at, at, 12_000));
    }

    private Optional<TransactionEnded> end(StationId station, long transaction, int second, long meterStopWh) {
        Instant at = EVENING.plusSeconds(second);
        return get(journal.end(station, transaction, at, at, meterStopWh, "Local"));
    }

    private static Metered metered(MeterReading... readings) {
        return new Metered(EVSE.station(), readings[0].receivedAt(), List.of(readings));
    }

    private static MeterReading reading(Measurand measurand, int second, String value, String phase) {
        return new MeterReading(
                EVSE,
                7,
                EVENING.plusSeconds(second),
                EVENING,
                measurand,
                phase,
                "Sample.Periodic",
                new BigDecimal(value));
    }

    private static MeterReading at(Instant at, Instant receivedAt) {
        return new MeterReading(EVSE, 7, at, receivedAt, Measurand.SOC, "", "Sample.Periodic", BigDecimal.TEN);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
