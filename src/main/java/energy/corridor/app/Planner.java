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
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Plans beside the control loop: a problem is solved while the loop goes on with the plan in force. Where no plan is
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
    private volatile CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private volatile Optional<Planned> inForce = Optional.empty();

    private final List<BiConsumer<ChargingProblem, ChargingPlan>> listeners = new CopyOnWriteArrayList<>();

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

    /** Puts the rule's plan in force where none says anything about {@code now}. */
    void standIn(Instant now, Supplier<ChargingProblem> problem) {
        if (!holds(now)) {
            ChargingProblem present = problem.get();
            take(present, rule.plan(present, Duration.ofSeconds(1)), now);
        }
    }

    /** Completes when the solve under way has ended; complete where there is none. */
    CompletableFuture<Void> underWay() {
        return underWay;
    }

    /** Solves {@code problem} beside the caller. To be called only when nothing is under way. */
    CompletableFuture<Void> submit(ChargingProblem problem, Instant at, Runnable done) {
        var finished = new CompletableFuture<Void>();
        underWay = finished;
        try {
            worker.execute(() -> solve(problem, at, done, finished));
        } catch (RejectedExecutionException closing) {
            finished.complete(null);
        }
        return finished;
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

    private void solve(ChargingProblem problem, Instant at, Runnable done, CompletableFuture<Void> finished) {
        try {
            ChargingPlan plan = solving.record(() -> optimiser.plan(problem, deadline));
            take(problem, plan, at);
            store.save(plan, at);
            listeners.forEach(listener -> listener.accept(problem, plan));
        } catch (RuntimeException e) {
            if (worker.isShutdown()) {
                Log.debug("The plan under way ends with the service.");
            } else {
                // The loop goes on with the plan in force; the next cycle tries again.
                Log.error("Planning failed; the plan in force stays.", e);
            }
        } finally {
            finished.complete(null);
            done.run();
        }
    }

    private void take(ChargingProblem problem, ChargingPlan plan, Instant at) {
        inForce = Optional.of(new Planned(plan, at));
        var unused = flexibility.submit(problem, plan);
        metrics.counter("corridor.plans", "status", plan.status().name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
