package energy.corridor.store.settlement;

import energy.corridor.settlement.ChargedSession;
import energy.corridor.settlement.ChargedSession.Slice;
import energy.corridor.settlement.SessionArchive;
import energy.corridor.telemetry.EvseId;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Ended transactions with the intervals they touch and the signed record that bills them. */
@ApplicationScoped
public class PostgresSessions implements SessionArchive {

    /** A session whose intervals are not looked at yet has no price: its record comes when they are. */
    private static final String SETTLED =
            " ended_at <= coalesce((select until_at from settlement_progress), 'infinity') ";

    private static final String SESSIONS = """
            select t.*, s.records, s.billed_wh from charging_transaction t left join lateral (
                select s.billed_wh, array(select p.record from unnest(
                        string_to_array(coalesce(nullif(s.made_of, ''), s.written_order::text), ',')) with ordinality o(number, place)
                    join signed_record p on p.written_order = o.number::bigint order by o.place) as records
                from signed_record s where s.transaction_id = t.transaction_id and s.billed_wh is not null
                order by s.written_order desc limit 1) s on true
            where t.ended_at >= ? and t.ended_at < ? and t.meter_start_wh >= 0 and
            """ + SETTLED + """
            order by t.ended_at, t.transaction_id offset ? limit ?""";

    private static final String SLICES = """
            select i.start_at, i.end_at, i.wh, coalesce(k.per_mwh, 0) as per_mwh, coalesce(k.rate_ref, '') as rate_ref from (
                select distinct on (start_at) * from interval_energy
                where element_id = ? and channel = 'IMPORT' and end_at > ? and start_at < ?
                order by start_at, version desc) i
            left join lateral (select per_mwh, rate_ref from kwp where kwp.element_id = i.element_id and kwp.start_at = i.start_at
                and direction = 'LOAD' order by version desc limit 1) k on true
            order by i.start_at""";

    private record Row(
            long id,
            EvseId evse,
            String tag,
            Instant start,
            Instant end,
            long registerWh,
            Optional<BigDecimal> signedWh,
            List<String> records) {}

    private final DataSource database;

    PostgresSessions(DataSource database) {
        this.database = database;
    }

    @Override
    public List<ChargedSession> sessions(Instant from, Instant to, int skip, int most) {
        return Sql.rows(database, SESSIONS, PostgresSessions::row, from, to, skip, most).stream()
                .map(row -> ChargedSession.of(
                        row.id(),
                        row.evse(),
                        row.tag(),
                        row.start(),
                        row.end(),
                        row.signedWh()
                                .map(wh ->
                                        wh.setScale(0, RoundingMode.HALF_EVEN).longValueExact())
                                .orElse(row.registerWh()),
                        row.records(),
                        Sql.rows(
                                database,
                                SLICES,
                                PostgresSessions::slice,
                                row.evse().toString(),
                                row.start(),
                                row.end())))
                .toList();
    }

    @Override
    public int count(Instant from, Instant to) {
        return Sql.rows(
                        database,
                        "select count(*) from charging_transaction where ended_at >= ? and ended_at < ? and meter_start_wh >= 0 and"
                                + SETTLED,
                        row -> row.getInt(1),
                        from,
                        to)
                .get(0);
    }

    private static Row row(ResultSet row) throws SQLException {
        Array records = row.getArray("records");
        return new Row(
                row.getLong("transaction_id"),
                EvseId.of(row.getString("station_id"), row.getInt("evse_number")),
                row.getString("id_tag"),
                Sql.instant(row, "started_at"),
                Sql.instant(row, "ended_at"),
                Math.max(0, row.getLong("meter_stop_wh") - row.getLong("meter_start_wh")),
                Optional.ofNullable(row.getBigDecimal("billed_wh")),
                records == null ? List.of() : List.of((String[]) records.getArray()));
    }

    private static Slice slice(ResultSet row) throws SQLException {
        return new Slice(
                Sql.instant(row, "start_at"),
                Sql.instant(row, "end_at"),
                row.getLong("wh"),
                row.getBigDecimal("per_mwh"),
                row.getString("rate_ref"));
    }
}
