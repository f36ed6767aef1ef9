package energy.corridor.optimiser.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.app.DepotOptimiser;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.AskedDepot;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.answer.RequestAnswer;
import energy.corridor.optimiser.methods.ClosedLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever reserve is accepted can be called in every interval of it, vehicle by vehicle, and costs no vehicle anything. */
class AcceptedReserveIsCallableTest {

    private static final Duration TIME = Duration.ofMillis(500);
    private static final int DEPOTS = 14;
    private static int accepted;
    private static int called;

    private final Optimiser optimiser = DepotOptimiser.create();

    static LongStream depots() {
        return LongStream.rangeClosed(2001, 2000 + DEPOTS);
    }

    @ParameterizedTest
    @MethodSource("depots")
    void inDepotsOfAnyState(long seed) {
        AskedDepot asked = AskedDepot.of(seed, 4, optimiser, TIME);
        ChargingProblem depot = asked.depot();
        boolean up = asked.changeKw() < 0;
        Instant from = depot.grid().boundary(asked.from());
        Instant to = depot.grid().boundary(asked.to());
        Reserve reserve = new Reserve(
                SignalId.ofDepot("ready"), up, List.of(new Slot(from, to, Math.abs(asked.changeKw()))), 15, 0, false);
        Decision decision = new RequestAnswer(optimiser).of(reserve, depot, depot, TIME.multipliedBy(2));
        if (decision.state() == RequestState.REJECTED) {
            assertThat(decision.reason()).isNotBlank();
            return;
        }
        accepted++;
        List<Slot> slots = ((Reserve) decision.accepted().orElseThrow()).slots();
        List<Request> requests = new ArrayList<>(depot.requests());
        for (Slot slot : slots) {
            requests.add(new Request.Reserve(
                    "ready#" + requests.size(), slot.from(), slot.to(), up, slot.kw(), 15, 0, true));
        }
        PlanAudit without = ClosedLoop.run(depot, ClosedLoop.of(optimiser, TIME));
        PlanAudit with = ClosedLoop.run(depot.asked(requests), now -> {
            ChargingPlan plan = optimiser.plan(now, TIME);
            callable(now, plan, up, slots);
            return ClosedLoop.of((problem, deadline) -> plan, TIME).firstKw(now);
        });
        assertThat(with.aims().unmetKwh())
                .as("energy missing at departures")
                .isLessThanOrEqualTo(without.aims().unmetKwh() + 0.1);
    }

    /** Now, by what the plan for now holds and what the vehicles could give. */
    private static void callable(ChargingProblem now, ChargingPlan plan, boolean up, List<Slot> slots) {
        for (Slot slot : slots) {
            if (slot.covers(now.grid().start())) {
                Call call = new Call(now, plan, up, 0);
                called++;
                assertThat(call.heldKw)
                        .as("held ready at %s of %s", now.grid().start(), slot)
                        .isGreaterThanOrEqualTo(0.99 * slot.kw() - 0.2);
                assertThat(call.deliveredKw())
                        .as("delivered on a call at %s", now.grid().start())
                        .isGreaterThanOrEqualTo(0.99 * call.heldKw - 0.2);
            }
        }
    }

    @AfterAll
    static void mostIsAcceptedAndCalled() {
        assertThat(accepted).as("accepted at least in part, of %d", DEPOTS).isGreaterThan(DEPOTS / 2);
        assertThat(called).as("calls").isGreaterThanOrEqualTo(accepted);
    }
}
