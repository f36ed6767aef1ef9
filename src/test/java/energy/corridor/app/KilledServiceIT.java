package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.sim.Report;
import energy.corridor.sim.World;
import energy.corridor.sim.WorldOptions;
import energy.corridor.sim.station.StationSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    @BeforeEach
    void clean() throws IOException {
        ServiceProcess.empty(DATA);
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubledAndEveryVehicleIsReady() throws Exception {
        Path night = NightScenario.write("night-12-340", BUSES, SITE_KW, 1);
        Instant origin = Instant.now().plusSeconds(20);
        DepotClock clock = new DepotClock(origin, BEGIN, SPEED);
        WorldOptions options = WorldOptions.at(NightScenario.CONNECTOR)
                .between(BEGIN, END)
                .with(StationSettings.DEFAULT.withReconnect(Duration.ofMillis(200), Duration.ofSeconds(1)));
        try (ServiceProcess service = new ServiceProcess(DATA, night, origin, BEGIN, SPEED);
                World world = World.load(night, options)) {
            int port = service.port();
            service.start();
            world.connect(URI.create("ws://127.0.0.1:" + port + "/ocpp"))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(world.connected()).isEqualTo(BUSES);
            play(world, clock, ASKED);
            String asked = meanwhile(world, clock, () -> askFor(port));
            play(world, clock, KILL);
            int before = world.acknowledgedReadings().size();
            assertThat(before).as("readings acknowledged before the kill").isGreaterThan(1000);
            service.kill();
            meanwhile(world, clock, () -> {
                service.start();
                return true;
            });
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
            service.end();
            KeptOnce kept = KeptOnce.of(world.account(), DATA);
            assertThat(kept.acknowledged()).isGreaterThan(before + 1000);
            assertThat(kept.lost()).isEmpty();
            assertThat(kept.doubled()).isEmpty();
            assertThat(world.account().starts()).as("transactions").hasSize(BUSES);
            assertThat(world.account().stops()).as("of which ended").hasSize(BUSES);
            double evseHours = BUSES * Duration.between(BEGIN, END).toMinutes() / 60.0;
            assertThat(kept.setpoints() / evseHours)
                    .as("setpoints per EVSE and hour: plans of equal cost do not replace each other")
                    .isLessThan(MOST_SETPOINTS_PER_HOUR);
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
}
