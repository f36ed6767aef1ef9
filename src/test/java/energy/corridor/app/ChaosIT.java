package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.sim.Report;
import energy.corridor.sim.World;
import energy.corridor.sim.WorldOptions;
import energy.corridor.sim.physics.SiteMeter.Violation;
import energy.corridor.sim.station.StationSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A night in which everything fails: all sockets are cut and all stations come back at once, the service is killed with -9, its
 * database loses power, stations say Accepted and do not obey, meters freeze, clocks are off, links break, stations restart, say
 * everything twice and in the wrong order. The site's meter shows no violation longer than one control period; what was acknowledged
 * is in the database, once.
 *
 * <p>{@code -Dchaos=long}: 40 buses and the whole night (as {@code deploy/chaos.sh}), else 12 buses for 40 minutes of it. Half of the
 * stations speak OCPP 2.0.1.
 */
class ChaosIT {

    private static final Path DATA = Path.of("target", "chaos");
    private static final Path REPORT = Path.of("target", "chaos-report.txt");

    /** Of the control loop, and what a service that shares its cores with the world needs to be heard, by the wall clock. */
    private static final Duration CONTROL_PERIOD = Duration.ofSeconds(5);

    private static final Duration REACTION = Duration.ofMillis(500);

    private final boolean whole = "long".equals(System.getProperty("chaos"));
    private final int buses = whole ? 40 : 12;
    private final double speed = whole ? 60 : 30;
    private final Instant begin = NightScenario.NOON.plus(Duration.ofMinutes(whole ? 290 : 12 * 60));
    private final Instant end = NightScenario.NOON.plus(Duration.ofMinutes(whole ? 19 * 60 + 40 : 12 * 60 + 40));
    private Duration stalled = Duration.ZERO;
    private @Nullable ServiceProcess started;
    private final List<String> diary = new ArrayList<>();

    @BeforeEach
    void clean() throws IOException {
        ServiceProcess.empty(DATA);
    }

