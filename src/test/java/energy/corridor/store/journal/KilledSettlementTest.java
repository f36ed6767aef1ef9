package energy.corridor.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.grid.PricePoint;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.SettlementStore;
import energy.corridor.store.settlement.SettlementOn;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that journals readings and settles them is killed at random points, again and again. Readings come twice, out of order and
 * late. Afterwards every acknowledged reading is there once, every interval is settled once, and the ledger balances.
 *
 * <p>{@code -Dkills=60} kills it sixty times; without it three times.
 */
class KilledSettlementTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00Z");
    private static final int STATIONS = 4;
    private static final long WH_A_MINUTE = 1_000;

    @Test
    void nothingIsLostOrDoubledWheneverTheProcessDies() throws Exception {
        int kills = Integer.getInteger("kills", 3);
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        PGSimpleDataSource database = TestDatabase.fresh();
        SettlementOn books = books(database);
        for (int station = 0; station < STATIONS; station++) {
            books.register.register(GridElement.charger(
                    evse(station), "operator", "depot", 150_000, "depot", EVENING.minusSeconds(3_600)));
        }
        Set<String> acknowledged = new TreeSet<>();
        int next = 0;
        for (int kill = 0; kill < kills; kill++) {
            next = Math.max(0, run(database, next, 20 + random.nextInt(200), acknowledged) - 15);
        }
        settleAll(database, books, next + 60);

        List<String> kept = Tables.strings(
                database,
                "select station_id || ' ' || extract(epoch from at - '%s')::int / 60 from meter_reading"
                        .formatted(EVENING));
        assertThat(kept).as("seed %d", seed).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(Tables.strings(database, """
                        select element_id || start_at from interval_energy i
                        where version = (select max(version) from interval_energy o
                            where o.element_id = i.element_id and o.start_at = i.start_at)
                          and wh <> (select coalesce(sum(energy_wh - prior_wh), 0) from settlement_line l
                            where l.element_id = i.element_id and l.start_at = i.start_at)"""))
                .as("intervals that are not settled once")
                .isEmpty();
        assertThat(Tables.strings(database, """
                        select element_id from interval_energy group by element_id
                        having sum(wh) filter (where version = 1) = 0""")).isEmpty();
        assertThat(Tables.strings(database, """
                        select b.account || ' ' || b.balance from ledger_balance b
                        where b.account like 'element/%' and b.balance <> (select sum(l.energy_wh - l.prior_wh) from settlement_line l
                            where 'element/' || l.element_id = b.account)""")).isEmpty();
        assertThat(Tables.strings(database, "select sum(balance) from ledger_balance group by commodity"))
                .containsOnly("0");
        assertThat(books.archive.check().faults()).isEmpty();
        int bookings = Math.toIntExact(Tables.count(database, "ledger_booking"));
        settleAll(database, books, next + 60);
        assertThat(Tables.count(database, "ledger_booking")).isEqualTo(bookings);
        System.out.printf(
                "%d kills, %d readings acknowledged, %d kept, %d bookings%n",
                kills, acknowledged.size(), kept.size(), bookings);
    }

    private static void settleAll(PGSimpleDataSource database, SettlementOn books, int minutes) {
        Instant until = EVENING.plusSeconds(60L * minutes);
        books.register.load();
        books.settlement.catchUp(until, until.plusSeconds(120));
    }

    /** @return the highest minute that was acknowledged */
    private static int run(PGSimpleDataSource database, int from, int lines, Set<String> acknowledged)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        String.valueOf(database.getUrl()),
                        String.valueOf(database.getUser()),
                        Integer.toString(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int highest = from;
        int seen = 0;
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = says.readLine(); line != null; line = says.readLine()) {
                if (line.matches("acknowledged Station-\\d \\d{6}")) {
                    String[] words = line.split(" ");
                    int minute = Integer.parseInt(words[2]);
                    acknowledged.add(words[1] + " " + minute);
                    highest = Math.max(highest, minute);
                    if (++seen == lines) {
                        process.toHandle().destroyForcibly();
                    }
                }
            }
        }
        process.waitFor();
        assertThat(seen).as("the process ended by itself").isGreaterThanOrEqualTo(lines);
        return highest;
    }

    /** The process that is killed. */
    static final class Service {
        public static void main(String[] args) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(args[0]);
            database.setUser(args[1]);
            database.setPassword(args[1]);
            GroupCommit writer = new GroupCommit(
                    database,
                    new GroupCommit.Settings(10_000, 500, 3, Duration.ofMillis(100)),
                    new SimpleMeterRegistry());
            PostgresStationJournal journal = new PostgresStationJournal(writer, database);
            Semaphore inFlight = new Semaphore(16);
            int first = Integer.parseInt(args[2]);
            Progress progress = new Progress(first);
            Thread settling = new Thread(() -> settle(database, progress), "settling");
            settling.setDaemon(true);
            settling.start();
            Random random = new Random(first);
            for (int n = first; ; n++) {
                for (int station = 0; station < STATIONS; station++) {
                    // Out of order by up to five minutes, now and then twice, and some an hour late.
                    int minute = random.nextInt(10) == 0 ? Math.max(0, n - 60) : Math.max(0, n - random.nextInt(5));
                    send(journal, inFlight, station, minute);
                    send(journal, inFlight, station, n);
                }
                progress.minute = n;
            }
        }

        private static void send(PostgresStationJournal journal, Semaphore inFlight, int station, int minute) {
            inFlight.acquireUninterruptibly();
            String line = "acknowledged %s %06d".formatted(evse(station).station(), minute);
            var unused = journal.record(message(station, minute)).whenComplete((kept, failure) -> {
                if (failure == null) {
                    System.out.println(line);
                }
                inFlight.release();
            });
        }

        private static final class Progress {
            private volatile int minute;

            Progress(int minute) {
                this.minute = minute;
            }
        }

        private static void settle(PGSimpleDataSource database, Progress progress) {
            SettlementOn books = books(database);
            books.register.load();
            while (true) {
                Instant until = EVENING.plusSeconds(60L * progress.minute);
                try {
                    books.settlement.catchUp(until, until.plusSeconds(120));
                } catch (SettlementStore.ConflictException other) {
                    Thread.yield(); // what the process before had sent to the database came through after all
                }
            }
        }
    }

    private static SettlementOn books(PGSimpleDataSource database) {
        return new SettlementOn(database, List.of(new PricePoint(Instant.EPOCH, 0.25, 0.1)));
    }

    private static EvseId evse(int station) {
        return EvseId.of("Station-" + station, 1);
    }

    private static Metered message(int station, int minute) {
        Instant at = EVENING.plusSeconds(60L * minute);
        MeterReading reading = new MeterReading(
                evse(station),
                1,
                at,
                at,
                Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
                "",
                "Sample.Periodic",
                BigDecimal.valueOf(WH_A_MINUTE * minute));
        return new Metered(evse(station).station(), at, List.of(reading));
    }
}
