package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import energy.corridor.grid.delivery.Delivered;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.LoadProfile;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.answer.RequestAnswer;
import energy.corridor.optimiser.lp.LpOptimiser;
import energy.corridor.optimiser.methods.ClosedLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is accepted is delivered by a fleet that is planned anew in every interval, and no vehicle leaves with less for it. */
class AcceptedIsDeliveredTest {

    private static final int STEPS = 12;
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final AtomicInteger GIVEN = new AtomicInteger();
    private static final AtomicInteger REFUSED = new AtomicInteger();

    private final Optimiser optimiser = new LpOptimiser();

    @ParameterizedTest
    @ValueSource(
            longs = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40
            })
    void inDepotsOfAnyState(long seed) {
        ChargingProblem depot = limitsOnly(RandomDepot.of(seed, STEPS, 4));
        PlanAudit without = ClosedLoop.run(depot, ClosedLoop.of(optimiser, TIME));
        assumeThat(without.aims().clampedKwh())
                .as("trips that take more than a battery holds")
                .isZero();
        Random random = new Random(seed);
        int from = random.nextInt(8);
        int to = from + 1 + random.nextInt(STEPS - from - 1);
        Dispatch asked = new Dispatch(
                SignalId.ofDepot("flex"),
                true,
                List.of(new Slot(
                        DepotBuilder.at(from / 4.0), DepotBuilder.at(to / 4.0), 60 * random.nextDouble() - 30)),
                0,
                BaselineMethod.DECLARED);
        Decision decision = new RequestAnswer(optimiser).of(asked, depot, depot, TIME);
        if (decision.state() == RequestState.REJECTED) {
            REFUSED.incrementAndGet();
            assertThat(decision.reason()).isNotBlank();
            return;
        }
        GIVEN.incrementAndGet();
        LoadProfile baseline = decision.declared().orElseThrow();
        List<Slot> accepted = ((Dispatch) decision.accepted().orElseThrow()).slots();
        PlanAudit with = ClosedLoop.run(bound(depot, accepted), ClosedLoop.of(optimiser, TIME));
        assertThat(with.violations()).isEmpty();
        assertThat(with.aims().unmetKwh())
                .as("energy missing at departures")
                .isLessThanOrEqualTo(without.aims().unmetKwh() + 0.1);
        for (Slot slot : accepted) {
            for (int t = 0; t < STEPS; t++) {
                if (slot.covers(depot.grid().boundary(t))) {
                    double before = baseline.kw().get(t);
                    Delivered delivered = Delivered.of(slot.kw() - before, before, metered(depot, with, t));
                    assertThat(delivered.shortfall())
                            .as("missing kW in interval %d of %s", t, slot)
                            .isLessThanOrEqualTo(0.6 + 0.01 * Math.abs(slot.kw()));
                }
            }
        }
    }

    @AfterAll
    static void bothAnswersHappen() {
        assertThat(GIVEN.get()).as("requests accepted at least in part").isGreaterThan(4);
        assertThat(REFUSED.get()).as("requests rejected").isLessThan(12);
    }

    /** With an inverter that gives all that the export limit lets out, whatever the plan thought of it. */
    private static double metered(ChargingProblem depot, PlanAudit audit, int t) {
        double kw = audit.sitePowerKw()[t] - audit.schedule().curtailedKw()[t];
        return Math.max(kw, -depot.site().exportLimitKw().get(t));
    }

    /** Without least powers, which a small program takes long for, and with PV as a depot has it. */
    private static ChargingProblem limitsOnly(ChargingProblem p) {
        return new ChargingProblem(
                p.grid(),
                p.site().withPvAsItComes(),
                p.prices(),
                p.storage(),
                p.vehicles().stream()
                        .map(v -> v.charging(v.maxChargeKw(), 0, 0))
                        .toList(),
                p.requests().stream()
                        .filter(Request.ImportLimit.class::isInstance)
                        .toList());
    }

    private static ChargingProblem bound(ChargingProblem p, List<Slot> accepted) {
        List<Request> requests = new ArrayList<>(p.requests());
        for (Slot slot : accepted) {
            requests.add(new Request.Dispatch(
                    "flex#" + requests.size(), slot.from(), slot.to(), slot.kw(), BindingWorth.eurPerKwh(p)));
        }
        return new ChargingProblem(p.grid(), p.site(), p.prices(), p.storage(), p.vehicles(), requests);
    }
}
