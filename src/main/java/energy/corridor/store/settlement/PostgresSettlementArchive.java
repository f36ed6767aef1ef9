package energy.corridor.store.settlement;

import energy.corridor.settlement.EntrySet;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.IntervalEnergy;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.RateQuote;
import energy.corridor.settlement.SettlementArchive;
import energy.corridor.settlement.SettlementLine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Settlement's records, read. */
@ApplicationScoped
public class PostgresSettlementArchive implements SettlementArchive {

    private static final String INTERVALS = """
            select distinct on (element_id, start_at, channel) * from interval_energy
            where element_id = coalesce(?, element_id) and start_at >= ? and start_at < ?
            order by element_id, start_at, channel, version desc""";

    private static final String KWPS = """
            select * from kwp where element_id = coalesce(?, element_id) and start_at >= ? and start_at < ?
            order by element_id, start_at, direction, version""";

    private static final String LINES = "select " + SettlementRows.LINE_COLUMNS + " from " + SettlementRows.LINE_JOIN
            + " where kwp.owner = ? and l.start_at >= ? and l.start_at < ?"
            + " order by l.element_id, l.start_at, l.direction, l.line_order";

    private static final String RAW = """
            select written_order as id, 'SAMPLE' as kind, station_id || '/' || evse_number as evse, at, received_at, measurand, value::text as value
            from meter_reading where written_order in (select * from unnest(?::bigint[]))
            union all
            select start_order, 'START', station_id || '/' || evse_number, started_at, start_received_at,
                'Energy.Active.Import.Register', meter_start_wh::text
            from charging_transaction where start_order in (select * from unnest(?::bigint[]))
            union all
            select end_order, 'STOP', station_id || '/' || evse_number, ended_at, end_received_at,
                'Energy.Active.Import.Register', meter_stop_wh::text
            from charging_transaction where end_order in (select * from unnest(?::bigint[]))
            order by id""";

    private static final String BOOKINGS = """
            with chosen as (
                select * from ledger_booking b
                where b.reference = coalesce(?, b.reference) and b.booked_at >= ? and b.booked_at < ?
                    and (?::text is null or exists (select from ledger_posting p where p.booking_id = b.booking_id and p.account = ?))
                order by booking_id limit ?)
            select c.*, p.account, p.commodity, p.amount from chosen c join ledger_posting p using (booking_id)
            order by booking_id, p.position""";

    private final DataSource database;

    PostgresSettlementArchive(DataSource database) {
        this.database = database;
    }

    @Override
    public List<IntervalEnergy> intervals(Optional<String> element, Instant from, Instant to) {
        return Sql.rows(database, INTERVALS, SettlementRows::interval, element.orElse(null), from, to);
    }

    @Override
    public List<Kwp> kwps(Optional<String> element, Instant from, Instant to) {
        return Sql.rows(database, KWPS, SettlementRows::kwp, element.orElse(null), from, to);
    }

    @Override
    public void lines(String owner, Instant from, Instant to, Consumer<SettlementLine> each) {
        Sql.stream(database, LINES, SettlementRows::line, each, owner, from, to);
    }

    @Override
    public List<RateQuote> quotes(Instant from, Instant to) {
        return Sql.rows(database, PostgresSettlement.QUOTES, SettlementRows::quote, from, to);
    }

    @Override
    public List<Finding> findings(Instant from, Instant to, int most) {
        return Sql.rows(
                database,
                "select * from finding where at >= ? and at < ? order by found_order desc limit ?",
                SettlementRows::finding,
                from,
                to,
                most);
    }

    @Override
    public List<Raw> raw(List<Long> ids) {
        return ids.isEmpty() ? List.of() : Sql.rows(database, RAW, PostgresSettlementArchive::raw, ids, ids, ids);
    }

    private static Raw raw(ResultSet row) throws SQLException {
        return new Raw(
                row.getLong("id"),
                row.getString("kind"),
                row.getString("evse"),
                Sql.instant(row, "at"),
                Sql.instant(row, "received_at"),
                row.getString("measurand"),
                row.getString("value"));
    }

