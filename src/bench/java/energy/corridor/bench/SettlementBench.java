package energy.corridor.bench;

import energy.corridor.app.EmbeddedPostgres;
import energy.corridor.app.PostgresForTests;
import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.Statement;
import energy.corridor.store.journal.Tables;
import energy.corridor.store.journal.TestDatabase;
import energy.corridor.store.settlement.SettlementOn;
import energy.corridor.telemetry.EvseId;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A quarter of an hour of 10,000 stations settled, from readings in the journal to bookings, fsync on; again without a change; and the
 * statement of a month for 1,000 EVSEs. Arguments: stations, EVSEs of the statement, days of the month.
 */
public final class SettlementBench {

    private static final Instant SIX = Instant.parse("2026-03-02T18:00:00Z");

    private SettlementBench() {}

    public static void main(String[] args) throws Exception {
        int stations = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int evses = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        int days = args.length > 2 ? Integer.parseInt(args[2]) : 31;
        Path directory = Files.createTempDirectory("corridor-bench");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            PGSimpleDataSource database = TestDatabase.of(postgres);
            SettlementOn books = new SettlementOn(database, List.of(new PricePoint(Instant.EPOCH, 0.25, 0.1)));
            settle(database, books, stations);
            statement(database, books, evses, days);
        } finally {
            PostgresForTests.delete(directory);
        }
    }

    private static void settle(PGSimpleDataSource database, SettlementOn books, int stations) {
        Tables.strings(database, "select meter_reading_month('2026-03-01')");
        List<GridElement> elements = new ArrayList<>();
        for (int s = 1; s <= stations; s++) {
            elements.add(GridElement.charger(
                    EvseId.of("Station-" + s, 1), "operator", "depot", 150_000, "depot", SIX.minusSeconds(3_600)));
        }
        books.register.register(elements);
        Tables.run(database, """
                insert into meter_reading (station_id, evse_number, transaction_id, at, received_at, measurand, phase, context, value)
                select 'Station-' || s, 1, s, timestamptz '%s' + m * interval '1 minute', timestamptz '%s' + m * interval '1 minute',
                    'Energy.Active.Import.Register', '', 'Sample.Periodic', s * 1000 + m * 1000
                from generate_series(1, %d) s, generate_series(0, 16) m""".formatted(SIX, SIX, stations));
        Tables.run(database, "analyze");
        long wall = System.nanoTime();
        long cpu = cpu();
        Settlement.Outcome outcome = books.settlement.catchUp(SIX.plusSeconds(900), SIX.plusSeconds(1_020));
        print("settled, %d bookings".formatted(outcome.bookings()), outcome.intervals(), wall, cpu);
        wall = System.nanoTime();
        cpu = cpu();
        outcome = books.settlement.settle(
                energy.corridor.settlement.Run.PROVISIONAL, SIX, SIX.plusSeconds(900), SIX.plusSeconds(2_000));
        print("looked at again, %d bookings".formatted(outcome.bookings()), stations, wall, cpu);
        wall = System.nanoTime();
        cpu = cpu();
        var check = books.archive.check();
        print("bookings checked, faults %s".formatted(check.faults()), (int) check.bookings(), wall, cpu);
    }

    private static void statement(PGSimpleDataSource database, SettlementOn books, int evses, int days) {
        // Eight hours of charging a day; the lines are made by SQL, the statement by the product.
        Tables.run(database, """
                set session_replication_role = replica;
                insert into kwp (element_id, owner, point, start_at, end_at, direction, energy_wh, quality, interval_version, rate_ref, per_mwh,
                    currency, factor, amount, version)
                select 'bay-' || e || '/1', 'tenant', 'depot', t, t + interval '15 minutes', 'LOAD', 9000 + e, 0, 1, 'site/depot', 250, 'EUR', 1,
                    (9000 + e) * 0.00025, 1
                from generate_series(1, %d) e, generate_series(0, %d) d, lateral generate_series(
                    timestamptz '2026-01-01T20:00:00Z' + d * interval '1 day', timestamptz '2026-01-02T03:45:00Z' + d * interval '1 day',
                    interval '15 minutes') t;
                insert into settlement_line (element_id, start_at, direction, run, kwp_version, energy_wh, amount_micro, prior_wh, prior_micro,
                    settled_at)
                select element_id, start_at, direction, 'PROVISIONAL', 1, energy_wh, amount * 1000000, 0, 0, end_at from kwp
                where owner = 'tenant';
                reset session_replication_role""".formatted(evses, days - 1));
        Tables.run(database, "analyze");
        long wall = System.nanoTime();
        long cpu = cpu();
        Statement statement = Statement.of(
                "tenant",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-02T00:00:00Z"),
                ZoneOffset.UTC,
                books.archive);
        long lines = statement.byDirection().values().stream()
                .mapToLong(Statement.Sum::lines)
                .sum();
        print("lines to a statement of %s".formatted(statement.toPay()), (int) lines, wall, cpu);
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static void print(String what, int count, long wall, long cpu) {
        double seconds = (System.nanoTime() - wall) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%,d %s: %.2f s wall, %.2f s CPU of the JVM, %,.0f per s%n",
                count,
                what,
                seconds,
                (cpu() - cpu) / 1e9,
                count / seconds);
    }
}
