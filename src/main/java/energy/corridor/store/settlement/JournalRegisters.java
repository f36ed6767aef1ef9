package energy.corridor.store.settlement;

import energy.corridor.settlement.Channel;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.RegisterReading;
import energy.corridor.settlement.SettlementStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The registers of many EVSEs around a window, out of the journal: samples, starts and stops. Rejected ones are not "the last before". */
final class JournalRegisters {

    private static final String AROUND = """
            with wanted as (select * from unnest(?::text[], ?::text[], ?::bigint[]) as w (element_id, station_id, evse_number)),
            span as (select ?::timestamptz as from_at, ?::timestamptz as to_at)
            select w.element_id, r.* from wanted w cross join span cross join lateral (
                select written_order, at, received_at, measurand, value, 'SAMPLE' as origin from meter_reading m
                where m.station_id = w.station_id and m.evse_number = w.evse_number and m.at >= from_at and m.at <= to_at
                    and m.measurand in ('Energy.Active.Import.Register', 'Energy.Active.Export.Register') and m.phase = ''
                union all (
                select written_order, at, received_at, measurand, value, 'SAMPLE' from meter_reading m
                where m.station_id = w.station_id and m.evse_number = w.evse_number and m.at < from_at
                    and m.measurand = 'Energy.Active.Import.Register' and m.phase = ''
                    and not exists (select from finding f where f.subject = 'reading/' || m.written_order and f.rejected and not f.lifted)
                order by m.at desc, m.written_order desc limit 1)
                union all (
                select written_order, at, received_at, measurand, value, 'SAMPLE' from meter_reading m
                where m.station_id = w.station_id and m.evse_number = w.evse_number and m.at > to_at
                    and m.measurand = 'Energy.Active.Import.Register' and m.phase = ''
                order by m.at, m.written_order limit 1)
                union all
                select start_order, started_at, start_received_at, 'Energy.Active.Import.Register', meter_start_wh, 'START'
                from charging_transaction t
                where t.station_id = w.station_id and t.evse_number = w.evse_number and t.started_at >= from_at and t.started_at <= to_at
                    and t.start_told and t.meter_start_wh >= 0
                union all
                select end_order, ended_at, end_received_at, 'Energy.Active.Import.Register', meter_stop_wh, 'STOP'
                from charging_transaction t
                where t.station_id = w.station_id and t.evse_number = w.evse_number and t.started_at >= from_at and t.started_at <= to_at
                    and t.ended_at is not null
                union all
                select b.o, b.at, b.received, 'Energy.Active.Import.Register', b.wh, b.origin from (
                    select * from charging_transaction t
                    where t.station_id = w.station_id and t.evse_number = w.evse_number and t.started_at < from_at
                    order by t.started_at desc limit 1) t cross join lateral (values
                        (t.start_order, t.started_at, t.start_received_at, t.meter_start_wh, 'START'),
                        (t.end_order, t.ended_at, t.end_received_at, t.meter_stop_wh, 'STOP')) b (o, at, received, wh, origin)
                where b.at is not null and (b.origin = 'STOP' or t.start_told) and b.wh >= 0
                    and not exists (select from finding f where f.subject = 'reading/' || b.o and f.rejected and not f.lifted)
                union all (
                select start_order, started_at, start_received_at, 'Energy.Active.Import.Register', meter_start_wh, 'START'
                from charging_transaction t
                where t.station_id = w.station_id and t.evse_number = w.evse_number and t.started_at > to_at and t.start_told and t.meter_start_wh >= 0
                order by t.started_at limit 1)) r
            order by w.element_id""";

    /** Export registers are few: asked for only where some exist. */
    private static final String EXPORT_AROUND = """
            with wanted as (select * from unnest(?::text[], ?::text[], ?::bigint[]) as w (element_id, station_id, evse_number)),
            span as (select ?::timestamptz as from_at, ?::timestamptz as to_at)
            select w.element_id, r.* from wanted w cross join span cross join lateral (
                (select written_order, at, received_at, measurand, value, 'SAMPLE' as origin from meter_reading m
                where m.station_id = w.station_id and m.evse_number = w.evse_number and m.at < from_at
                    and m.measurand = 'Energy.Active.Export.Register' and m.phase = ''
                    and not exists (select from finding f where f.subject = 'reading/' || m.written_order and f.rejected and not f.lifted)
                order by m.at desc, m.written_order desc limit 1)
                union all (
                select written_order, at, received_at, measurand, value, 'SAMPLE' from meter_reading m
                where m.station_id = w.station_id and m.evse_number = w.evse_number and m.at > to_at
                    and m.measurand = 'Energy.Active.Export.Register' and m.phase = ''
                order by m.at, m.written_order limit 1)) r
            order by w.element_id""";

