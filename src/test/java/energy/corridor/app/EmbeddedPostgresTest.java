package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {

    private Path directory = Path.of("");

    @BeforeEach
    void aDirectoryWithASpaceInItsName() throws IOException {
        directory = Files.createTempDirectory("depot data");
    }

    @AfterEach
    void clean() {
        PostgresForTests.delete(directory);
    }

    @Test
    void flushesEveryCommitToDisk() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select current_setting('fsync')")).isEqualTo("on");
            assertThat(ask(postgres, "select current_setting('synchronous_commit')"))
                    .isEqualTo("on");
            assertThat(ask(postgres, "select current_setting('full_page_writes')"))
                    .isEqualTo("on");
        }
    }

    @Test
    void keepsItsDataOverARestart() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            run(postgres, "create table bus (name text)", "insert into bus values ('bus-17')");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select name from bus")).isEqualTo("bus-17");
        }
    }

    @Test
    void startsAgainAfterTheServiceWasKilledAndLeftItsDatabaseBehind() throws Exception {
        Process service = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle orphan;
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(says.lines().anyMatch("committed"::equals)).isTrue();
            orphan = ProcessHandle.of(pid()).orElseThrow();
            service.destroyForcibly().waitFor();
        }
        assertThat(orphan.isAlive()).as("the database outlives its service").isTrue();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(ask(postgres, "select name from bus")).isEqualTo("bus-17");
        }
    }

    /** The service that is killed. */
    static final class Service {
        public static void main(String[] args) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]));
            run(postgres, "create table bus (name text)", "insert into bus values ('bus-17')");
            System.out.println("committed");
            Thread.sleep(600_000);
        }
    }

    @Test
    void recoversWhatWasCommittedWhenTheDatabaseItselfWasKilled() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            run(postgres, "create table bus (name text)", "insert into bus values ('bus-17')");
            ProcessHandle database = ProcessHandle.of(pid()).orElseThrow();
            database.destroyForcibly();
            database.onExit().join();
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select name from bus")).isEqualTo("bus-17");
        }
    }

    @Test
    void takesNoOffenceAtAPidFileWhoseNumberNowBelongsToAnotherProgram() throws Exception {
        EmbeddedPostgres.start(directory).close();
        Path cluster = directory.resolve("cluster");
        Files.write(
                cluster.resolve("postmaster.pid"),
                List.of(Long.toString(ProcessHandle.current().pid()), cluster.toString(), "0", "5432", "", "", ""));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void makesTheClusterAnewWhenTheFirstStartWasKilledHalfway() throws Exception {
        Path half = Files.createDirectories(directory.resolve("cluster.new"));
        Files.writeString(half.resolve("postgresql.conf"), "");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void refusesADirectoryThatAnotherServiceUses() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory)) {
            assertThat(postgres.jdbcUrl()).startsWith("jdbc:postgresql://localhost:");
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory))
                    .isInstanceOf(EmbeddedPostgres.Unavailable.class)
                    .hasMessage(
                            "The data directory %s is in use by another running service; stop that one or choose another directory.",
                            directory);
        }
    }

    @Test
    void saysThatADirectoryCannotBeWritten() throws Exception {
        Path file = Files.writeString(directory.resolve("notes.txt"), "not a directory");
        assertThatThrownBy(() -> EmbeddedPostgres.start(file))
                .isInstanceOf(EmbeddedPostgres.Unavailable.class)
                .hasMessageStartingWith("The data directory %s cannot be written".formatted(file))
                .hasMessageContaining("QUARKUS_DATASOURCE_JDBC_URL");
    }

    @Test
    void saysThatThePlatformHasNoBinaries() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(
                        directory, (system, machine) -> EmbeddedPostgres.binaries("Plan9", "mips")))
                .isInstanceOf(EmbeddedPostgres.Unavailable.class)
                .hasMessageStartingWith("No PostgreSQL is packed for Plan9 on mips;")
                .hasMessageContaining("QUARKUS_DATASOURCE_JDBC_URL");
        assertThat(directory.resolve("cluster")).doesNotExist();
    }

    private long pid() throws IOException {
        Path pidFile = directory.resolve("cluster").resolve("postmaster.pid");
        return Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    }

    private static void run(EmbeddedPostgres postgres, String... statements) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}
