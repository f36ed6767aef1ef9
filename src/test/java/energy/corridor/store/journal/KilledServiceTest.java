package energy.corridor.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.app.EmbeddedPostgres;
import energy.corridor.app.PostgresForTests;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was acknowledged to a station is on disk, whoever is killed, and a station that repeats itself doubles nothing. */
class KilledServiceTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00Z");
    private static final int STATIONS = 4;
    private static final int IN_FLIGHT = 16;

    private Path directory = Path.of("");

    @BeforeEach
    void directory() throws IOException {
        directory = Files.createTempDirectory("corridor-killed");
    }

    @AfterEach
    void delete() {
        PostgresForTests.delete(directory);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyAcknowledgedReadingIsThereExactlyOnce(boolean databaseToo) throws Exception {
        Set<String> acknowledged = acknowledgedUntilKilled(databaseToo);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            DataSource database = TestDatabase.of(postgres);
            List<String> kept = Tables.strings(database, "select station_id || ' ' || value from meter_reading");
            assertThat(kept).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(400);

            repeatEverything(database, acknowledged.size());
            List<String> after = Tables.strings(database, "select station_id || ' ' || value from meter_reading");
            assertThat(after).doesNotHaveDuplicates().containsAll(kept).containsAll(acknowledged);
            assertThat(Tables.strings(database, "select transaction_id from charging_transaction"))
                    .hasSize(STATIONS);
        }
    }

    private Set<String> acknowledgedUntilKilled(boolean databaseToo) throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = says.readLine(); line != null; line = says.readLine()) {
                lines.add(line);
                if (lines.size() == 400) {
                    ProcessHandle database = database();
                    service.toHandle().destroyForcibly(); // Process.destroyForcibly would close what it said last
                    if (databaseToo) {
                        database.destroyForcibly();
                        database.onExit().join();
                    }
                }
            }
        }
        service.waitFor();
        // The kill may cut the last line short.
        return lines.stream()
                .filter(line -> line.matches("acknowledged Station-\\d \\d{6}"))
                .map(line -> line.substring(13))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private ProcessHandle database() throws IOException {
        Path pidFile = directory.resolve("cluster").resolve("postmaster.pid");
        return ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).get(0).strip()))
                .orElseThrow();
    }

    private static void repeatEverything(DataSource database, int count) {
        try (GroupCommit writer = writer(database)) {
            PostgresStationJournal journal = new PostgresStationJournal(writer, database);
            List<CompletionStage<?>> stages = new ArrayList<>();
            for (int station = 0; station < STATIONS; station++) {
                stages.add(journal.start(evse(station), "bus-" + station, EVENING, EVENING, 0));
                for (int n = 0; n < count / STATIONS; n++) {
                    stages.add(journal.record(message(station, 100_000 + n)));
                }
            }
            stages.forEach(stage ->
                    stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join());
        }
    }

    /** The service that is killed: it journals without end, and says what it acknowledges. */
    static final class Service {
        public static void main(String[] args) {
            DataSource database = TestDatabase.of(EmbeddedPostgres.start(Path.of(args[0])));
            PostgresStationJournal journal = new PostgresStationJournal(writer(database), database);
            Semaphore inFlight = new Semaphore(IN_FLIGHT);
            IntStream.range(0, STATIONS)
                    .forEach(s -> journal.start(evse(s), "bus-" + s, EVENING, EVENING, 0)
                            .toCompletableFuture()
                            .join());
            for (int n = 100_000; ; n++) {
                for (int station = 0; station < STATIONS; station++) {
                    inFlight.acquireUninterruptibly();
                    String line = "acknowledged %s %06d".formatted(evse(station).station(), n);
                    journal.record(message(station, n)).whenComplete((kept, failure) -> {
                        if (failure == null) {
                            System.out.println(line);
                        }
                        inFlight.release();
                    });
                }
            }
        }
    }

    private static GroupCommit writer(DataSource database) {
        return new GroupCommit(
                database, new GroupCommit.Settings(10_000, 500, 3, Duration.ofMillis(100)), new SimpleMeterRegistry());
    }

    private static EvseId evse(int station) {
        return EvseId.of("Station-" + station, 1);
    }

    private static Metered message(int station, int n) {
        EvseId evse = evse(station);
        Instant at = EVENING.plusSeconds(n);
        MeterReading reading = new MeterReading(
                evse, 1, at, at, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "", "Sample.Periodic", BigDecimal.valueOf(n));
        return new Metered(evse.station(), at, List.of(reading));
    }
}
