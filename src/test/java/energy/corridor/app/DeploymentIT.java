package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.app.DeploymentFiles.Copied;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built service, laid out as the Containerfile lays it out and run by the environment of compose.yaml, on a database and a
 * broker that are not its own.
 */
class DeploymentIT {

    private static final Path BUILT = Path.of(System.getProperty("corridor.jar", "target/quarkus-app/quarkus-run.jar"))
            .toAbsolutePath();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theImageHoldsAllThatTheBuildMade() throws IOException {
        List<Copied> copied = DeploymentFiles.read().copied();
        try (Stream<Path> made = Files.list(BUILT.getParent())) {
            assertThat(made.filter(p -> !p.endsWith("quarkus-app-dependencies.txt")))
                    .containsExactlyInAnyOrderElementsOf(copied.stream()
                            .map(c -> c.from().toAbsolutePath())
                            .filter(p -> p.startsWith(BUILT.getParent()))
                            .toList());
        }
        assertThat(copied).allSatisfy(c -> assertThat(c.from()).exists());
    }

    @Test
    void itIsReadyByTheEnvironmentOfComposeAndEndsWhenTold(@TempDir Path image) throws Exception {
        DeploymentFiles files = DeploymentFiles.read();
        layOut(files, image);
        int port = freePort();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(image.resolve("elsewhere"));
                EmbeddedBroker broker = EmbeddedBroker.start(0)) {
            Map<String, String> environment = files.environment("corridor");
            createDatabase(postgres, files.environment("postgres"));
            // Where compose's network would resolve a name.
            environment.computeIfPresent(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    (k, url) -> url.replace(
                            "//postgres:5432",
                            "//" + URI.create(postgres.jdbcUrl().substring(5)).getAuthority()));
            environment.put("CORRIDOR_MQTT_URL", broker.url());
            environment.put("QUARKUS_HTTP_PORT", "" + port);
            Process service = start(files, image, environment);
            try {
                String health = awaitReady(service, URI.create("http://127.0.0.1:" + port + files.healthPath()), image);
                assertThat(health).contains("MQTT broker").contains("Database connections");
                service.destroy();
                assertThat(service.waitFor(30, TimeUnit.SECONDS))
                        .as("ends when told")
                        .isTrue();
            } finally {
                service.destroyForcibly().waitFor();
            }
            assertThat(image.resolve("data")).as("a database of its own").doesNotExist();
            assertThat(tables(environment)).contains("meter_reading");
        }
    }

    private static void layOut(DeploymentFiles files, Path image) throws IOException {
        for (Copied copied : files.copied()) {
            Path to = image.resolve(copied.to());
            Files.createDirectories(to.getParent());
            if (Files.isDirectory(copied.from())) {
                Files.createSymbolicLink(to, copied.from().toAbsolutePath());
            } else {
                Files.copy(copied.from(), to);
            }
        }
    }

    private static Process start(DeploymentFiles files, Path image, Map<String, String> environment)
            throws IOException {
        List<String> command = Pattern.compile("\"([^\"]+)\"")
                .matcher(files.only("ENTRYPOINT"))
                .results()
                .map(argument -> argument.group(1))
                .map(argument -> argument.equals("java")
                        ? Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()
                        : argument)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CORRIDOR_") || name.startsWith("QUARKUS_"));
        builder.environment().putAll(environment);
        return builder.directory(image.toFile())
                .redirectErrorStream(true)
                .redirectOutput(image.resolve("service.log").toFile())
                .start();
    }

    private String awaitReady(Process service, URI health, Path image) throws Exception {
        for (int tries = 0; tries < 1200 && service.isAlive(); tries++) {
            try {
                HttpResponse<String> answer =
                        http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return answer.body();
                }
            } catch (IOException notYet) {
                // it does not listen yet
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError(
                "The service is not ready; its log:\n" + Files.readString(image.resolve("service.log")));
    }

    private static void createDatabase(EmbeddedPostgres postgres, Map<String, String> account) throws SQLException {
        try (Connection sql =
                DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            sql.createStatement()
                    .execute("create role %s login password '%s'"
                            .formatted(account.get("POSTGRES_USER"), account.get("POSTGRES_PASSWORD")));
            sql.createStatement()
                    .execute("create database %s owner %s"
                            .formatted(account.get("POSTGRES_DB"), account.get("POSTGRES_USER")));
        }
    }

    private static List<String> tables(Map<String, String> environment) throws SQLException {
        try (Connection sql = DriverManager.getConnection(
                        environment.get("QUARKUS_DATASOURCE_JDBC_URL"),
                        environment.get("QUARKUS_DATASOURCE_USERNAME"),
                        environment.get("QUARKUS_DATASOURCE_PASSWORD"));
                ResultSet row = sql.createStatement()
                        .executeQuery(
                                "select table_name from information_schema.tables where table_schema = 'public'")) {
            List<String> names = new java.util.ArrayList<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
