package energy.corridor.app;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.dispatch.Dispatcher;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetState;
import energy.corridor.grid.DemandPeak;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.grid.frequency.FrequencyResponse;
import energy.corridor.gridlink.DepotFeed;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.LimitTree;
import energy.corridor.optimiser.flexibility.Callable;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.web.DepotSnapshot;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The depot's one thread: state, corridor, plan, dispatch, in the order of the architecture's figure, every cycle and on every
 * event.
 */
@Singleton
final class ControlLoop {

    private final DepotClock clock;
    private final FleetBook fleet;
    private final GridBook grid;
    private final SiteRoom room;
    private final ProblemMaker problems;
    private final DeliveryKeeper deliveries;
    private final DemandPeak peak;
    private final Planner planner;
    private final Dispatcher dispatcher;
    private final CorridorHistory history;
    private final FlexibilityKeeper flexibility;
    private final DepotFeed feed;
    private final Live live;
    private final CycleMetrics metrics;
    private final Reconciler reconciler;
    private final Settings settings;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "control-loop"));
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean planDue = new AtomicBoolean(true);
    private Instant plannedAt = Instant.EPOCH;

    ControlLoop(
            DepotClock clock,
            FleetBook fleet,
            GridBook grid,
            SiteRoom room,
            ProblemMaker problems,
            DeliveryKeeper deliveries,
            DemandPeak peak,
            Planner planner,
            Dispatcher dispatcher,
            CorridorHistory history,
            FlexibilityKeeper flexibility,
            DepotFeed feed,
            Live live,
            CycleMetrics metrics,
            Reconciler reconciler,
            Settings settings) {
        this.clock = clock;
        this.fleet = fleet;
        this.grid = grid;
        this.room = room;
        this.problems = problems;
        this.deliveries = deliveries;
        this.peak = peak;
        this.planner = planner;
        this.dispatcher = dispatcher;
        this.history = history;
        this.flexibility = flexibility;
        this.feed = feed;
        this.live = live;
        this.metrics = metrics;
        this.reconciler = reconciler;
        this.settings = settings;
    }

    /** Begins the cycles; events bring the next one forward. */
    void start() {
        Duration wall = clock.wall(settings.loop().cycle());
        Duration least = settings.loop().leastWallCycle();
        long period = Math.max(wall.toMillis(), least.toMillis());
        var unused = thread.scheduleWithFixedDelay(this::guardedTick, 0, period, TimeUnit.MILLISECONDS);
        dispatcher.onOutcome(this::wake);
    }

    /** Something changed that the plan depends on: a plug-in, a duty, a limit. */
    void replan() {
        planDue.set(true);
        wake();
    }

    void close() {
        thread.shutdown();
        planner.close();
        deliveries.close();
    }

    /** Something changed that setpoints depend on, and the plan does not. */
    void wake() {
        if (settings.loop().enabled() && woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::guardedTick);
            } catch (RejectedExecutionException closing) {
                Log.debug("The loop is closing; the event waits for the next start.");
            }
        }
    }

    /** The only catch of the loop: one broken cycle must not end control. */
    private void guardedTick() {
        woken.set(false);
        try {
            tick(clock.instant());
        } catch (RuntimeException e) {
            metrics.failed();
            Log.error("A control cycle failed; the next one starts afresh.", e);
        }
    }

    /** What one cycle set in motion, each completed when it has come to its end. */
    record Cycle(
            DepotSnapshot snapshot, int commands, CompletableFuture<Void> planned, CompletableFuture<Void> answered) {}

    synchronized Cycle tick(Instant now) {
        long begin = System.nanoTime();
        grid.advance(now);
        deliveries.advance(now);
        FleetState state = fleet.at(now);
        TimeGrid horizon =
                TimeGrid.covering(now, settings.plan().step(), settings.plan().horizon());
        GridConditions conditions = grid.conditions(horizon);
        SumSocCorridor corridor = SumSocCorridor.of(state, horizon);
        double peakKw = peak.note(now, state.meteredKw() + grid.otherLoadKw(now, now.plusMillis(1)));
        problems.peak(peakKw);
        planner.standIn(now, () -> problems.of(state, conditions));
        Optional<ChargingPlan> plan = planner.inForce().map(Planner.Planned::plan);
        FrequencyResponse frequency = grid.frequency().response(now);
        Callable callable = flexibility.callable(now);
        Dispatcher.Round round = dispatcher.follow(
                state,
                plan,
                LimitTree.of(conditions.site()),
                room.evseLimitsKw(now),
                callable.within(frequency.askedKw()),
                grid.nextTighterLimit(now.plus(settings.dispatch().lead())).orElse(Instant.MAX));
        // Only now: a plan made before the dispatch would start from where the plan before this one led,
        // and two plans of equal money would replace each other for ever.
        CompletableFuture<Void> planned = plan(state, conditions, now);
        reconciler.tick(now);
        CorridorHistory.Point present = new CorridorHistory.Point(
                now, corridor.mostKwh(), corridor.needKwh(), corridor.sumKwh(), state.meteredKw(), (int)
                        state.vehicles().stream()
                                .filter(v -> v.plugIn().isPresent())
                                .count());
        history.append(present);
        FrequencyReport response =
                new FrequencyReport(frequency, callable.upKw(), callable.downKw(), round.shiftedKw());
        feed.show(present, conditions.importLimitKw(now), flexibility.newest(), response);
        DepotSnapshot snapshot = new DepotSnapshot(
                now,
                clock.speed(),
                state,
                conditions,
                corridor,
                present,
                plan,
                planner.inForce().map(Planner.Planned::at),
                dispatcher.inForce(state),
                problems.conduct(state, conditions),
                response,
                round.quarantined(),
                flexibility.newest());
        live.publish(snapshot);
        metrics.cycle(snapshot, round, Duration.ofNanos(System.nanoTime() - begin));
        return new Cycle(
                snapshot,
                round.sent().size() + round.asked().size(),
                planned,
                round.answered().toCompletableFuture());
    }

    /** A plan that is due while another is being made waits for the cycle that follows that one. */
    private CompletableFuture<Void> plan(FleetState state, GridConditions conditions, Instant now) {
        boolean due = planDue.getAndSet(false)
                || Duration.between(plannedAt, now).compareTo(settings.plan().every()) >= 0;
        if (!due) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> underWay = planner.underWay();
        if (!underWay.isDone()) {
            planDue.set(true);
            return underWay;
        }
        plannedAt = now;
        return planner.submit(problems.of(state, conditions), now, this::wake);
    }
}
