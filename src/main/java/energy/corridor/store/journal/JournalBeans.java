package energy.corridor.store.journal;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one writer that all journals share. */
@Singleton
class JournalBeans {

    @Produces
    @Singleton
    GroupCommit groupCommit(
            DataSource database,
            MeterRegistry metrics,
            @ConfigProperty(name = "corridor.journal.capacity", defaultValue = "20000") int capacity,
            @ConfigProperty(name = "corridor.journal.batch", defaultValue = "500") int batch,
            @ConfigProperty(name = "corridor.journal.tries", defaultValue = "3") int tries,
            @ConfigProperty(name = "corridor.journal.pause", defaultValue = "PT0.3S") Duration pause) {
        return new GroupCommit(database, new GroupCommit.Settings(capacity, batch, tries, pause), metrics);
    }

    /** While the pool of connections is still open. */
    void stop(@Observes ShutdownEvent stopping, GroupCommit journal) {
        journal.close();
    }
}
