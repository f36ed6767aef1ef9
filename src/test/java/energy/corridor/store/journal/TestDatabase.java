package energy.corridor.store.journal;

import energy.corridor.app.EmbeddedPostgres;
import energy.corridor.app.PostgresForTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Migrated databases for tests that need no service around them, on one PostgreSQL per test run. */
public final class TestDatabase {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static @Nullable EmbeddedPostgres shared;

    private TestDatabase() {}

    public static PGSimpleDataSource fresh() {
        String name = "test_" + NUMBER.incrementAndGet();
        EmbeddedPostgres postgres = shared();
        Tables.run(source(postgres), "create database " + name);
        PGSimpleDataSource database = source(postgres);
        database.setDatabaseName(name);
        return migrated(database);
    }

    public static PGSimpleDataSource of(EmbeddedPostgres postgres) {
        return migrated(source(postgres));
    }

    private static PGSimpleDataSource migrated(PGSimpleDataSource database) {
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    private static PGSimpleDataSource source(EmbeddedPostgres postgres) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(postgres.jdbcUrl());
        database.setUser(postgres.username());
        database.setPassword(postgres.password());
        database.setReWriteBatchedInserts(true);
        return database;
    }

    private static synchronized EmbeddedPostgres shared() {
        if (shared == null) {
            try {
                Path directory = Files.createTempDirectory("corridor-journal");
                EmbeddedPostgres postgres = EmbeddedPostgres.start(directory);
                shared = postgres;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    postgres.close();
                    PostgresForTests.delete(directory);
                }));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }
}
