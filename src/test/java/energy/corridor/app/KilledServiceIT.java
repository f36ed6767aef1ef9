package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.sim.Report;
import energy.corridor.sim.World;
import energy.corridor.sim.WorldOptions;
import energy.corridor.sim.station.Account;
import energy.corridor.sim.station.StationSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The built service as a process of its own, killed with -9 in the middle of a night and started again, while the stations go
 * on charging and queueing: nothing that was acknowledged is lost or doubled, and every vehicle is ready.
 */
class KilledServiceIT {

    private static final int BUSES = 12;
    private static final int SITE_KW = 340; // some room: at this speed a change of setpoints takes minutes of the depot
    private static final double SPEED = 240;
    private static final Instant BEGIN = NightScenario.NOON.plus(Duration.ofMinutes(290)); // 16:50 in Amsterdam
    private static final Instant KILL = NightScenario.NOON.plus(Duration.ofMinutes(11 * 60 + 17)); // 23:17
    private static final Instant ASKED = KILL.minus(Duration.ofMinutes(40));
    private static final Instant LIMIT_FROM = NightScenario.NOON.plus(Duration.ofMinutes(14 * 60)); // 02:00
    private static final List<String> REQUESTS = List.of("north:cap", "north:flex");
    private static final Instant END = NightScenario.NOON.plus(Duration.ofMinutes(19 * 60 + 40)); // 07:40
    private static final double MOST_SETPOINTS_PER_HOUR = 20; // a renewal every 7.5 minutes is 8
    private static final Path DATA = Path.of("target", "killed-service");

    private @Nullable Process service;

