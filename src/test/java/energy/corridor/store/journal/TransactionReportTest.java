package energy.corridor.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionIdentified;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.fleet.TransactionReport;
import energy.corridor.fleet.TransactionReport.Kind;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that stations name themselves are kept once and whole, in whatever order their reports come. */
class TransactionReportTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00Z");
    private static final StationId STATION = new StationId("Station-1");
    private static final EvseId EVSE = new EvseId(STATION, 1);

    private final DataSource database = TestDatabase.fresh();
    private final GroupCommit writer = new GroupCommit(
            database, new GroupCommit.Settings(1000, 100, 3, Duration.ofMillis(20)), new SimpleMeterRegistry());
    private final PostgresStationJournal journal = new PostgresStationJournal(writer, database);

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void aTransactionIsOpenedIdentifiedMeteredAndClosed() {
        List<StationEvent> start = report(Kind.STARTED, 0, 0, 1, "", 1000);
        TransactionStarted started = (TransactionStarted) start.get(0);
        assertThat(started)
                .isEqualTo(new TransactionStarted(EVSE, started.transaction(), "", EVENING, EVENING, 1000, "tx"));
        List<StationEvent> known = report(Kind.UPDATED, 1, 10, 0, "bus-1", 2000);
        assertThat(known.get(1))
                .isEqualTo(new TransactionIdentified(
                        EVSE, started.transaction(), "bus-1", EVENING.plusSeconds(10), EVENING.plusSeconds(10)));
        assertThat(known.get(2))
                .isInstanceOfSatisfying(
                        Metered.class,
                        m -> assertThat(m.readings().get(0).transaction()).isEqualTo(started.transaction()));
        List<StationEvent> end = report(Kind.ENDED, 2, 20, 0, "", -1);
        assertThat(end.get(end.size() - 1))
                .isInstanceOfSatisfying(
                        TransactionEnded.class,
                        ended -> assertThat(ended.meterStopWh()).isEqualTo(2000)); // the last register that was told
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfReportsChangesNothing(long seed) {
        List<TransactionReport> reports = new ArrayList<>();
        reports.add(told(Kind.STARTED, 0, 0, 1, "bus-1", 1000));
        for (int i = 1; i < 6; i++) {
            reports.add(told(Kind.UPDATED, i, i * 60, 1, i == 3 ? "bus-1" : "", 1000 + i * 100));
        }
        reports.add(told(Kind.ENDED, 6, 360, 1, "", 1600));
        reports.addAll(List.copyOf(reports)); // and each comes twice
        Collections.shuffle(reports, new Random(seed));
        reports.forEach(r -> get(journal.report(r)));
        assertThat(
                        Tables.strings(
                                database,
                                "select id_tag || ' ' || extract(epoch from started_at - timestamptz '2026-03-02T18:00:00Z')::int || ' ' || meter_start_wh"
                                        + " || ' ' || extract(epoch from ended_at - started_at)::int || ' ' || meter_stop_wh from charging_transaction"))
                .containsExactly("bus-1 0 1000 360 1600");
        assertThat(Tables.count(database, "transaction_report")).isEqualTo(7);
        assertThat(Tables.count(database, "meter_reading")).isEqualTo(7);
    }

    @Test
    void aReportThatNobodyCanPlaceIsKeptInItsOwnWordsUntilALaterOneTellsTheEvse() {
        assertThat(report(Kind.STARTED, 0, 0, 0, "bus-1", -1)).isEmpty();
        assertThat(Tables.strings(database, "select unplaced from transaction_report"))
                .containsExactly("{report}");
        assertThat(report(Kind.UPDATED, 1, 5, 2, "", -1).get(0)).isInstanceOfSatisfying(TransactionStarted.class, s -> {
            assertThat(s.evse()).isEqualTo(new EvseId(STATION, 2));
            assertThat(s.idTag()).isEqualTo("bus-1"); // authorised first, plugged in later
            assertThat(s.at()).isEqualTo(EVENING);
        });
    }

    @Test
    void aStationThatCountsItsNamesAnewLosesNoTransaction() {
        long first =
                ((TransactionStarted) report(Kind.STARTED, 0, 0, 1, "bus-1", 0).get(0)).transaction();
        report(Kind.ENDED, 1, 60, 1, "", 500);
        long second = ((TransactionStarted)
                        report(Kind.STARTED, 0, 120, 1, "bus-2", 500).get(0))
                .transaction();
        assertThat(second).isNotEqualTo(first);
        report(Kind.STARTED, 0, 0, 1, "bus-1", 0); // a late repeat of the first is not a third
        assertThat(Tables.count(database, "charging_transaction")).isEqualTo(2);
        report(Kind.ENDED, 1, 180, 1, "", 900);
        assertThat(Tables.strings(database, "select meter_stop_wh from charging_transaction order by transaction_id"))
                .containsExactly("500", "900");
    }

    @Test
    void twoStationsMayGiveTheSameName() {
        long one =
                ((TransactionStarted) report(Kind.STARTED, 0, 0, 1, "bus-1", 0).get(0)).transaction();
        TransactionReport other = told(Kind.STARTED, 0, 0, 1, "bus-1", 0);
        long two = ((TransactionStarted) get(journal.report(new TransactionReport(
                                new StationId("Station-2"),
                                other.name(),
                                0,
                                Kind.STARTED,
                                EVENING,
                                EVENING,
                                "",
                                false,
                                1,
                                "bus-1",
                                Optional.empty(),
                                List.of(),
                                "",
                                "")))
                        .get(0))
                .transaction();
        assertThat(two).isNotEqualTo(one);
    }

    @Test
    void aRestartKnowsTheStationsNameOfARunningTransaction() {
        Tables.run(database, "insert into evse values (0, 'Station-1', 1, 'feeder-1', 150, 5, 10, 0)");
        report(Kind.STARTED, 0, 0, 1, "", -1);
        report(Kind.UPDATED, 1, 10, 1, "bus-1", 700);
        assertThat(journal.resume().get(0)).isInstanceOfSatisfying(TransactionStarted.class, start -> {
            assertThat(start.name()).isEqualTo("tx");
            assertThat(start.idTag()).isEqualTo("bus-1");
            assertThat(start.meterStartWh()).isEqualTo(700); // the first register that was told
        });
    }

    @Test
    void aNoticeIsKeptOnce() {
        Noticed notice = new Noticed(STATION, EVENING, EVENING, "SecurityEventNotification", "{\"type\":\"Tamper\"}");
        get(journal.record(notice));
        get(journal.record(notice));
        assertThat(Tables.strings(database, "select kind || detail from station_notice"))
                .containsExactly("SecurityEventNotification{\"type\":\"Tamper\"}");
        assertThat(journal.notices(STATION, 10)).containsExactly(notice);
    }

    private List<StationEvent> report(Kind kind, int seqNo, int second, int evse, String tag, int registerWh) {
        return get(journal.report(told(kind, seqNo, second, evse, tag, registerWh)));
    }

    private static TransactionReport told(Kind kind, int seqNo, int second, int evse, String tag, int registerWh) {
        Instant at = EVENING.plusSeconds(second);
        return new TransactionReport(
                STATION,
                "tx",
                seqNo,
                kind,
                at,
                at,
                "MeterValuePeriodic",
                false,
                evse,
                tag,
                registerWh < 0 ? Optional.empty() : Optional.of((long) registerWh),
                registerWh < 0
                        ? List.of()
                        : List.of(new MeterReading(
                                EVSE,
                                0,
                                at,
                                at,
                                Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                                "",
                                "Sample.Periodic",
                                new BigDecimal(registerWh))),
                "Local",
                "{report}");
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
