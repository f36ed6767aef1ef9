package energy.corridor.app;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own for a machine that has none, as durable as any: fsync is on and its data outlive the process.
 *
 * <p>The directory holds {@code cluster} (the data), {@code binaries}, {@code postgres.log} and {@code lock}. A database process
 * that a killed service left behind is stopped first; a directory that another running service uses is refused.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Duration START_WAIT = Duration.ofSeconds(60); // recovery after a crash included
    private static final String USER = "postgres";
    private static final PgBinaryResolver BINARIES = EmbeddedPostgres::binaries; // one object: the library caches by it
    private static final String OTHERWISE =
            "set QUARKUS_DATASOURCE_JDBC_URL, QUARKUS_DATASOURCE_USERNAME and QUARKUS_DATASOURCE_PASSWORD to use another database.";

    private final io.zonky.test.db.postgres.embedded.EmbeddedPostgres postgres;
    private final Path cluster;
    private final FileChannel lock;

    private EmbeddedPostgres(
            io.zonky.test.db.postgres.embedded.EmbeddedPostgres postgres, Path cluster, FileChannel lock) {
        this.postgres = postgres;
        this.cluster = cluster;
        this.lock = lock;
    }

    /** The database cannot run here; the message is one sentence for the operator. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    /**
     * Starts on the data in {@code directory}, which is created where it is missing; listens on the loopback address, on a port
     * that is free.
     *
     * @throws Unavailable when it cannot run here
     */
    public static EmbeddedPostgres start(Path directory) {
        return start(directory, BINARIES);
    }

    static EmbeddedPostgres start(Path directory, PgBinaryResolver binaries) {
        Path home = directory.toAbsolutePath().normalize();
        FileChannel lock = lock(home);
        boolean started = false;
        try {
            Path cluster = home.resolve("cluster");
            OrphanedPostgres.stop(cluster);
            if (!Files.exists(cluster)) {
                // Made beside and renamed when complete, so that a kill in between leaves no half of a cluster.
                Path fresh = home.resolve("cluster.new");
                OrphanedPostgres.stop(fresh);
                deleteRecursively(fresh);
                launch(home, fresh, binaries).close();
                Files.move(fresh, cluster);
            }
            var postgres = launch(home, cluster, binaries);
            started = true;
            return new EmbeddedPostgres(postgres, cluster, lock);
        } catch (Unavailable e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            String root = "root".equals(System.getProperty("user.name"))
                    ? " (as root it needs the right to create user namespaces; otherwise run as another user)"
                    : "";
            throw new Unavailable(
                    "The PostgreSQL in %s did not start: %s; %s says why%s, or %s"
                            .formatted(home, e.getMessage(), home.resolve("postgres.log"), root, OTHERWISE),
                    e);
        } finally {
            if (!started) {
                unlock(lock);
            }
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort());
    }

    public String username() {
        return USER;
    }

    /** Only the loopback address is listened on, and every password is taken. */
    public String password() {
        return USER;
    }

    /** Stops the database after its last commit; the data stay. */
    @Override
    public void close() {
        try {
            postgres.close();
            OrphanedPostgres.stop(cluster); // the library gives up after 5 s, a last checkpoint may take longer
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            unlock(lock);
        }
    }

    private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres launch(
            Path home, Path cluster, PgBinaryResolver binaries) throws IOException {
        return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                .setPgBinaryResolver(binaries)
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
                .setRegisterShutdownHook(false) // it would stop the database before the service has written its last
                .setPGStartupWait(START_WAIT)
                .setOutputRedirector(
                        Redirect.appendTo(home.resolve("postgres.log").toFile()))
                .setLocaleConfig("locale", "C")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    static InputStream binaries(String system, String machine) throws IOException {
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        } catch (IllegalStateException e) {
            throw new Unavailable("No PostgreSQL is packed for %s on %s; %s".formatted(system, machine, OTHERWISE), e);
        }
    }

    private static FileChannel lock(Path home) {
        try {
            Files.createDirectories(home);
            FileChannel channel =
                    FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new Unavailable(
                        "The data directory %s is in use by another running service; stop that one or choose another directory."
                                .formatted(home),
                        null);
            }
            return channel;
        } catch (IOException e) {
            throw new Unavailable(
                    "The data directory %s cannot be written (%s); choose one that can, or %s"
                            .formatted(home, e, OTHERWISE),
                    e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // held by this very process
            return false;
        }
    }

    private static void unlock(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deleteRecursively(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var paths = Files.walk(directory)) {
                for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
