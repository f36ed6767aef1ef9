package energy.corridor.app;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/**
 * Plans beside the control loop: the newest problem is solved while the loop goes on with the plan in force. Where no plan is
 * in force, the rule's plan stands in until the optimiser is done.
 */
@Singleton
final class Planner {

    record Planned(ChargingPlan plan, Instant at) {}

    private final Optimiser optimiser;
    private final Optimiser rule = new LeastLaxityFirst();
    private final PlanStore store;
    private final Duration deadline;
    private final Timer solving;
    private final MeterRegistry metrics;
    private final FlexibilityKeeper flexibility;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "planner"));
    private final AtomicReference<Optional<Waiting>> waiting = new AtomicReference<>(Optional.empty());
    private volatile Optional<Planned> inForce = Optional.empty();

    private final List<BiConsumer<ChargingProblem, ChargingPlan>> listeners = new CopyOnWriteArrayList<>();

    private record Waiting(ChargingProblem problem, Instant at, Runnable done, CompletableFuture<Void> finished) {}

    Planner(
            Optimiser optimiser,
            PlanStore store,
            Settings settings,
            MeterRegistry metrics,
            FlexibilityKeeper flexibility) {
        this.optimiser = optimiser;
        this.store = store;
        this.deadline = settings.plan().deadline();
        this.metrics = metrics;
        this.flexibility = flexibility;
        this.solving = Timer.builder("corridor.plan.solve")
                .description("Wall time of one plan")
                .register(metrics);
    }

    /** Takes up the plan of before the restart. */
    void load() {
        inForce = store.newest().map(plan -> new Planned(plan, plan.grid().start()));
    }

    Optional<Planned> inForce() {
        return inForce;
    }

    /** Runs after every new plan, on the planning thread. */
    void onPlan(BiConsumer<ChargingProblem, ChargingPlan> listener) {
        listeners.add(listener);
    }

    /** Solves {@code problem} as soon as the solve under way is done; a problem that waited until then is dropped. */
    CompletableFuture<Void> submit(ChargingProblem problem, Instant at, Runnable done) {
        if (!holds(problem.grid().start())) {
            take(problem, rule.plan(problem, Duration.ofSeconds(1)), at);
        }
        Waiting next = new Waiting(problem, at, done, new CompletableFuture<>());
        waiting.getAndSet(Optional.of(next))
                .ifPresent(dropped -> dropped.finished().complete(null));
        try {
            worker.execute(this::solveNewest);
        } catch (RejectedExecutionException closing) {
            next.finished().complete(null);
        }
        return next.finished();
    }

    void close() {
        worker.shutdownNow();
    }

    /**
     * Whether the plan in force says something about {@code now}. A vehicle that is not in it draws its failsafe, or full power
     * when it has no time to lose, until the next plan; the others go on as planned.
     */
    private boolean holds(Instant now) {
        return inForce.map(Planned::plan)
                .filter(plan -> {
                    int t = plan.grid().intervalAt(now);
                    return t >= 0 && t < plan.grid().steps();
                })
                .isPresent();
    }

    private void solveNewest() {
        waiting.getAndSet(Optional.empty()).ifPresent(next -> {
            try {
                ChargingPlan plan = solving.record(() -> optimiser.plan(next.problem(), deadline));
                take(next.problem(), plan, next.at());
                store.save(plan, next.at());
                listeners.forEach(listener -> listener.accept(next.problem(), plan));
                next.done().run();
            } catch (RuntimeException e) {
                // The loop goes on with the plan in force; the next cycle tries again.
                Log.error("Planning failed; the plan in force stays.", e);
            } finally {
                next.finished().complete(null);
            }
        });
    }

    private void take(ChargingProblem problem, ChargingPlan plan, Instant at) {
        inForce = Optional.of(new Planned(plan, at));
        var unused = flexibility.submit(problem, plan);
        metrics.counter("corridor.plans", "status", plan.status().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
