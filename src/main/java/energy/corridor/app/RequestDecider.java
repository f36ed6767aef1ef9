package energy.corridor.app;

import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetState;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.answer.PromiseCheck;
import energy.corridor.optimiser.answer.RequestAnswer;
import energy.corridor.quantity.TimeGrid;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides requests beside the control loop, one after the other, so that each is decided on a depot that has promised what was accepted
 * before it; and tells operators when a new plan cannot keep what was accepted.
 */
@Singleton
final class RequestDecider {

    private static final Duration LONGEST_HORIZON = Duration.ofHours(72);

    private final DepotClock clock;
    private final FleetBook fleet;
    private final GridBook grid;
    private final ProblemMaker problems;
    private final Settings settings;
    private final RequestAnswer answer;
    private final DecisionDesk desk;

    RequestDecider(
            DepotClock clock,
            FleetBook fleet,
            GridBook grid,
            ProblemMaker problems,
            Planner planner,
            Settings settings,
            MeterRegistry metrics) {
        this.clock = clock;
        this.fleet = fleet;
        this.grid = grid;
        this.problems = problems;
        this.settings = settings;
        answer = new RequestAnswer(DepotOptimiser.create());
        Timer deciding = Timer.builder("corridor.requests.decide")
                .description("Wall time from a request's receipt to its decision")
                .register(metrics);
        desk = new DecisionDesk(
                grid.requests(), this::decide, settings.requests().deadline(), clock, deciding::record);
        planner.onPlan(this::check);
    }

    /** Takes up what waited at the end of the last run, and whatever comes from now on. */
    void start() {
        desk.start();
    }

    void close() {
        desk.close();
    }

    private Decision decide(GridSignal asked, Duration time) {
        Instant now = clock.instant();
        FleetState state = fleet.at(now);
        TimeGrid horizon = horizon(asked, now);
        ChargingProblem before =
                problems.of(state, grid.conditions(horizon, asked.id().key()));
        ChargingProblem after =
                asked instanceof GridSignal.SiteLimit ? problems.of(state, grid.conditions(horizon)) : before;
        return answer.of(asked, before, after, time);
    }

    private TimeGrid horizon(GridSignal asked, Instant now) {
        Duration planned = settings.plan().horizon();
        Duration until = Duration.between(now, asked.to()).plus(settings.plan().step());
        Duration wanted = until.compareTo(planned) > 0 ? until : planned;
        Duration most = planned.compareTo(LONGEST_HORIZON) > 0 ? planned : LONGEST_HORIZON;
        return TimeGrid.covering(now, settings.plan().step(), wanted.compareTo(most) < 0 ? wanted : most);
    }

    /** Of every new plan. */
    private void check(ChargingProblem problem, ChargingPlan plan) {
        for (RequestRecord request : grid.requests().open()) {
            if (request.accepted().orElse(request.asked()) instanceof Dispatch accepted
                    && !request.state().isOpen()
                    && problem.requests().stream().anyMatch(r -> r.id().equals(request.key()))) {
                Instant now = clock.instant();
                PromiseCheck.of(accepted, request.expected(), problem, plan, now)
                        .ifPresent(news -> grid.requests()
                                .expect(
                                        request.asked().id(),
                                        news.slots(),
                                        news.slots().isEmpty() ? ReasonCode.OK : ReasonCode.FLEET_CHANGED,
                                        news.reason(),
                                        now));
            }
        }
    }
}
