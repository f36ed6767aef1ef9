package energy.corridor.app;

import org.jspecify.annotations.Nullable;

/** The database and the broker of a local run: started before the application, stopped after it. */
final class LocalServices {

    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable EmbeddedBroker broker;

    private LocalServices() {}

    /** Starts what is not configured to be elsewhere and tells the application where it is. */
    static synchronized void start(BootSettings settings) {
        if (settings.jdbcUrl().isEmpty()) {
            EmbeddedPostgres started = EmbeddedPostgres.start(settings.dataDir().resolve("postgres"));
            postgres = started;
            System.setProperty("quarkus.datasource.jdbc.url", started.jdbcUrl());
            System.setProperty("quarkus.datasource.username", started.username());
            System.setProperty("quarkus.datasource.password", started.password());
        }
        if (settings.mqttUrl().isEmpty()) {
            EmbeddedBroker started = EmbeddedBroker.start(settings.mqttPort());
            broker = started;
            System.setProperty("corridor.mqtt.url", started.url());
        }
    }

    static synchronized void stop() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
        if (postgres != null) {
            postgres.close();
            postgres = null;
        }
    }
}
