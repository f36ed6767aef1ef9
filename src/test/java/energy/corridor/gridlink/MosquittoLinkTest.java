package energy.corridor.gridlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stories with Mosquitto, the broker that most sites have. Skipped where it is not installed, but with {@code CI=true} a
 * missing one is a failure.
 */
class MosquittoLinkTest extends LinkStories {

    private static final Optional<Path> PROGRAM = Stream.concat(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
            .map(directory -> Path.of(directory, "mosquitto"))
            .filter(Files::isExecutable)
            .findFirst();

    private static @Nullable Process broker;
    private static int port;

    @BeforeAll
    static void startMosquitto(@TempDir Path directory) throws Exception {
        if ("true".equals(System.getenv("CI"))) {
            assertThat(PROGRAM)
                    .as("mosquitto, which the build machine must have")
                    .isPresent();
        }
        assumeThat(PROGRAM).as("mosquitto (apt-get install mosquitto)").isPresent();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path configuration = directory.resolve("mosquitto.conf");
        Files.writeString(
                configuration, "listener %d 127.0.0.1\nallow_anonymous true\npersistence false\n".formatted(port));
        Process started = new ProcessBuilder(PROGRAM.orElseThrow().toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("mosquitto.log").toFile())
                .start();
        broker = started;
        LinkedDepot.await("mosquitto to listen", () -> listens(started));
    }

    @AfterAll
    static void stopMosquitto() throws InterruptedException {
        if (broker != null) {
            broker.destroy();
            broker.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static boolean listens(Process started) {
        if (!started.isAlive()) {
            throw new IllegalStateException("mosquitto ended with code " + started.exitValue());
        }
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    String url() {
        return "tcp://127.0.0.1:" + port;
    }
}
