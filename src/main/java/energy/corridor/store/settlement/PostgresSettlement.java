package energy.corridor.store.settlement;

import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.IntervalEnergy;
import energy.corridor.settlement.Kwp;
import energy.corridor.settlement.RateQuote;
import energy.corridor.settlement.SettlementLine;
import energy.corridor.settlement.SettlementStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Settlement's records in PostgreSQL. */
@ApplicationScoped
public class PostgresSettlement implements SettlementStore {

    /** SQLSTATE of a row that is there already. */
    private static final String UNIQUE_VIOLATION = "23505";

    private static final String INTERVALS = """
            select distinct on (element_id, start_at, channel) * from interval_energy
            where element_id in (select * from unnest(?::text[])) and start_at >= ? and start_at < ?
            order by element_id, start_at, channel, version desc""";

    private static final String KWPS = """
            select distinct on (element_id, start_at, direction) * from kwp
            where element_id in (select * from unnest(?::text[])) and start_at >= ? and start_at < ?
            order by element_id, start_at, direction, version desc""";

    private static final String LINES = "select distinct on (l.element_id, l.start_at, l.direction) "
            + SettlementRows.LINE_COLUMNS + " from " + SettlementRows.LINE_JOIN
            + " where l.element_id in (select * from unnest(?::text[])) and l.start_at >= ? and l.start_at < ?"
            + " order by l.element_id, l.start_at, l.direction, l.line_order desc";

    static final String QUOTES = """
            select distinct on (point, direction, start_at) * from rate_quote where start_at >= ? and start_at < ?
            order by point, direction, start_at, version desc""";

    private final DataSource database;

    PostgresSettlement(DataSource database) {
        this.database = database;
    }

    @Override
    public List<Registers> registers(Collection<GridElement> elements, Instant from, Instant to) {
        return JournalRegisters.around(database, elements, from, to);
    }

    @Override
    public List<IntervalEnergy> told(Collection<String> elements, Instant from, Instant to) {
        return Sql.rows(database, PostgresMessages.TOLD, SettlementRows::told, elements, from, to);
    }

    @Override
    public Map<String, Kept> kept(Collection<String> elements, Instant from, Instant to) {
        Map<String, Kept> kept = new HashMap<>();
        for (IntervalEnergy interval : Sql.rows(database, INTERVALS, SettlementRows::interval, elements, from, to)) {
            of(kept, interval.element()).intervals().add(interval);
        }
        for (Kwp kwp : Sql.rows(database, KWPS, SettlementRows::kwp, elements, from, to)) {
            of(kept, kwp.element()).kwps().add(kwp);
        }
        Map<String, List<SettlementLine.Share>> shares = SettlementRows.shares(database, elements, from, to);
        for (SettlementLine line : Sql.rows(database, LINES, SettlementRows::line, elements, from, to)) {
            of(kept, line.kwp().element()).lines().add(line.with(shares.getOrDefault(line.id(), List.of())));
        }
        return kept;
    }

    private static Kept of(Map<String, Kept> kept, String element) {
        return kept.computeIfAbsent(element, e -> new Kept(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
    }

    @Override
    public List<RateQuote> quotes(Instant from, Instant to) {
        return Sql.rows(database, QUOTES, SettlementRows::quote, from, to);
    }

    @Override
    public void commit(Additions additions) {
        once(database, "Settling", connection -> {
            SettlementRows.addIntervals(connection, additions.intervals());
            SettlementRows.addQuotes(connection, additions.quotes());
            SettlementRows.addKwps(connection, additions.kwps());
            SettlementRows.addLines(connection, additions.lines());
            LedgerRows.add(connection, additions.bookings());
            SettlementRows.addFindings(connection, additions.findings());
            MessageRows.addMade(connection, additions.messages(), additions.onTime());
            return 0;
        });
    }

    /** A transaction whose rows may be there already. */
    static void once(DataSource database, String what, Sql.Work<Integer> work) {
        try {
            Sql.<Integer>transaction(database, what, work);
        } catch (Sql.Failed failed) {
            if (failed.state().equals(UNIQUE_VIOLATION)) {
                throw new ConflictException("Somebody else added the same first.", failed);
            }
            throw failed;
        }
    }

    @Override
    public Touched touchedAfter(long order) {
        return Sql.transaction(
                database, "Looking for new registers", connection -> JournalRegisters.touched(connection, order));
    }

    @Override
    public Progress progress() {
        return Sql.rows(
                        database,
                        "select * from settlement_progress",
                        row -> new Progress(row.getLong("journal_order"), Sql.instant(row, "until_at")))
                .stream()
                .findFirst()
                .orElse(Progress.NONE);
    }

    @Override
    public void save(Progress progress) {
        Sql.<Integer>transaction(
                database,
                "Noting the progress of settlement",
                connection -> Sql.run(connection, """
                        insert into settlement_progress (journal_order, until_at) values (?, ?)
                        on conflict (only_row) do update set journal_order = excluded.journal_order, until_at = excluded.until_at""", progress.order(), progress.until()));
    }
}
