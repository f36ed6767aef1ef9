package energy.corridor.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Down when no control cycle has ended for ten cycles, and at least half a minute: the process then needs a restart. */
@Liveness
@ApplicationScoped
class LoopCheck implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CYCLES = 10;

    private final CycleMetrics metrics;
    private final Settings settings;

    LoopCheck(CycleMetrics metrics, Settings settings) {
        this.metrics = metrics;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        Duration allowed = settings.loop().cycle().multipliedBy(CYCLES);
        Duration since = metrics.sinceLast();
        boolean alive = !settings.loop().enabled()
                || since.compareTo(allowed.compareTo(PATIENCE) > 0 ? allowed : PATIENCE) <= 0;
        return HealthCheckResponse.named("control loop")
                .status(alive)
                .withData("secondsSinceLastCycle", since.toSeconds())
                .build();
    }
}
