package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.sim.authority.Authority;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The built service is killed with -9 again and again, at random points under load and now and then while it starts: stations tell their
 * registers twice, out of order and hours late, periods are settled again, credits are reported, sold and retired. Afterwards every
 * acknowledged reading is there once, every interval is settled once per run with the meter's energy, and all ledgers balance.
 *
 * <p>{@code -Dkills=50} kills it fifty times (as {@code deploy/kill-test.sh}); without it three times.
 */
class KilledBooksIT {

    private static final int STATIONS = 12;
    private static final double SPEED = 120;
    private static final Instant BEGIN = Instant.parse("2026-03-02T16:00:00Z");
    private static final Path DATA = Path.of("target", "killed-books");

    @BeforeEach
    void clean() throws IOException {
        ServiceProcess.empty(DATA);
    }

    @Test
    void nothingIsLostOrDoubledHoweverOftenTheServiceIsKilled() throws Exception {
        int kills = Integer.getInteger("kills", 3);
        Random random = new Random(Long.getLong("seed", 1));
        Path night = NightScenario.write("killed-books", STATIONS, 500, 1);
        List<Thread> threads = new ArrayList<>();
        try (Authority authority = new Authority(0);
                ServiceProcess service =
                        new ServiceProcess(DATA, night, Instant.now().plus(Duration.ofHours(1)), BEGIN, SPEED)) {
            service.set("CORRIDOR_CREDITS_AUTHORITY_URL", authority.url());
            service.set("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"); // it lives for seconds
            service.start(); // the depot is registered before its clock runs
            service.kill();
            Instant origin = Instant.now();
            service.set("CORRIDOR_CLOCK_ORIGIN", origin.toString());
            DepotClock clock = new DepotClock(origin, BEGIN, SPEED);
            List<TellingStation> stations = stations(service.port(), clock);
            BusyOffice office = new BusyOffice(
                    service.port(),
                    BEGIN,
                    clock::instant,
                    stations.stream().map(s -> s.name() + "/1").toList());
            stations.forEach(s -> threads.add(started(s)));
            threads.add(started(office));
            int starting = 0;
            for (int kill = 0; kill < kills; kill++) {
                if (kill % 3 == 2) {
                    killWhileItStarts(service, random.nextInt(4_000));
                    starting++;
                    continue;
                }
                service.start();
                int enough = acknowledged(stations) + 20 + random.nextInt(400);
                await("load", () -> acknowledged(stations) >= enough);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
                service.kill();
            }
            service.start();
            await("credits sold", () -> !office.sold().isEmpty());
            office.end();
            Instant end = quarter(clock.instant());
            stations.forEach(s -> s.endWith((int) Duration.between(BEGIN, end).dividedBy(TellingStation.TICK)));
            for (Thread thread : threads) {
                thread.join(120_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
            settled(office, clock, end);
            service.end();
            System.out.printf(
                    "%d kills, %d of them while it started; %d messages acknowledged, %d of them twice or more; %d periods settled again; %d"
                            + " versions of the report, %d transfers, %d retirements acknowledged%n%s%n",
                    kills,
                    starting,
                    acknowledged(stations),
                    stations.stream().mapToInt(s -> s.toldAgain().size()).sum(),
                    office.runs(),
                    office.accepted(),
                    office.sold().size(),
                    office.retired().size(),
                    BooksAudit.of(DATA, stations, office, BEGIN, end));
        } finally {
            threads.forEach(Thread::interrupt);
        }
    }

    private static List<TellingStation> stations(int port, DepotClock clock) {
        List<TellingStation> stations = new ArrayList<>();
        for (int i = 1; i <= STATIONS; i++) {
            URI url = URI.create("ws://127.0.0.1:" + port + "/ocpp");
            stations.add(new TellingStation("charger-%02d".formatted(i), url, BEGIN, clock::instant, i));
        }
        return stations;
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work, work.getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void killWhileItStarts(ServiceProcess service, int millis) throws InterruptedException {
        Thread starting = new Thread(() -> {
            try {
                service.start();
            } catch (AssertionError | IOException | InterruptedException killed) {
                Thread.currentThread().interrupt();
            }
        });
        starting.start();
        TimeUnit.MILLISECONDS.sleep(500 + millis);
        service.kill();
        starting.join();
    }

    /** Everything is looked at, and once more changes nothing. */
    private static void settled(BusyOffice office, DepotClock clock, Instant end) throws Exception {
        Instant told = clock.instant();
        await("settled", () -> {
            try {
                return Instant.parse(office.get("/settlement/progress")
                                .path("settledUntil")
                                .asText())
                        .isAfter(told);
            } catch (IOException | InterruptedException e) {
                return false;
            }
        });
        String period = """
                {"run":"INITIAL","from":"%s","to":"%s"}""".formatted(BEGIN, end);
        assertThat(office.post("/settlement/runs", period).statusCode()).isEqualTo(200);
        assertThat(office.post("/settlement/runs", period).body())
                .as("the same run again")
                .contains("\"intervals\":0", "\"kwps\":0", "\"bookings\":0");
        assertThat(office.get("/ledger/check").toString())
                .contains("\"balanced\":true", "\"chained\":true", "\"faults\":[]");
    }

    private static int acknowledged(List<TellingStation> stations) {
        return stations.stream().mapToInt(TellingStation::acknowledged).sum();
    }

    private static void await(String what, BooleanSupplier there) throws InterruptedException {
        for (int tries = 0; !there.getAsBoolean(); tries++) {
            assertThat(tries).as("half seconds waited for %s", what).isLessThan(240);
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static Instant quarter(Instant now) {
        long quarters = Duration.between(BEGIN, now).dividedBy(Duration.ofMinutes(15));
        return BEGIN.plus(Duration.ofMinutes(15).multipliedBy(quarters));
    }
}
