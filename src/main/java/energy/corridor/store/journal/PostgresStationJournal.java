package energy.corridor.store.journal;

import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Connected;
import energy.corridor.fleet.StationEvent.Disconnected;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.fleet.StationJournal;
import energy.corridor.fleet.TransactionReport;
import energy.corridor.fleet.Zombie;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * The stations' journal in PostgreSQL. A connection that opens or closes is worth no row, since none survives a restart; it only
 * waits for its turn among the station's events.
 */
@ApplicationScoped
public class PostgresStationJournal implements StationJournal {

    private static final String BOOT = """
            insert into station_boot (station_id, received_at, vendor, model, firmware, serial_number)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String STATUS = """
            insert into station_status (station_id, evse_number, at, received_at, status, error_code)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String NOTICE = """
            insert into station_notice (station_id, at, received_at, kind, detail)
            values (?, ?, ?, ?, ?) on conflict do nothing""";

    private final GroupCommit writer;
    private final DataSource database;
    private final Set<YearMonth> months = ConcurrentHashMap.newKeySet();

    PostgresStationJournal(GroupCommit writer, DataSource database) {
        this.writer = writer;
        this.database = database;
    }

    @Override
    public CompletionStage<TransactionStarted> start(
            EvseId evse, String idTag, Instant at, Instant receivedAt, long meterStartWh) {
        return writer.submit(batch -> TransactionRows.open(batch, evse, idTag, at, receivedAt, meterStartWh));
    }

    @Override
    public CompletionStage<Optional<TransactionEnded>> end(
            StationId station, long transaction, Instant at, Instant receivedAt, long meterStopWh, String reason) {
        return writer.submit(
                batch -> TransactionRows.close(batch, station, transaction, at, receivedAt, meterStopWh, reason));
    }

    @Override
    public CompletionStage<List<StationEvent>> report(TransactionReport report) {
        YearMonth month = YearMonth.from(report.receivedAt().atOffset(ZoneOffset.UTC));
        boolean known = months.contains(month) || report.readings().isEmpty();
        return writer.submit(batch -> {
                    if (!known) {
                        batch.rows("select meter_reading_month(?)", row -> month, month.atDay(1));
                    }
                    return ReportRows.add(batch, report);
                })
                .thenApply(events -> {
                    if (!known) {
                        months.add(month);
                    }
                    return events;
                });
    }

    @Override
    public CompletionStage<Optional<TransactionEnded>> repair(Zombie zombie, Instant now) {
        return writer.submit(batch -> TransactionRows.repair(batch, zombie, now));
    }

    @Override
    public CompletionStage<Void> record(StationEvent event) {
        if (event instanceof Metered metered) {
            return record(metered);
        } else if (event instanceof StatusChanged status) {
            return writer.submitRows(batch -> batch.add(
                    STATUS,
                    status.station().value(),
                    status.evse().number(),
                    status.at(),
                    status.receivedAt(),
                    status.status().name(),
                    status.errorCode()));
        } else if (event instanceof Booted boot) {
            return writer.submitRows(batch -> batch.add(
                    BOOT,
                    boot.station().value(),
                    boot.receivedAt(),
                    boot.vendor(),
                    boot.model(),
                    boot.firmware(),
                    boot.serialNumber()));
        } else if (event instanceof Noticed notice) {
            return writer.submitRows(batch -> batch.add(
                    NOTICE,
                    notice.station().value(),
                    notice.at(),
                    notice.receivedAt(),
                    notice.kind(),
                    notice.detail()));
        } else if (event instanceof Connected || event instanceof Disconnected) {
            return writer.inTurn();
        }
        return CompletableFuture.failedFuture(new IllegalArgumentException(
                "A transaction is opened by start and closed by end; record does not take %s.".formatted(event)));
    }

    /** The month of receipt gets its partition with its first reading. */
    private CompletionStage<Void> record(Metered metered) {
        YearMonth month = YearMonth.from(metered.receivedAt().atOffset(ZoneOffset.UTC));
        if (months.contains(month)) {
            return writer.submitRows(batch -> add(batch, metered));
        }
        return writer.submitRows(batch -> {
                    batch.rows("select meter_reading_month(?)", row -> month, month.atDay(1));
                    add(batch, metered);
                })
                .thenRun(() -> months.add(month));
    }

    private static void add(Batch batch, Metered metered) throws SQLException {
        for (MeterReading reading : metered.readings()) {
            ReadingRows.add(batch, reading);
        }
    }

    @Override
    public List<Noticed> notices(StationId station, int most) {
        try (Connection connection = database.getConnection();
                Batch batch = new Batch(connection)) {
            return batch.rows(
                    "select * from station_notice where station_id = ? order by written_order desc limit ?",
                    row -> new Noticed(
                            station,
                            Batch.instant(row, "at"),
                            Batch.instant(row, "received_at"),
                            row.getString("kind"),
                            row.getString("detail")),
                    station.value(),
                    most);
        } catch (SQLException e) {
            throw new NotKeptException("The notices of %s could not be read: %s".formatted(station, e.getMessage()), e);
        }
    }

    /** Reads on a connection of its own: it never waits for the writer. */
    @Override
    public List<StationEvent> resume() {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false); // so that rows come in portions
            return new Resume(connection).events();
        } catch (SQLException e) {
            throw new NotKeptException("The journal could not be read: " + e.getMessage(), e);
        }
    }
}