    @Override
    public List<Balance> balances() {
        return Sql.rows(
                database,
                "select * from ledger_balance order by commodity, account",
                row -> new Balance(row.getString("account"), row.getString("commodity"), row.getLong("balance")));
    }

    private record Row(
            long id,
            String key,
            String kind,
            String reference,
            Instant at,
            String prev,
            String hash,
            EntrySet.Posting posting) {}

    @Override
    public List<Booked> bookings(
            Optional<String> account, Optional<String> reference, Instant from, Instant to, int most) {
        String of = account.orElse(null);
        return booked(Sql.rows(
                database, BOOKINGS, PostgresSettlementArchive::row, reference.orElse(null), from, to, of, of, most));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("booking_id"),
                row.getString("key"),
                row.getString("kind"),
                row.getString("reference"),
                Sql.instant(row, "booked_at"),
                row.getString("prev_hash"),
                row.getString("hash"),
                new EntrySet.Posting(row.getString("account"), row.getString("commodity"), row.getLong("amount")));
    }

    private static List<Booked> booked(List<Row> rows) {
        Map<Long, List<Row>> byId = new LinkedHashMap<>();
        rows.forEach(r -> byId.computeIfAbsent(r.id(), id -> new ArrayList<>()).add(r));
        List<Booked> all = new ArrayList<>();
        byId.forEach((id, own) -> {
            Row first = own.get(0);
            List<EntrySet.Posting> postings = own.stream().map(Row::posting).toList();
            all.add(new Booked(
                    id,
                    new EntrySet(first.key(), first.kind(), first.reference(), first.at(), postings),
                    first.prev(),
                    first.hash()));
        });
        return all;
    }

    @Override
    public LedgerCheck check() {
        List<String> faults = new ArrayList<>(Sql.rows(database, """
                select 'Booking ' || booking_id || ' is off by ' || sum(amount) || ' ' || commodity
                from ledger_posting group by booking_id, commodity having sum(amount) <> 0
                union all
                select 'The balance of ' || coalesce(b.account, s.account) || ' is ' || coalesce(b.balance, 0) || ' ' || coalesce(b.commodity, s.commodity) || ', its postings add up to ' || coalesce(s.sum, 0)
                from ledger_balance b full join (select account, commodity, sum(amount) from ledger_posting group by account, commodity) s
                    on s.account = b.account and s.commodity = b.commodity
                where coalesce(b.balance, 0) <> coalesce(s.sum, 0)""", row -> row.getString(1)));
        boolean balanced = faults.isEmpty();
        Chain chain = new Chain();
        Sql.stream(database, """
                select b.*, p.account, p.commodity, p.amount from ledger_booking b join ledger_posting p using (booking_id)
                order by booking_id, position""", PostgresSettlementArchive::row, chain::take);
        chain.close();
        faults.addAll(chain.faults);
        return new LedgerCheck(chain.bookings, chain.postings, balanced, chain.faults.isEmpty(), List.copyOf(faults));
    }

    /** Recomputes the hash of every booking in their order. */
    private static final class Chain {
        private final List<Row> own = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private String last = "";
        private long bookings;
        private long postings;

        void take(Row row) {
            if (!own.isEmpty() && own.get(0).id() != row.id()) {
                close();
            }
            own.add(row);
        }

        void close() {
            if (own.isEmpty()) {
                return;
            }
            Row first = own.get(0);
            List<EntrySet.Posting> added = own.stream().map(Row::posting).toList();
            String text = EntrySet.canonical(first.key(), first.kind(), first.reference(), first.at(), added);
            if (!first.prev().equals(last) || !first.hash().equals(LedgerRows.hash(last, text))) {
                faults.add("Booking %d is not what its hash says.".formatted(first.id()));
            }
            last = first.hash();
            bookings++;
            postings += added.size();
            own.clear();
        }
    }
}