    @BeforeEach
    void clean() throws IOException {
        if (Files.exists(DATA)) {
            PostgresForTests.delete(DATA);
        }
        Files.createDirectories(DATA);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (service != null && service.isAlive()) {
            service.destroyForcibly().waitFor();
        }
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubledAndEveryVehicleIsReady() throws Exception {
        Path night = NightScenario.write("night-12-340", BUSES, SITE_KW, 1);
        int port = freePort();
        Instant origin = Instant.now().plusSeconds(20);
        DepotClock clock = new DepotClock(origin, BEGIN, SPEED);
        Process first = start(night, port, origin);
        WorldOptions options = WorldOptions.at(NightScenario.CONNECTOR)
                .between(BEGIN, END)
                .with(StationSettings.DEFAULT.withReconnect(Duration.ofMillis(200), Duration.ofSeconds(1)));
        try (World world = World.load(night, options)) {
            world.connect(URI.create("ws://127.0.0.1:" + port + "/ocpp"))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(world.connected()).isEqualTo(BUSES);
            play(world, clock, ASKED);
            String asked = meanwhile(world, clock, () -> askFor(port));
            play(world, clock, KILL);
            int before = world.acknowledgedReadings().size();
            assertThat(before).as("readings acknowledged before the kill").isGreaterThan(1000);
            first.destroyForcibly().waitFor(); // SIGKILL
            Process second = meanwhile(world, clock, () -> start(night, port, origin));
            for (String key : REQUESTS) {
                assertThat(meanwhile(world, clock, () -> stateOf(port, key)))
                        .as("%s after the restart; before: %s", key, asked)
                        .isEqualTo("SCHEDULED");
            }
            play(world, clock, END);
            for (String key : REQUESTS) {
                assertThat(get(port, "/api/requests/" + key))
                        .as(key)
                        .contains("COMPLETED", "REPORTED")
                        .doesNotContain("FAILED");
            }
            awaitDelivery(world);
            Report report = world.report();
            System.out.println(report.text());
            assertThat(report.departures()).hasSize(BUSES);
            assertThat(report.missed()).isEmpty();
            assertThat(report.site().violations()).isEmpty();
            assertThat(report.discarded()).isZero();
            assertThat(world.acknowledgedReadings().size())
                    .as("readings in all")
                    .isGreaterThan(before + 1000);
            second.destroy();
            assertThat(second.waitFor(30, TimeUnit.SECONDS))
                    .as("ends on SIGTERM")
                    .isTrue();
            assertThat(DATA.resolve("postgres/cluster/postmaster.pid"))
                    .as("left by a database that still runs")
                    .doesNotExist();
            assertKeptOnce(world);
        }
    }

    /** A limit and a change of what is planned, for after the kill. @return what they were answered */
    private static String askFor(int port) throws Exception {
        String limit = post(port, """
                {"id":"cap","operator":"north","kind":"IMPORT_LIMIT","from":"%s","to":"%s","kw":%d}""".formatted(LIMIT_FROM, LIMIT_FROM.plus(Duration.ofHours(1)), SITE_KW / 2));
        String flex = post(
                port, """
                {"id":"flex","operator":"north","kind":"DISPATCH","relative":true,"from":"%s","to":"%s","kw":-20}""".formatted(LIMIT_FROM.plus(Duration.ofMinutes(75)), LIMIT_FROM.plus(Duration.ofMinutes(105))));
        assertThat(flex).contains("\"state\":\"ACCEPTED\"");
        return limit + flex;
    }

    private static String post(int port, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/requests"))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=10")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String stateOf(int port, String key) throws Exception {
        Matcher state = Pattern.compile("\"state\":\"(\\w+)\"").matcher(get(port, "/api/requests/" + key));
        return state.find() ? state.group(1) : "none";
    }

    /** The depot goes on while {@code call} is under way: stations that stood still would take setpoints for the future. */
    private static <T> T meanwhile(World world, DepotClock clock, Callable<T> call) throws Exception {
        var answer = new FutureTask<>(call);
        new Thread(answer, "meanwhile").start();
        while (!answer.isDone()) {
            follow(world, clock.instant());
        }
        return answer.get();
    }

    private static void follow(World world, Instant now) throws InterruptedException {
        if (now.isAfter(world.now())) {
            world.tickTo(now);
        }
        TimeUnit.MILLISECONDS.sleep(20);
    }

    /** The clock runs by itself; the world follows it every few wall milliseconds, as its own program does. */
    private static void play(World world, DepotClock clock, Instant until) throws InterruptedException {
        for (Instant now = clock.instant(); now.isBefore(until); now = clock.instant()) {
            follow(world, now);
        }
        world.tickTo(until);
    }

    private static void awaitDelivery(World world) throws InterruptedException {
        for (int tries = 0; tries < 600 && world.waitingMessages() > 0; tries++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(world.waitingMessages()).as("messages still to be delivered").isZero();
    }

    /** Reads the service's own database after its end. */
    private static void assertKeptOnce(World world) throws SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DATA.resolve("postgres"));
                Connection sql =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            Map<List<Object>, List<BigDecimal>> kept = new HashMap<>();
            try (ResultSet row = sql.createStatement()
                    .executeQuery("select station_id, evse_number, transaction_id, at, measurand, context, value"
                            + " from meter_reading")) {
                while (row.next()) {
                    List<Object> channel = List.of(
                            row.getString(1),
                            row.getInt(2),
                            row.getLong(3),
                            row.getTimestamp(4).toInstant(),
                            row.getString(5),
                            row.getString(6));
                    kept.computeIfAbsent(channel, c -> new ArrayList<>()).add(row.getBigDecimal(7));
                }
            }
            for (Account.Reading reading : world.acknowledgedReadings()) {
                List<Object> channel = List.of(
                        reading.station(),
                        reading.connector(),
                        (long) reading.transactionId(),
                        reading.at(),
                        reading.measurand(),
                        reading.context());
                assertThat(kept.getOrDefault(channel, List.of()))
                        .as("%s", reading)
                        .singleElement()
                        .satisfies(v -> assertThat(v).isEqualByComparingTo(reading.value()));
            }
            try (ResultSet row =
                    sql.createStatement().executeQuery("select count(*), count(ended_at) from charging_transaction")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt(1)).as("transactions").isEqualTo(BUSES);
                assertThat(row.getInt(2)).as("of which ended").isEqualTo(BUSES);
            }
            try (ResultSet row =
                    sql.createStatement().executeQuery("select count(*) from command_log where outcome = 'ACCEPTED'")) {
                assertThat(row.next()).isTrue();
                double evseHours = BUSES * Duration.between(BEGIN, END).toMinutes() / 60.0;
                assertThat(row.getInt(1) / evseHours)
                        .as("setpoints per EVSE and hour: plans of equal cost do not replace each other")
                        .isLessThan(MOST_SETPOINTS_PER_HOUR);
            }
        }
    }

    private Process start(Path night, int port, Instant origin) throws Exception {
        String jar = System.getProperty("corridor.jar", "target/quarkus-app/quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar);
        builder.environment()
                .putAll(Map.of(
                        "CORRIDOR_ACCESS_ANONYMOUS", "operator",
                        "CORRIDOR_DATA_DIR", DATA.toString(),
                        "CORRIDOR_CLOCK_SPEED", "" + SPEED,
                        "CORRIDOR_CLOCK_ORIGIN", origin.toString(),
                        "CORRIDOR_CLOCK_START", BEGIN.toString(),
                        "CORRIDOR_DEPOT_SCENARIO", night.toString(),
                        "QUARKUS_HTTP_PORT", "" + port));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(DATA.resolve("service.log").toFile()));
        Process started = builder.start();
        service = started;
        awaitPort(started, port);
        return started;
    }

    private static void awaitPort(Process process, int port) throws InterruptedException, IOException {
        for (int tries = 0; tries < 1200; tries++) {
            assertThat(process.isAlive())
                    .as("the service runs; see %s", DATA.resolve("service.log"))
                    .isTrue();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new AssertionError("The service did not listen within two minutes.");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