    private static final String TOUCHED = """
            with fresh as (
                select station_id, evse_number, min(at) as at, max(written_order) as written_order from meter_reading
                where written_order > ? and measurand in ('Energy.Active.Import.Register', 'Energy.Active.Export.Register') and phase = ''
                group by station_id, evse_number
                union all
                select station_id, evse_number, min(started_at), max(start_order) from charging_transaction
                where start_order > ? group by station_id, evse_number
                union all
                select station_id, evse_number, min(ended_at), max(end_order) from charging_transaction
                where end_order > ? group by station_id, evse_number),
            seen as (select station_id, evse_number, min(at) as at, max(written_order) as written_order from fresh group by station_id, evse_number)
            select e.element_id, s.written_order, least(s.at, coalesce(greatest(
                (select max(at) from (select at from meter_reading m where m.station_id = s.station_id and m.evse_number = s.evse_number
                    and m.at < s.at and m.measurand = 'Energy.Active.Import.Register' and m.phase = ''
                    and not exists (select from finding f where f.subject = 'reading/' || m.written_order and f.rejected and not f.lifted)
                    order by m.at desc limit 1) last_sample),
                (select max(coalesce(least(ended_at, s.at), started_at)) from (select * from charging_transaction t
                    where t.station_id = s.station_id and t.evse_number = s.evse_number and t.started_at < s.at
                    order by t.started_at desc limit 1) last_transaction)), s.at)) as earliest
            from seen s join (select distinct element_id, station_id, evse_number from grid_element where station_id is not null) e
                on e.station_id = s.station_id and e.evse_number = s.evse_number""";

    private static final String TOLD = """
            select element_id, min(start_at) as earliest, max(written_order) as written_order from settlement_message
            where not outbound and written_order > ? group by element_id""";

    private record Found(String element, Channel channel, RegisterReading reading) {}

    private JournalRegisters() {}

    static List<SettlementStore.Registers> around(
            DataSource database, Collection<GridElement> elements, Instant from, Instant to) {
        List<GridElement> metered =
                elements.stream().filter(e -> e.evse().isPresent()).toList();
        List<String> ids = metered.stream().map(GridElement::id).toList();
        List<String> stations = metered.stream()
                .map(e -> e.evse().orElseThrow().station().value())
                .toList();
        List<Integer> numbers =
                metered.stream().map(e -> e.evse().orElseThrow().number()).toList();
        Map<String, List<RegisterReading>> found = new TreeMap<>();
        for (String query : List.of(AROUND, EXPORT_AROUND)) {
            if (query.equals(EXPORT_AROUND) && !anyExport(database)) {
                continue;
            }
            Sql.rows(database, query, JournalRegisters::found, ids, stations, numbers, from, to)
                    .forEach(f -> found.computeIfAbsent(f.element() + "\n" + f.channel(), key -> new ArrayList<>())
                            .add(f.reading()));
        }
        List<SettlementStore.Registers> registers = new ArrayList<>();
        found.forEach((key, readings) -> {
            int end = key.indexOf('\n');
            registers.add(new SettlementStore.Registers(
                    key.substring(0, end), Channel.valueOf(key.substring(end + 1)), readings));
        });
        return registers;
    }

    private static boolean anyExport(DataSource database) {
        return Sql.rows(database, """
                        select exists (select from grid_element where capacity_down_w > 0)""", row -> row.getBoolean(1)).get(0);
    }

    private static Found found(ResultSet row) throws SQLException {
        return new Found(
                row.getString("element_id"),
                row.getString("measurand").startsWith("Energy.Active.Export") ? Channel.EXPORT : Channel.IMPORT,
                new RegisterReading(
                        row.getLong("written_order"),
                        Sql.instant(row, "at"),
                        Sql.instant(row, "received_at"),
                        row.getBigDecimal("value"),
                        RegisterReading.Origin.valueOf(row.getString("origin"))));
    }

    static SettlementStore.Touched touched(Connection connection, long order) throws SQLException {
        MessageRows.inOrder(connection);
        Map<String, Instant> earliest = new TreeMap<>();
        long last = order;
        record Row(String element, Instant at, long order) {}
        for (Row row : Sql.rows(
                connection,
                TOUCHED,
                r -> new Row(r.getString("element_id"), Sql.instant(r, "earliest"), r.getLong("written_order")),
                order,
                order,
                order)) {
            earliest.merge(row.element(), row.at(), (a, b) -> a.isBefore(b) ? a : b);
            last = Math.max(last, row.order());
        }
        for (Row row : Sql.rows(
                connection,
                TOLD,
                r -> new Row(r.getString("element_id"), Sql.instant(r, "earliest"), r.getLong("written_order")),
                order)) {
            earliest.merge(row.element(), row.at(), (a, b) -> a.isBefore(b) ? a : b);
            last = Math.max(last, row.order());
        }
        return new SettlementStore.Touched(earliest, last);
    }
}
