package energy.corridor.store.journal;

import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.fleet.Zombie;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Charging transactions as rows and back. */
final class TransactionRows {

    private static final String OPEN = """
            insert into charging_transaction
                (station_id, evse_number, id_tag, started_at, start_received_at, meter_start_wh)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing returning *""";

    private static final String OPENED_BEFORE = """
            select * from charging_transaction
            where station_id = ? and evse_number = ? and id_tag = ? and started_at = ? and meter_start_wh = ?
                and station_name = ''""";

    private static final String CLOSE = """
            update charging_transaction set ended_at = ?, end_received_at = ?, meter_stop_wh = ?, stop_reason = ?,
                end_order = nextval('journal_order')
            where transaction_id = ? and station_id = ?
                and (ended_at is null or stop_reason = 'Repaired') returning *""";

    private static final String CLOSED_BEFORE =
            "select * from charging_transaction where transaction_id = ? and station_id = ?";

    private static final String ORPHAN = """
            insert into orphan_stop (station_id, transaction_id, at, received_at, meter_stop_wh, reason)
            values (?, ?, ?, ?, ?, ?) on conflict do nothing""";

    static final String REPAIRED = "Repaired";

    private static final String REPAIR = """
            update charging_transaction set ended_at = ?, end_received_at = ?, meter_stop_wh = ?, stop_reason = ?,
                end_order = nextval('journal_order')
            where transaction_id = ? and station_id = ? and ended_at is null returning *""";

    private static final String NOTE = """
            insert into transaction_repair (transaction_id, repaired_at, ended_at, meter_stop_wh, reason)
            values (?, ?, ?, ?, ?) on conflict do nothing""";

    private TransactionRows() {}

    static Optional<TransactionEnded> repair(Batch batch, Zombie zombie, Instant now) throws SQLException {
        List<TransactionEnded> rows = batch.rows(
                REPAIR,
                TransactionRows::ended,
                zombie.lastSignAt(),
                now,
                zombie.meterWh(),
                REPAIRED,
                zombie.transaction(),
                zombie.evse().station().value());
        if (!rows.isEmpty()) {
            batch.add(NOTE, zombie.transaction(), now, zombie.lastSignAt(), zombie.meterWh(), zombie.reason());
        }
        return rows.stream().findFirst();
    }

    static TransactionStarted open(
            Batch batch, EvseId evse, String idTag, Instant at, Instant receivedAt, long meterStartWh)
            throws SQLException {
        String station = evse.station().value();
        List<TransactionStarted> rows =
                batch.rows(OPEN, TransactionRows::started, station, evse.number(), idTag, at, receivedAt, meterStartWh);
        if (rows.isEmpty()) {
            rows = batch.rows(OPENED_BEFORE, TransactionRows::started, station, evse.number(), idTag, at, meterStartWh);
        }
        return rows.get(0);
    }

    static Optional<TransactionEnded> close(
            Batch batch,
            StationId station,
            long transaction,
            Instant at,
            Instant receivedAt,
            long meterStopWh,
            String reason)
            throws SQLException {
        List<TransactionEnded> rows = batch.rows(
                CLOSE, TransactionRows::ended, at, receivedAt, meterStopWh, reason, transaction, station.value());
        if (rows.isEmpty()) {
            rows = batch.rows(CLOSED_BEFORE, TransactionRows::ended, transaction, station.value());
        }
        if (rows.isEmpty()) {
            batch.add(ORPHAN, station.value(), transaction, at, receivedAt, meterStopWh, reason);
        }
        return rows.stream().findFirst();
    }

    static TransactionStarted started(ResultSet row) throws SQLException {
        return new TransactionStarted(
                evse(row),
                row.getLong("transaction_id"),
                row.getString("id_tag"),
                Batch.instant(row, "started_at"),
                Batch.instant(row, "start_received_at"),
                row.getLong("meter_start_wh"),
                row.getString("station_name"));
    }

    static TransactionEnded ended(ResultSet row) throws SQLException {
        return new TransactionEnded(
                evse(row),
                row.getLong("transaction_id"),
                Batch.instant(row, "ended_at"),
                Batch.instant(row, "end_received_at"),
                row.getLong("meter_stop_wh"),
                row.getString("stop_reason"));
    }

    private static EvseId evse(ResultSet row) throws SQLException {
        return EvseId.of(row.getString("station_id"), row.getInt("evse_number"));
    }
}
