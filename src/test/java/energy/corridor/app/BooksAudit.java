package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.credits.CreditBookings;
import energy.corridor.store.journal.Tables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Holds the database of a service that has ended against what its stations and its office know. */
final class BooksAudit {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final DataSource database;

    private BooksAudit(DataSource database) {
        this.database = database;
    }

    /** @return what was held against each other, in a sentence */
    static String of(Path data, Collection<TellingStation> stations, BusyOffice office, Instant begin, Instant end) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data.resolve("postgres"))) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(postgres.jdbcUrl());
            database.setUser(postgres.username());
            database.setPassword(postgres.password());
            BooksAudit audit = new BooksAudit(database);
            int readings = audit.readings(stations);
            int transactions = audit.transactions(stations);
            int intervals = audit.intervals(stations, begin, end);
            audit.ledger(stations, begin, end);
            audit.credits(office);
            return "%d readings and %d starts and stops are there once, %d intervals as the meters had them, %d bookings in balance"
                    .formatted(readings, transactions, intervals, Tables.count(database, "ledger_booking"));
        }
    }

    private List<String> rows(String sql) {
        return Tables.strings(database, sql);
    }

    /** Every acknowledged reading is there, as it was said, and none is there twice. */
    private int readings(Collection<TellingStation> stations) {
        List<String> kept = rows("""
                select station_id || ' ' || transaction_id || ' ' || extract(epoch from at)::bigint || ' ' || value::bigint
                from meter_reading where measurand = 'Energy.Active.Import.Register' and context = 'Sample.Periodic'""");
        List<String> said = new ArrayList<>();
        for (TellingStation station : stations) {
            for (int tick : station.told()) {
                int session = tick / station.firstTick(1);
                said.add("%s %d %d %d"
                        .formatted(
                                station.name(),
                                station.transactions().get(session),
                                station.at(tick).getEpochSecond(),
                                station.wh(tick)));
            }
        }
        assertThat(kept).as("readings").doesNotHaveDuplicates().hasSameElementsAs(said);
        return said.size();
    }

    private int transactions(Collection<TellingStation> stations) {
        List<String> kept = rows("""
                select station_id || ' ' || transaction_id || ' ' || extract(epoch from started_at)::bigint || ' ' || meter_start_wh
                    || coalesce(' ' || extract(epoch from ended_at)::bigint || ' ' || meter_stop_wh, '')
                from charging_transaction""");
        List<String> said = new ArrayList<>();
        int stops = 0;
        for (TellingStation station : stations) {
            for (Map.Entry<Integer, Long> session : station.transactions().entrySet()) {
                int first = station.firstTick(session.getKey());
                int last = station.lastTick(session.getKey());
                boolean stopped = station.stopped().contains(session.getKey());
                stops += stopped ? 1 : 0;
                said.add("%s %d %d %d"
                                .formatted(
                                        station.name(),
                                        session.getValue(),
                                        station.at(first).getEpochSecond(),
                                        station.wh(first))
                        + (stopped ? " %d %d".formatted(station.at(last).getEpochSecond(), station.wh(last)) : ""));
            }
        }
        assertThat(kept).as("transactions").containsExactlyInAnyOrderElementsOf(said);
        assertThat(rows("select count(*) from orphan_stop")).containsExactly("0");
        return said.size() + stops;
    }

    /** Every quarter of an hour has the energy that the meter had, measured, and its lines add up to it: once under every run. */
    private int intervals(Collection<TellingStation> stations, Instant begin, Instant end) {
        Map<String, Long> expected = new LinkedHashMap<>();
        for (TellingStation station : stations) {
            int ticks = (int) QUARTER.dividedBy(TellingStation.TICK);
            int first = 0;
            for (Instant start = begin; start.isBefore(end); start = start.plus(QUARTER)) {
                expected.put(
                        "%s/1 %d".formatted(station.name(), start.getEpochSecond()),
                        station.wh(first + ticks) - station.wh(first));
                first += ticks;
            }
        }
        List<String> said = expected.entrySet().stream()
                .map(e -> "%s %d 0".formatted(e.getKey(), e.getValue()))
                .toList();
        assertThat(rows("""
                select distinct on (element_id, start_at) element_id || ' ' || extract(epoch from start_at)::bigint || ' ' || wh || ' ' || quality
                from interval_energy where channel = 'IMPORT' and wh > 0 or version > 1
                order by element_id, start_at, version desc""")).as("intervals, and their quality").containsExactlyInAnyOrderElementsOf(said);
        assertThat(rows("""
                select element_id || ' ' || extract(epoch from start_at)::bigint || ' ' || sum(energy_wh - prior_wh)
                from settlement_line where direction = 'LOAD' group by element_id, start_at having sum(energy_wh - prior_wh) > 0"""))
                .as("settled")
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
        assertThat(rows("""
                select l.element_id || l.start_at || l.run from (
                    select *, lag(energy_wh, 1, 0::bigint) over w as wh_before, lag(amount_micro, 1, 0::bigint) over w as micro_before
                    from settlement_line window w as (partition by element_id, start_at, direction order by line_order)) l
                where prior_wh <> wh_before or prior_micro <> micro_before""")).as("lines that do not go on from the line before").isEmpty();
        assertThat(rows("""
                select element_id || start_at from settlement_line where run = 'INITIAL'
                group by element_id, start_at, direction, kwp_version having count(*) > 1""")).as("settled twice under a run").isEmpty();
        return expected.size();
    }

    private void ledger(Collection<TellingStation> stations, Instant begin, Instant end) {
        assertThat(rows("select distinct sum(balance) from ledger_balance group by commodity"))
                .as("sums of all accounts")
                .containsExactly("0");
        int last = (int) Duration.between(begin, end).dividedBy(TellingStation.TICK);
        for (TellingStation station : stations) {
            assertThat(rows("select balance from ledger_balance where commodity = 'Wh' and account = 'element/%s/1'"
                            .formatted(station.name())))
                    .as("Wh of %s", station.name())
                    .containsExactly("" + (station.wh(last) - station.wh(0)));
        }
        assertThat(rows("""
                select b.reference from ledger_booking b left join settlement_line l
                on b.reference = 'LINE/' || l.element_id || '/' || to_char(l.start_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || '/' || l.direction
                    || '/' || l.run || '/v' || l.kwp_version
                where b.kind = 'SETTLEMENT' and l.element_id is null""")).as("bookings without a line").isEmpty();
    }

    private void credits(BusyOffice office) {
        assertThat(
                        rows(
                                "select account from ledger_balance where commodity like 'CREDIT:%' and account like 'holder/%' and balance < 0"))
                .isEmpty();
        List<String> completed = rows("select transfer_id from credit_transfer where state = 'COMPLETED'");
        assertThat(completed).doesNotHaveDuplicates().containsAll(office.sold());
        assertThat(rows("select coalesce(sum(balance), 0) from ledger_balance where account = 'holder/"
                        + BusyOffice.BUYER + "'"))
                .as("what the buyer has, in 1e-5")
                .containsExactly("" + 100 * completed.size());
        List<String> retired = rows("select reference from ledger_booking where kind = 'RETIRE'");
        assertThat(retired).doesNotHaveDuplicates().containsAll(office.retired());
        assertThat(rows("select coalesce(sum(balance), 0) from ledger_balance where account = 'retired/BC'"))
                .as("used up, in 1e-5")
                .containsExactly("" + 100 * retired.size());
        long given = rows("""
                select l.credits from credit_report_line l join (
                    select report_id, max(version) as version from credit_report where status = 'ACCEPTED' group by report_id) r
                    using (report_id, version)""").stream()
                .mapToLong(credits -> CreditBookings.units(new BigDecimal(credits)))
                .sum();
        assertThat(rows("select -sum(balance) from ledger_balance where account like 'authority/%'"))
                .as("given by the authority, as its last answer says, in 1e-5")
                .containsExactly("" + given);
    }
}
