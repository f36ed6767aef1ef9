package energy.corridor.store.journal;

import energy.corridor.app.EmbeddedPostgres;
import energy.corridor.app.PostgresForTests;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.Driver;

/**
 * How long a station waits for the acknowledgement of a MeterValues message of six readings, and how many such messages the
 * journal takes, fsync on. Two ways: paced (every station sends once a second) and closed (every station sends its next message
 * when the last one is acknowledged). Argument: seconds per figure, 20 when missing.
 */
final class JournalBench {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00Z");

    private final PostgresStationJournal journal;
    private final AtomicLong messages = new AtomicLong();

    private JournalBench(PostgresStationJournal journal) {
        this.journal = journal;
    }

    public static void main(String[] args) throws Exception {
        Duration time = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 20);
        Path directory = Files.createTempDirectory("corridor-bench");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
                AgroalDataSource database = pool(postgres);
                GroupCommit writer = new GroupCommit(
                        database,
                        new GroupCommit.Settings(20_000, 500, 3, Duration.ofMillis(300)),
                        new SimpleMeterRegistry())) {
            TestDatabase.of(postgres);
            JournalBench bench = new JournalBench(new PostgresStationJournal(writer, database));
            bench.closed(40, Duration.ofSeconds(5)); // warm
            System.out.println("fsync " + Tables.strings(database, "select current_setting('fsync')"));
            System.out.println("| stations | sending | messages/s | readings/s | ack p50 ms | p99 ms | max ms |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (int stations : List.of(40, 1000)) {
                bench.paced(stations, time);
                bench.closed(stations, time);
            }
            System.out.printf("%d rows in meter_reading%n", Tables.count(database, "meter_reading"));
        } finally {
            PostgresForTests.delete(directory);
        }
    }

    private void paced(int stations, Duration time) throws InterruptedException {
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        Semaphore done = new Semaphore(0);
        long begin = System.nanoTime();
        long between = Duration.ofSeconds(1).toNanos() / stations;
        int count = Math.toIntExact(time.toSeconds() * stations);
        for (int i = 0; i < count; i++) {
            long due = begin + i * between;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            // From when it was due: a journal that holds up the sender does not hide it.
            journal.record(message(i % stations)).whenComplete((kept, failure) -> {
                check(failure);
                nanos.add(System.nanoTime() - due);
                done.release();
            });
        }
        done.acquire(count);
        print(stations, "1 per s", nanos, System.nanoTime() - begin);
    }

    private void closed(int stations, Duration time) throws InterruptedException {
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        Semaphore done = new Semaphore(0);
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        for (int station = 0; station < stations; station++) {
            next(station, end, nanos, done);
        }
        done.acquire(stations);
        print(stations, "on ack", nanos, System.nanoTime() - begin);
    }

    private void next(int station, long end, Queue<Long> nanos, Semaphore done) {
        long sent = System.nanoTime();
        journal.record(message(station)).whenCompleteAsync((kept, failure) -> {
            check(failure);
            nanos.add(System.nanoTime() - sent);
            if (System.nanoTime() < end) {
                next(station, end, nanos, done);
            } else {
                done.release();
            }
        });
    }

    private static void check(Throwable failure) {
        if (failure != null) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void print(int stations, String sending, Queue<Long> nanos, long took) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        double perSecond = sorted.length * 1e9 / took;
        System.out.printf(
                "| %d | %s | %.0f | %.0f | %.1f | %.1f | %.1f |%n",
                stations,
                sending,
                perSecond,
                6 * perSecond,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }

    private Metered message(int station) {
        EvseId evse = EvseId.of("Depot-Berlin-Station-" + station, 1);
        Instant at = EVENING.plusMillis(messages.incrementAndGet());
        return new Metered(
                evse.station(),
                at,
                List.of(
                        reading(evse, at, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "1234567"),
                        reading(evse, at, Measurand.POWER_ACTIVE_IMPORT, "74321"),
                        reading(evse, at, Measurand.POWER_ACTIVE_EXPORT, "0"),
                        reading(evse, at, Measurand.CURRENT_IMPORT, "112.5"),
                        reading(evse, at, Measurand.VOLTAGE, "661.2"),
                        reading(evse, at, Measurand.SOC, "57")));
    }

    private static MeterReading reading(EvseId evse, Instant at, Measurand measurand, String value) {
        return new MeterReading(evse, 4711, at, at, measurand, "", "Sample.Periodic", new BigDecimal(value));
    }

    private static AgroalDataSource pool(EmbeddedPostgres postgres) throws java.sql.SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(postgres.jdbcUrl())
                                .connectionProviderClass(Driver.class)
                                .principal(new NamePrincipal(postgres.username()))
                                .credential(new SimplePassword(postgres.password()))
                                .jdbcProperty("reWriteBatchedInserts", "true"))));
    }
}
