package energy.corridor.store.journal;

import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionIdentified;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.fleet.TransactionReport;
import energy.corridor.fleet.TransactionReport.Kind;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reports on transactions that stations named themselves, as rows. Whatever comes first opens the transaction; a start that comes
 * late puts its beginning right.
 */
final class ReportRows {

    private static final String REPORT = """
            insert into transaction_report
                (station_id, station_name, seq_no, kind, at, received_at, trigger, offline, unplaced, id_tag, register_wh)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, -1)) on conflict do nothing""";

    /** What was told before any report named an EVSE. */
    private static final String UNPLACED = """
            select kind, at, id_tag, coalesce(register_wh, -1) as register_wh from transaction_report
            where station_id = ? and station_name = ? and unplaced <> '' order by at, seq_no""";

    private record Unplaced(Kind kind, Instant at, String idTag, long registerWh) {}

    private static final String FIND = "select * from charging_transaction where station_id = ? and station_name = ?";

    /** A station that counts its names anew, e.g. after a reset: what began after an end is another transaction. */
    private static final String USED_BEFORE = """
            update charging_transaction set station_name = station_name || '/' || transaction_id
            where station_id = ? and station_name = ? and ended_at < ? returning *""";

    private static final String OPEN = """
            insert into charging_transaction
                (station_id, evse_number, id_tag, started_at, start_received_at, meter_start_wh, station_name, start_told)
            values (?, ?, ?, ?, ?, ?, ?, ?) returning *""";

    /** The station's own word on the start; what it leaves open stays as it was heard. */
    private static final String START_TOLD = """
            update charging_transaction set start_told = true, started_at = ?,
                meter_start_wh = case when ? >= 0 then ? else meter_start_wh end
            where transaction_id = ? and not start_told""";

    private static final String FIRST_REGISTER =
            "update charging_transaction set meter_start_wh = ? where transaction_id = ? and meter_start_wh < 0";

    private static final String IDENTIFY =
            "update charging_transaction set id_tag = ? where transaction_id = ? and id_tag = '' returning *";

    private static final String LAST_REGISTER = """
            select max(value) as register from meter_reading
            where transaction_id = ? and measurand = 'Energy.Active.Import.Register' and phase = ''""";

    private ReportRows() {}

    static List<StationEvent> add(Batch batch, TransactionReport report) throws SQLException {
        String station = report.station().value();
        if (report.kind() == Kind.STARTED) {
            batch.rows(USED_BEFORE, TransactionRows::started, station, report.name(), report.at());
        }
        List<TransactionStarted> known = batch.rows(FIND, TransactionRows::started, station, report.name());
        boolean placed = report.evse() > 0 || !known.isEmpty();
        batch.add(
                REPORT,
                station,
                report.name(),
                report.seqNo(),
                report.kind().name(),
                report.at(),
                report.receivedAt(),
                report.trigger(),
                report.offline(),
                placed ? "" : report.message(),
                report.idTag(),
                report.registerWh().orElse(TransactionStarted.NO_REGISTER));
        if (!placed) {
            return List.of();
        }
        TransactionStarted start = known.isEmpty() ? open(batch, report) : known.get(0);
        List<StationEvent> events = new ArrayList<>(List.of(start));
        long register = report.registerWh().orElse(TransactionStarted.NO_REGISTER);
        if (!known.isEmpty()) {
            if (report.kind() == Kind.STARTED) {
                batch.add(START_TOLD, report.at(), register, register, start.transaction());
            }
            if (register >= 0) {
                batch.add(FIRST_REGISTER, register, start.transaction());
            }
            identify(batch, report, start).ifPresent(events::add);
        }
        List<MeterReading> readings = readings(report, start);
        if (!readings.isEmpty()) {
            for (MeterReading reading : readings) {
                ReadingRows.add(batch, reading);
            }
            events.add(new Metered(report.station(), report.receivedAt(), readings));
        }
        if (report.kind() == Kind.ENDED) {
            events.add(end(batch, report, start));
        }
        return events;
    }

    /** With the beginning, the token and the register that earlier reports told which named no EVSE. */
    private static TransactionStarted open(Batch batch, TransactionReport report) throws SQLException {
        List<Unplaced> told = new ArrayList<>(batch.rows(
                UNPLACED,
                row -> new Unplaced(
                        Kind.valueOf(row.getString("kind")),
                        Batch.instant(row, "at"),
                        row.getString("id_tag"),
                        row.getLong("register_wh")),
                report.station().value(),
                report.name()));
        told.add(new Unplaced(
                report.kind(),
                report.at(),
                report.idTag(),
                report.registerWh().orElse(TransactionStarted.NO_REGISTER)));
        Optional<Unplaced> start =
                told.stream().filter(t -> t.kind() == Kind.STARTED).findFirst();
        return batch.rows(
                        OPEN,
                        TransactionRows::started,
                        report.station().value(),
                        report.evse(),
                        told.stream()
                                .map(Unplaced::idTag)
                                .filter(tag -> !tag.isEmpty())
                                .findFirst()
                                .orElse(""),
                        start.orElse(told.get(0)).at(),
                        report.receivedAt(),
                        told.stream()
                                .map(Unplaced::registerWh)
                                .filter(wh -> wh >= 0)
                                .findFirst()
                                .orElse(TransactionStarted.NO_REGISTER),
                        report.name(),
                        start.isPresent())
                .get(0);
    }

    private static Optional<StationEvent> identify(Batch batch, TransactionReport report, TransactionStarted start)
            throws SQLException {
        if (report.idTag().isEmpty() || !start.idTag().isEmpty()) {
            return Optional.empty();
        }
        batch.rows(IDENTIFY, TransactionRows::started, report.idTag(), start.transaction());
        return Optional.of(new TransactionIdentified(
                start.evse(), start.transaction(), report.idTag(), report.at(), report.receivedAt()));
    }

    private static List<MeterReading> readings(TransactionReport report, TransactionStarted start) {
        EvseId evse = start.evse();
        return report.readings().stream()
                .map(r -> new MeterReading(
                        evse,
                        start.transaction(),
                        r.at(),
                        r.receivedAt(),
                        r.measurand(),
                        r.phase(),
                        r.context(),
                        r.value()))
                .toList();
    }

    private static TransactionEnded end(Batch batch, TransactionReport report, TransactionStarted start)
            throws SQLException {
        long register = report.registerWh().orElse(TransactionStarted.NO_REGISTER);
        if (register < 0) {
            register = batch.rows(
                            LAST_REGISTER,
                            row -> Optional.ofNullable(row.getBigDecimal("register")),
                            start.transaction())
                    .get(0)
                    .map(value -> value.longValue())
                    .orElse(Math.max(0, start.meterStartWh()));
        }
        return TransactionRows.close(
                        batch,
                        report.station(),
                        start.transaction(),
                        report.at(),
                        report.receivedAt(),
                        register,
                        report.reason())
                .orElseThrow();
    }
}
