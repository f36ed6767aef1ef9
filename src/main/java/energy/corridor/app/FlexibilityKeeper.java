package energy.corridor.app;

import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.flexibility.Callable;
import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.optimiser.flexibility.VerifiedFlexibility;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** Verified flexibility of the newest plan, worked out beside planning and control on a thread that yields to both. */
@Singleton
final class FlexibilityKeeper {

    private final List<Duration> durations;
    private final Duration hold;
    private final Timer working;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "flexibility");
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    });
    private final AtomicReference<Optional<Planned>> waiting = new AtomicReference<>(Optional.empty());
    private volatile Optional<Flexibility> newest = Optional.empty();
    private volatile Callable callable = Callable.NOTHING;

    private record Planned(ChargingProblem problem, ChargingPlan plan, CompletableFuture<Void> finished) {}

    @Inject
    FlexibilityKeeper(Settings settings, MeterRegistry metrics) {
        this(
                List.of(settings.flexibility().brief(), settings.flexibility().lasting()),
                settings.frequency().hold(),
                metrics);
    }

    FlexibilityKeeper(List<Duration> durations, Duration hold, MeterRegistry metrics) {
        this.durations = List.copyOf(durations);
        this.hold = hold;
        working = Timer.builder("corridor.flexibility")
                .description("Wall time of verified flexibility for one plan")
                .register(metrics);
    }

    /** Of the newest plan that is through; the plan in force may be newer. */
    Optional<Flexibility> newest() {
        return newest;
    }

    /**
     * What frequency response may draw on at {@code now}. Worked out to last for its hold from the plan's start: nothing once that has
     * passed and no newer plan is through.
     */
    Callable callable(Instant now) {
        Callable known = callable;
        return now.isBefore(known.from().plus(hold)) ? known : Callable.NOTHING;
    }

    /**
     * Returns at once; a plan that waited for its turn makes place for this one.
     *
     * @return completed when the plan's turn is over
     */
    CompletableFuture<Void> submit(ChargingProblem problem, ChargingPlan plan) {
        var next = new Planned(problem, plan, new CompletableFuture<>());
        waiting.getAndSet(Optional.of(next))
                .ifPresent(dropped -> dropped.finished().complete(null));
        try {
            worker.execute(this::work);
        } catch (RejectedExecutionException closing) {
            next.finished().complete(null); // nobody asks for flexibility any more
        }
        return next.finished();
    }

    private void work() {
        waiting.getAndSet(Optional.empty()).ifPresent(next -> {
            try {
                if (next.problem().requests().stream().anyMatch(r -> FrequencyControl.isReserve(r.id()))) {
                    callable = Callable.of(next.problem(), next.plan(), hold, FrequencyControl::isReserve);
                }
                newest = Optional.of(
                        working.record(() -> VerifiedFlexibility.of(next.problem(), next.plan(), durations)));
            } catch (RuntimeException e) {
                // Control and planning do not depend on it; the next plan tries again.
                Log.error("Working out flexibility failed; the figures of the plan before stay.", e);
            } finally {
                next.finished().complete(null);
            }
        });
    }

    @PreDestroy
    void close() {
        worker.shutdownNow();
    }
}
