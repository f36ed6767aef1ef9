package energy.corridor.store.settlement;

import static energy.corridor.store.settlement.Sql.exact;
import static energy.corridor.store.settlement.Sql.number;
import static energy.corridor.store.settlement.Sql.text;
import static energy.corridor.store.settlement.Sql.time;

import energy.corridor.settlement.Finding;
import energy.corridor.settlement.SignedStore;
import energy.corridor.telemetry.EvseId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Signed records and refused readings, out of what stations told. */
@ApplicationScoped
public class PostgresSigned implements SignedStore {

    /** The transaction it names, else the last that began before it; while that runs, the value waits. */
    private static final String UNREAD = """
            select n.written_order, n.station_id, (n.detail::jsonb ->> 'evse')::int as evse, n.at, n.detail::jsonb ->> 'record' as record,
                coalesce(t.transaction_id, 0) as transaction_id,
                case when t.meter_start_wh >= 0 then t.meter_stop_wh - t.meter_start_wh end as telemetry_wh
            from station_notice n left join lateral (
                select * from charging_transaction t where t.station_id = n.station_id
                    and (t.transaction_id = (n.detail::jsonb ->> 'transaction')::bigint
                        or ((n.detail::jsonb ->> 'transaction')::bigint = 0 and t.evse_number = (n.detail::jsonb ->> 'evse')::int
                            and t.started_at <= n.at))
                order by t.started_at desc limit 1) t on true
            where n.kind = 'SignedMeterValue' and (t.transaction_id is null or t.ended_at is not null)
                and not exists (select from signed_record s where s.written_order = n.written_order)
            order by coalesce(t.transaction_id, 0), n.written_order limit ?""";

    private static final String LOOKED = """
            insert into signed_record (written_order, element_id, transaction_id, at, record, verdict, fault, meter_serial, pagination, billed_wh,
                made_of)
            select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String REFUSED = """
            insert into finding (subject, kind, element_id, at, rejected, sentence)
            select 'notice/' || n.written_order, 'NOT_PLAUSIBLE', n.station_id || '/' || (n.detail::jsonb ->> 'evse'),
                least(n.at, n.received_at), true, 'A reading of ' || n.station_id || '/' || (n.detail::jsonb ->> 'evse')
                || ' was refused: ' || (n.detail::jsonb ->> 'reason')
            from station_notice n where n.kind = 'RefusedReading'
                and not exists (select from finding f where f.subject = 'notice/' || n.written_order)
            on conflict do nothing""";

    /** Of the journal's rows since the last look; one finding per EVSE. */
    private static final String UNREGISTERED = """
            insert into finding (subject, kind, element_id, at, rejected, sentence)
            select 'evse/' || m.station_id || '/' || m.evse_number, 'NOT_REGISTERED', '', min(m.at), true,
                'The EVSE ' || m.station_id || '/' || m.evse_number || ' sends registers and is no registered element; its energy is kept and billed to nobody.'
            from meter_reading m
            where m.written_order > (select coalesce(max(journal_order), 0) from settlement_progress)
                and m.measurand in ('Energy.Active.Import.Register', 'Energy.Active.Export.Register')
                and not exists (select from grid_element e where e.station_id = m.station_id and e.evse_number = m.evse_number)
            group by m.station_id, m.evse_number on conflict do nothing""";

    private final DataSource database;

    PostgresSigned(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Unread> unread(int most) {
        return Sql.rows(
                database,
                UNREAD,
                row -> {
                    long telemetry = row.getLong("telemetry_wh");
                    boolean unknown = row.wasNull();
                    return new Unread(
                            row.getLong("written_order"),
                            EvseId.of(row.getString("station_id"), row.getInt("evse")),
                            row.getLong("transaction_id"),
                            Sql.instant(row, "at"),
                            row.getString("record"),
                            unknown ? OptionalLong.empty() : OptionalLong.of(telemetry));
                },
                most);
    }

    @Override
    public void add(List<Looked> looked, List<Finding> findings) {
        Sql.<Integer>transaction(database, "Keeping signed records", connection -> {
            Sql.insert(
                    connection,
                    LOOKED,
                    looked,
                    number(Looked::order),
                    text(Looked::element),
                    number(Looked::transaction),
                    time(Looked::at),
                    text(Looked::record),
                    text(Looked::verdict),
                    text(Looked::fault),
                    text(Looked::meterSerial),
                    text(Looked::pagination),
                    exact((Looked l) -> l.billedWh().orElse(null)),
                    text(l -> l.madeOf().stream().map(String::valueOf).collect(Collectors.joining(","))));
            SettlementRows.addFindings(connection, findings);
            return 0;
        });
    }

    @Override
    public void tellRefused() {
        run("Telling refused readings", REFUSED);
    }

    @Override
    public void tellUnregistered() {
        run("Telling unregistered EVSEs", UNREGISTERED);
    }

    private void run(String what, String sql) {
        Sql.<Integer>transaction(database, what, connection -> Sql.run(connection, sql));
    }

    @Override
    public List<Looked> signed(Instant from, Instant to) {
        return Sql.rows(
                database,
                "select * from signed_record where at >= ? and at < ? order by written_order",
                PostgresSigned::looked,
                from,
                to);
    }

    @Override
    public List<Looked> looked(long transaction) {
        return Sql.rows(
                database,
                "select * from signed_record where transaction_id = ? order by written_order",
                PostgresSigned::looked,
                transaction);
    }

    @Override
    public boolean billedBefore(String element, String meterSerial, String pagination, long transaction) {
        return !pagination.isEmpty()
                && !Sql.rows(database, """
                                select 1 from signed_record where element_id = ? and meter_serial = ? and pagination = ?
                                    and transaction_id <> ? and billed_wh is not null limit 1""", row -> row.getInt(1), element, meterSerial, pagination, transaction)
                        .isEmpty();
    }

    private static Looked looked(ResultSet row) throws SQLException {
        String madeOf = row.getString("made_of");
        return new Looked(
                row.getLong("written_order"),
                row.getString("element_id"),
                row.getLong("transaction_id"),
                Sql.instant(row, "at"),
                row.getString("record"),
                row.getString("verdict"),
                row.getString("fault"),
                row.getString("meter_serial"),
                row.getString("pagination"),
                Optional.ofNullable(row.getBigDecimal("billed_wh")),
                madeOf.isEmpty()
                        ? List.of()
                        : Arrays.stream(madeOf.split(",")).map(Long::valueOf).toList());
    }
}
