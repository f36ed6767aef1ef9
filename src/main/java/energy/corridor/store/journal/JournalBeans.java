package energy.corridor.store.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;

/** The one writer that all journals share. */
@Singleton
class JournalBeans {

    private static final GroupCommit.Settings SETTINGS =
            new GroupCommit.Settings(20_000, 500, 3, Duration.ofMillis(300));

    @Produces
    @Singleton
    GroupCommit groupCommit(DataSource database, MeterRegistry metrics) {
        return new GroupCommit(database, SETTINGS, metrics);
    }

    /** While the pool of connections is still open. */
    void stop(@Observes ShutdownEvent stopping, GroupCommit journal) {
        journal.close();
    }
}
