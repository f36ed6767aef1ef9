package energy.corridor.store.journal;

import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The events that rebuild the fleet's state after a restart, in the order in which they were written. Their number depends on
 * the size of the depot, not on how long it has been running.
 */
final class Resume {

    private static final String BOOTS = """
            select boot.* from (select distinct station_id from evse) station
            cross join lateral (
                select * from station_boot b where b.station_id = station.station_id
                order by b.received_at desc limit 1) boot""";

    private static final String STATUSES = """
            select status.* from evse cross join lateral (
                select * from station_status s
                where s.station_id = evse.station_id and s.evse_number = evse.evse_number
                order by s.at desc, s.written_order desc limit 1) status""";

    private static final String TRANSACTIONS = """
            select r.*, t.station_name from resume_transaction r join charging_transaction t using (transaction_id)""";

    private static final String ANCHORS = """
            select tag.id_tag, sample.written_order
            from resume_telematics sample join vehicle_id_tag tag on tag.vehicle_id = sample.vehicle_id
            order by sample.written_order""";

    private static final String READINGS = """
            select reading.* from resume_transaction t join meter_reading reading
                on reading.transaction_id = t.transaction_id and reading.written_order > t.start_order
                and reading.written_order < coalesce(t.until_order, 9223372036854775807)
            where reading.phase = '' and (reading.measurand in
                ('Energy.Active.Import.Register', 'Energy.Active.Export.Register', 'Power.Active.Import')
                or (reading.measurand = 'SoC' and reading.value between 0 and 100))
            order by reading.transaction_id, reading.written_order""";

    /** An EVSE's power: all readings of the newest instant, not counting what came before its last transaction ended. */
    private static final String POWERS = """
            select reading.* from evse
            left join lateral (
                select c.* from charging_transaction c
                where c.station_id = evse.station_id and c.evse_number = evse.evse_number and c.ended_at is not null
                    and not exists (
                        select from charging_transaction n
                        where n.station_id = c.station_id and n.evse_number = c.evse_number
                            and n.start_order > c.start_order and n.start_order < c.end_order)
                order by c.transaction_id desc limit 1) ended on true
            cross join lateral (
                select r.at from meter_reading r
                where r.station_id = evse.station_id and r.evse_number = evse.evse_number and r.phase = ''
                    and (r.measurand = 'Power.Active.Import' or (r.measurand = 'Power.Active.Export' and r.value > 0))
                    and r.at >= coalesce(ended.ended_at, '-infinity') and r.written_order > coalesce(ended.end_order, 0)
                order by r.at desc limit 1) newest
            join meter_reading reading on reading.station_id = evse.station_id
                and reading.evse_number = evse.evse_number and reading.at = newest.at and reading.phase = ''
                and reading.measurand in ('Power.Active.Import', 'Power.Active.Export')
                and reading.written_order > coalesce(ended.end_order, 0)""";

    private final Connection connection;
    private final Map<Long, StationEvent> events = new TreeMap<>();

    Resume(Connection connection) {
        this.connection = connection;
    }

    List<StationEvent> events() throws SQLException {
        each(BOOTS, row -> put(row, boot(row)));
        each(STATUSES, row -> put(row, status(row)));
        Map<Long, String> tags = new HashMap<>();
        each(TRANSACTIONS, row -> {
            tags.put(row.getLong("transaction_id"), row.getString("id_tag"));
            events.put(row.getLong("start_order"), TransactionRows.started(row));
            if (row.getObject("ended_at") != null) {
                events.put(row.getLong("end_order"), TransactionRows.ended(row));
            }
        });
        sessions(tags);
        each(POWERS, row -> put(row, metered(ReadingRows.read(row))));
        return List.copyOf(events.values());
    }

    private void sessions(Map<Long, String> tags) throws SQLException {
        Map<String, List<Long>> anchors = new HashMap<>();
        each(
                ANCHORS,
                row -> anchors.computeIfAbsent(row.getString("id_tag"), tag -> new ArrayList<>())
                        .add(row.getLong("written_order")));
        Map<Long, SessionReadings> sessions = new HashMap<>();
        tags.forEach((id, tag) -> sessions.put(id, new SessionReadings(anchors.getOrDefault(tag, List.of()))));
        each(READINGS, row -> {
            MeterReading reading = ReadingRows.read(row);
            SessionReadings session = sessions.get(reading.transaction());
            if (session != null) {
                session.see(row.getLong("written_order"), reading);
            }
        });
        sessions.values()
                .forEach(session -> session.picked().forEach((order, reading) -> events.put(order, metered(reading))));
    }

    private interface Each {
        void row(ResultSet row) throws SQLException;
    }

    private void each(String sql, Each each) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(5_000);
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    each.row(rows);
                }
            }
        }
    }

    private void put(ResultSet row, StationEvent event) throws SQLException {
        events.put(row.getLong("written_order"), event);
    }

    private static StationEvent metered(MeterReading reading) {
        return new Metered(reading.evse().station(), reading.receivedAt(), List.of(reading));
    }

    private static StationEvent boot(ResultSet row) throws SQLException {
        return new Booted(
                new StationId(row.getString("station_id")),
                Batch.instant(row, "received_at"),
                row.getString("vendor"),
                row.getString("model"),
                row.getString("firmware"),
                row.getString("serial_number"));
    }

    private static StationEvent status(ResultSet row) throws SQLException {
        return new StatusChanged(
                EvseId.of(row.getString("station_id"), row.getInt("evse_number")),
                Batch.instant(row, "at"),
                Batch.instant(row, "received_at"),
                ConnectorStatus.valueOf(row.getString("status")),
                row.getString("error_code"));
    }
}
