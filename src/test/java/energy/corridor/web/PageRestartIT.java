package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.app.PostgresForTests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The built service killed with -9 and started again while somebody has the page open. */
class PageRestartIT {

    private static final Path DATA = Path.of("target", "page-restart");
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(8);

    private @Nullable Process service;

    @BeforeEach
    void clean() throws IOException {
        if (Files.exists(DATA)) {
            PostgresForTests.delete(DATA);
        }
        Files.createDirectories(DATA);
    }

    @AfterEach
    void end() throws InterruptedException, IOException {
        if (service != null && service.isAlive()) {
            service.destroy();
            if (!service.waitFor(30, TimeUnit.SECONDS)) {
                service.destroyForcibly().waitFor();
            }
        }
        Path database = DATA.resolve("postgres/cluster/postmaster.pid");
        if (Files.exists(database)) { // it outlives a service that was killed, until the next one stops it
            ProcessHandle.of(Long.parseLong(Files.readAllLines(database).get(0).strip()))
                    .ifPresent(ProcessHandle::destroy);
        }
    }

    @Test
    void theLossIsSeenWithinSecondsWhatIsOldIsMarkedAndThePageRecoversByItself() throws Exception {
        int port = freePort();
        Process first = start(port);
        put(port, "/api/site", "{\"importLimitKw\":300}");
        put(port, "/api/depot", """
                {"evses":[{"station":"bay-1","maxKw":150,"failsafeKw":5},{"station":"bay-2","maxKw":150,"failsafeKw":5}],
                 "vehicles":[{"id":"bus-1","capacityKwh":300,"maxChargeKw":120},{"id":"bus-2","capacityKwh":300,"maxChargeKw":120}]}""");
        try (Browser browser = Browser.forTest(false)) {
            browser.visit("http://localhost:%d/".formatted(port), 1280, 900);
            browser.await("document.querySelector('#figure-vehicles')?.textContent.includes('0 of 2')");
            assertThat(browser.console()).isEmpty();

            first.destroyForcibly().waitFor(); // SIGKILL
            long killed = System.nanoTime();
            browser.await("document.getElementById('connection').textContent === 'connection lost'");
            assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(SEEN_WITHIN);
            assertThat(browser.text("#notice"))
                    .startsWith("No connection to the service since")
                    .endsWith("and is old.");
            assertThat(browser.text("#figure-vehicles"))
                    .as("what was known stays")
                    .contains("0 of 2");
            assertThat((String) browser.evaluate("getComputedStyle(document.querySelector('depot-overview')).filter"))
                    .as("and looks old")
                    .contains("grayscale");
            Instant old = now(browser);
            browser.view("requests");
            assertThat(browser.text("grid-requests .problem")).isEqualTo("The service cannot be reached.");

            start(port);
            browser.await("document.getElementById('connection').textContent === 'live'");
            browser.await("document.querySelector('grid-requests .problem') === null");
            assertThat(browser.text("grid-requests")).contains("Nothing is asked for.");
            browser.view("tonight");
            assertThat(browser.evaluate("document.getElementById('notice').hidden"))
                    .isEqualTo(true);
            assertThat(now(browser)).isAfter(old);
            assertThat(browser.text("#figure-vehicles")).contains("0 of 2");
            browser.view("stations");
            assertThat(browser.text("#stations")).contains("bay-1", "bay-2");
            assertThat(browser.console())
                    .as("nothing but the browser's own word that nobody answered")
                    .allMatch(line -> line.contains("net::ERR_"));
        }
    }

    private static Instant now(Browser browser) {
        return Instant.parse((String) browser.evaluate("document.querySelector('corridor-page').state.now"));
    }

    private Process start(int port) throws Exception {
        String jar = System.getProperty("corridor.jar", "target/quarkus-app/quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar);
        builder.environment()
                .putAll(Map.of(
                        "CORRIDOR_ACCESS_ANONYMOUS",
                        "admin",
                        "CORRIDOR_DATA_DIR",
                        DATA.toString(),
                        "QUARKUS_HTTP_PORT",
                        "" + port));
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(DATA.resolve("service.log").toFile()));
        Process started = builder.start();
        service = started;
        for (int tries = 0; tries < 1200; tries++) {
            assertThat(started.isAlive())
                    .as("the service runs; see %s", DATA.resolve("service.log"))
                    .isTrue();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
                return started;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new AssertionError("The service did not listen within two minutes.");
    }

    private static void put(int port, String path, String json) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
