package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.app.DepotOptimiser;
import energy.corridor.grid.delivery.Delivered;
import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.Decision.Cost;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.LoadProfile;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.answer.RequestAnswer;
import energy.corridor.optimiser.methods.ClosedLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is accepted is delivered by a fleet that the service's own optimiser plans anew in every interval, and no vehicle leaves with
 * less for it.
 */
class AcceptedIsDeliveredTest {

    private static final Duration TIME = Duration.ofMillis(500);
    private static final int FEW = 24;
    private static final int MANY = 4;
    private static final int LIMITS = 10;
    private static final Map<RequestState, Integer> ANSWERS = new EnumMap<>(RequestState.class);

    private final Optimiser optimiser = DepotOptimiser.create();

    static LongStream few() {
        return LongStream.rangeClosed(1, FEW);
    }

    static LongStream many() {
        return LongStream.rangeClosed(1, MANY);
    }

    @ParameterizedTest
    @MethodSource("few")
    void dispatchesInDepotsOfAnyState(long seed) {
        dispatched(AskedDepot.of(seed, 4, optimiser, TIME));
    }

    @ParameterizedTest
    @MethodSource("many")
    void dispatchesOfWholeFleets(long seed) {
        dispatched(AskedDepot.of(seed, 30, optimiser, TIME));
    }

    private void dispatched(AskedDepot asked) {
        ChargingProblem depot = asked.depot();
        Slot slot = slot(asked, asked.changeKw());
        Dispatch dispatch = new Dispatch(SignalId.ofDepot("flex"), true, List.of(slot), 0, BaselineMethod.DECLARED);
        Decision decision = new RequestAnswer(optimiser).of(dispatch, depot, depot, TIME.multipliedBy(2));
        ANSWERS.merge(decision.state(), 1, Integer::sum);
        if (decision.state() == RequestState.REJECTED) {
            assertThat(decision.reason()).isNotBlank();
            return;
        }
        List<Slot> accepted = ((Dispatch) decision.accepted().orElseThrow()).slots();
        PlanAudit without = loop(depot);
        PlanAudit with = loop(bound(depot, accepted));
        assertThat(with.violations()).isEmpty();
        assertThat(with.aims().unmetKwh())
                .as("energy missing at departures")
                .isLessThanOrEqualTo(without.aims().unmetKwh() + 0.1);
        delivered(depot, accepted, decision.declared().orElseThrow(), with);
    }

    private static void delivered(ChargingProblem depot, List<Slot> accepted, LoadProfile baseline, PlanAudit with) {
        for (Slot part : accepted) {
            for (int t = 0; t < depot.grid().steps(); t++) {
                if (part.covers(depot.grid().boundary(t))) {
                    double before = baseline.kw().get(t);
                    Delivered delivered = Delivered.of(part.kw() - before, before, metered(depot, with, t));
                    assertThat(delivered.shortfall())
                            .as("missing kW in interval %d of %s", t, part)
                            .isLessThanOrEqualTo(0.6 + 0.01 * Math.abs(part.kw()));
                }
            }
        }
    }

    static LongStream limits() {
        return LongStream.rangeClosed(1001, 1000 + LIMITS);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void limitsCostNoMoreThanWasToldAndAreNeverBroken(long seed) {
        AskedDepot asked = AskedDepot.of(seed, 4, optimiser, TIME);
        ChargingProblem depot = asked.depot();
        PlanAudit without = loop(depot);
        double plannedKw = 0;
        for (int t = asked.from(); t < asked.to(); t++) {
            plannedKw = Math.max(plannedKw, without.sitePowerKw()[t]);
        }
        double kw = Math.max(0, plannedKw - Math.abs(asked.changeKw()));
        Slot slot = slot(asked, kw);
        List<Request> requests = new ArrayList<>(depot.requests());
        requests.add(new Request.ImportLimit("cap", slot.from(), slot.to(), kw));
        ChargingProblem limited = depot.asked(requests);
        var limit = new SiteLimit(SignalId.ofDepot("cap"), false, LimitKind.LIMIT, Optional.empty(), List.of(slot));
        Decision decision = new RequestAnswer(optimiser).of(limit, depot, limited, TIME.multipliedBy(2));
        assertThat(decision.state()).isEqualTo(RequestState.ACCEPTED);

        PlanAudit with = loop(limited);
        assertThat(with.violations()).isEmpty();
        for (int t = asked.from(); t < asked.to(); t++) {
            double others =
                    depot.site().baseLoadKw().get(t) - depot.site().pvKw().get(t);
            assertThat(with.sitePowerKw()[t])
                    .as("import in interval %d", t)
                    .isLessThanOrEqualTo(Math.max(kw, others) + 1e-3);
        }
        double told = decision.costs().stream().mapToDouble(Cost::missingKwh).sum();
        assertThat(with.aims().unmetKwh())
                .as("energy missing at departures")
                .isLessThanOrEqualTo(without.aims().unmetKwh() + told + 0.1);
    }

    /** A test of refusals alone would show nothing. */
    @AfterAll
    static void mostIsAcceptedAndEveryAnswerHappens() {
        int asked = FEW + MANY;
        int whole = ANSWERS.getOrDefault(RequestState.ACCEPTED, 0);
        int part = ANSWERS.getOrDefault(RequestState.PARTIALLY_ACCEPTED, 0);
        assertThat(whole + part).as("accepted of %d: %s", asked, ANSWERS).isGreaterThan(asked / 2);
        assertThat(whole).as("accepted whole of %d: %s", asked, ANSWERS).isGreaterThan(asked / 5);
        assertThat(part).as("accepted in part of %d: %s", asked, ANSWERS).isPositive();
        assertThat(whole + part).as("not rejected of %d: %s", asked, ANSWERS).isLessThan(asked);
    }

    private PlanAudit loop(ChargingProblem depot) {
        return ClosedLoop.run(depot, ClosedLoop.of(optimiser, TIME));
    }

    private static Slot slot(AskedDepot asked, double kw) {
        return new Slot(
                asked.depot().grid().boundary(asked.from()),
                asked.depot().grid().boundary(asked.to()),
                kw);
    }

    /** With an inverter that gives all that the export limit lets out, whatever the plan thought of it. */
    private static double metered(ChargingProblem depot, PlanAudit audit, int t) {
        double kw = audit.sitePowerKw()[t] - audit.schedule().curtailedKw()[t];
        return Math.max(kw, -depot.site().exportLimitKw().get(t));
    }

    private static ChargingProblem bound(ChargingProblem p, List<Slot> accepted) {
        List<Request> requests = new ArrayList<>(p.requests());
        for (Slot slot : accepted) {
            requests.add(new Request.Dispatch(
                    "flex#" + requests.size(), slot.from(), slot.to(), slot.kw(), BindingWorth.eurPerKwh(p)));
        }
        return p.asked(requests);
    }
}