    @Test
    void noLimitIsBrokenAndNothingAcknowledgedIsLostOrDoubled() throws Exception {
        Path night = whole
                ? NightScenario.write("chaos-40-800", 40, 20, 800, 1)
                : NightScenario.write("chaos-12-300", 12, 6, 300, 1);
        Path faults = Files.writeString(DATA.resolve("faults.json"), faults());
        Path cluster = DATA.resolve("postgres/cluster");
        WorldOptions options = WorldOptions.at(NightScenario.CONNECTOR)
                .between(begin, end)
                .with(StationSettings.DEFAULT.withReconnect(Duration.ofMillis(200), Duration.ofSeconds(1)))
                .withFaults(faults);
        Instant origin = startsBefore(night);
        DepotClock clock = new DepotClock(origin, begin, speed);
        try (ServiceProcess service = Objects.requireNonNull(started);
                World world = World.load(night, options)) {
            URI url = URI.create("ws://127.0.0.1:" + service.port() + "/ocpp");
            world.connect(url).toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(world.connected()).isEqualTo(buses);
            play(world, clock, at(0.15));
            storm(world, url);
            play(world, clock, at(0.25));
            note(world, "the service is killed with -9");
            service.kill();
            service.start();
            note(world, "the service listens again");
            play(world, clock, at(0.5));
            note(world, "the database loses power");
            List<String> again = DatabaseProcess.stop(cluster);
            play(world, clock, clock.instant().plus(wall(Duration.ofSeconds(4))));
            DatabaseProcess.start(again, DATA.resolve("database.log"));
            note(world, "the database is started");
            play(world, clock, at(0.85));
            storm(world, url);
            play(world, clock, end);
            for (int tries = 0; tries < 600 && world.waitingMessages() > 0; tries++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(world.waitingMessages())
                    .as("messages still to be delivered")
                    .isZero();
            service.end();
            check(world);
        }
    }

    /** The night begins when the service is up, however slow the machine is. @return when it begins */
    private Instant startsBefore(Path night) throws Exception {
        for (int lead = 25; lead < 1000; lead *= 4) {
            Instant origin = Instant.now().plusSeconds(lead);
            ServiceProcess service = new ServiceProcess(DATA, night, origin, begin, speed);
            started = service;
            service.start();
            if (Instant.now().isBefore(origin.minusSeconds(5))) {
                return origin;
            }
            service.end();
        }
        throw new AssertionError("The service takes minutes to start.");
    }

    private void check(World world) throws Exception {
        Report report = world.report();
        KeptOnce kept = KeptOnce.of(world.account(), DATA);
        Duration period = CONTROL_PERIOD.plus(wall(REACTION)).plus(stalled);
        List<Violation> violations = report.site().violations();
        List<Violation> tooLong = violations.stream()
                .filter(v -> Duration.between(v.from(), v.to()).compareTo(period) > 0)
                .toList();
        String text = String.join(System.lineSeparator(), diary)
                + String.format(
                        Locale.ROOT,
                        "%n%s%nlimit violations at the site's meter beyond one control period (%d s, of which the machine stood still %d s): %d"
                                + " (of any length: %d, the longest %d s)%n"
                                + "acknowledged: %d readings, starts and stops; lost: %d; doubled: %d%n"
                                + "given up by the stations after repeated errors, never acknowledged: %d%n",
                        report.text(),
                        period.toSeconds(),
                        stalled.toSeconds(),
                        tooLong.size(),
                        violations.size(),
                        violations.stream()
                                .mapToLong(
                                        v -> Duration.between(v.from(), v.to()).toSeconds())
                                .max()
                                .orElse(0),
                        kept.acknowledged(),
                        kept.lost().size(),
                        kept.doubled().size(),
                        report.discarded());
        Files.writeString(REPORT, text);
        System.out.println(text);
        assertThat(tooLong).as("violations beyond one control period").isEmpty();
        assertThat(kept.lost()).as("acknowledged and lost").isEmpty();
        assertThat(kept.doubled()).as("doubled").isEmpty();
        assertThat(kept.acknowledged()).as("acknowledged at all").isGreaterThan(buses * 50);
    }

    private Instant at(double share) {
        return begin.plusMillis((long) (share * Duration.between(begin, end).toMillis()));
    }

    /** Everything that goes wrong at the stations, in shares of the night. */
    private String faults() {
        List<String> faults = List.of(
                fault("noSoc", 2, 0, 1, ""),
                fault("clock", 2, 0, 1, ", \"seconds\": -20"),
                fault("clock", 2, 0, 1, ", \"seconds\": 20"),
                fault("disobey", 2, 0.08, 0.45, ""),
                fault("duplicates", 4, 0.4, 0.75, ""),
                fault("outOfOrder", 3, 0.45, 0.9, ""),
                fault("linkLoss", 3, 0.55, 0.62, ""),
                fault("frozenMeter", 2, 0.6, 0.8, ""),
                fault("silentMeter", 1, 0.3, 0.5, ""),
                fault("reboot", 2, 0.65, 0.66, ""),
                fault("disobey", 2, 0.7, 0.95, ""));
        return "{\"seed\": 7, \"faults\": [%n%s%n]}%n".formatted(String.join(",%n".formatted(), faults));
    }

    private String fault(String kind, int stations, double from, double to, String more) {
        return "{\"kind\": \"%s\", \"stations\": %d, \"from\": \"%s\", \"to\": \"%s\"%s}"
                .formatted(kind, stations, at(from), at(to), more);
    }

    /** All sockets at once, and all back at once. */
    private void storm(World world, URI url) {
        note(world, "all sockets are cut, all stations come back at once");
        world.cutAll();
        var unused = world.connect(url);
    }

    private void note(World world, String what) {
        diary.add("%s  %s".formatted(world.now(), what));
    }

    /** How long {@code wall} is on the depot's clock. */
    private Duration wall(Duration wall) {
        return Duration.ofMillis((long) (wall.toMillis() * speed));
    }

    /** A machine that keeps the world waiting keeps the service waiting, too: the longest pause between two steps is noted. */
    private void play(World world, DepotClock clock, Instant until) throws InterruptedException {
        Instant last = clock.instant();
        for (Instant now = last; now.isBefore(until); now = clock.instant()) {
            Duration pause = Duration.between(last, now);
            stalled = pause.compareTo(stalled) > 0 ? pause : stalled;
            last = now;
            if (now.isAfter(world.now())) {
                world.tickTo(now);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        if (until.isAfter(world.now())) {
            world.tickTo(until);
        }
    }
}
