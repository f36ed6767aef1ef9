package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The built service as a process of its own, with its database in a folder; it can be killed and started again. */
final class ServiceProcess implements AutoCloseable {

    private final Path data;
    private final Map<String, String> environment;
    private final int port = freePort();
    private @Nullable Process process;

    ServiceProcess(Path data, Path scenario, Instant origin, Instant start, double speed) {
        this.data = data;
        environment = new TreeMap<>(Map.of(
                "CORRIDOR_ACCESS_ANONYMOUS", "operator",
                "CORRIDOR_DATA_DIR", data.toString(),
                "CORRIDOR_CLOCK_SPEED", "" + speed,
                "CORRIDOR_CLOCK_ORIGIN", origin.toString(),
                "CORRIDOR_CLOCK_START", start.toString(),
                "CORRIDOR_DEPOT_SCENARIO", scenario.toString(),
                "QUARKUS_HTTP_PORT", "" + port));
    }

    /** A setting more, before the start. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    int port() {
        return port;
    }

    /** Returns when it listens. */
    void start() throws IOException, InterruptedException {
        String jar = System.getProperty("corridor.jar", "target/quarkus-app/quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(data.resolve("service.log").toFile()));
        Process started = builder.start();
        process = started;
        for (int tries = 0; tries < 1200; tries++) {
            assertThat(started.isAlive())
                    .as("the service runs; see %s", data.resolve("service.log"))
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

    /** SIGKILL. */
    void kill() throws InterruptedException {
        if (process != null && process.isAlive()) {
            process.destroyForcibly().waitFor();
        }
    }

    /** SIGTERM, and its database ends with it. */
    void end() throws InterruptedException {
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ends on SIGTERM")
                    .isTrue();
        }
        assertThat(data.resolve("postgres/cluster/postmaster.pid"))
                .as("left by a database that still runs")
                .doesNotExist();
    }

    /** Also after a test that failed: nothing is left running. */
    @Override
    public void close() throws Exception {
        if (process != null && process.isAlive()) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
            }
        }
        Path cluster = data.resolve("postgres/cluster");
        if (Files.exists(cluster.resolve("postmaster.pid"))) {
            DatabaseProcess.stop(cluster);
        }
    }

    /** An empty folder for the data of a service. */
    static void empty(Path data) throws IOException {
        if (Files.exists(data)) {
            PostgresForTests.delete(data);
        }
        Files.createDirectories(data);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
