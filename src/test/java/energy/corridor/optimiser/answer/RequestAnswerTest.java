package energy.corridor.optimiser.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Hours are counted from 16:00. */
class RequestAnswerTest {

    private final RequestAnswer answer = new RequestAnswer(new LpOptimiser());

    private static Dispatch import_(double fromHour, double toHour, double kw) {
        return dispatch(false, fromHour, toHour, kw);
    }

    private static Dispatch dispatch(boolean relative, double fromHour, double toHour, double kw) {
        return new Dispatch(
                SignalId.ofDepot("flex"),
                relative,
                List.of(new Slot(DepotBuilder.at(fromHour), DepotBuilder.at(toHour), kw)),
                0,
                BaselineMethod.DECLARED);
    }

    private Decision answer(DepotBuilder depot, GridSignal asked) {
        ChargingProblem problem = depot.build();
        return answer.of(asked, problem, problem, Duration.ofSeconds(20));
    }

    private static List<Slot> slots(Decision decision) {
        return ((Dispatch) decision.accepted().orElseThrow()).slots();
    }

    /** Needs 20 kWh by 20:00 with 10 kW; the first two hours are cheap. */
    private static DepotBuilder bus() {
        return DepotBuilder.hourly(4).price(0.1, 0.1, 0.2, 0.3).vehicles("bus-17 0 20 10 0 4");
    }

    @Test
    void whatTheVehiclesCanPutOffIsAccepted() {
        Decision decision = answer(bus(), import_(0, 2, 0));
        assertThat(decision.state()).isEqualTo(RequestState.ACCEPTED);
        assertThat(slots(decision)).containsExactly(new Slot(DepotBuilder.at(0), DepotBuilder.at(2), 0));
        assertThat(decision.declared().orElseThrow().kw()).containsExactly(10.0, 10.0, 0.0, 0.0);
    }

    @Test
    void aDepartureThatLeavesNoMoreIsNamed() {
        Decision decision = answer(bus(), import_(0, 3, 0));
        assertThat(decision.state()).isEqualTo(RequestState.PARTIALLY_ACCEPTED);
        assertThat(decision.code()).isEqualTo(ReasonCode.VEHICLE_READY_TIME);
        assertThat(decision.reason()).contains("bus-17 must leave at 2026-03-02T20:00:00Z with 20 kWh");
        double kwh = slots(decision).stream().mapToDouble(Slot::kw).sum();
        assertThat(kwh).as("10 of 20 kWh have to be charged in the three hours").isBetween(0.0, 10.1);
    }

    @Test
    void nothingIsGivenWhereNothingCanBe() {
        Decision decision = answer(DepotBuilder.hourly(4).vehicles("bus-17 0 40 10 0 4"), import_(0, 4, 0));
        assertThat(decision.state()).isEqualTo(RequestState.REJECTED);
        assertThat(decision.accepted()).isEmpty();
        assertThat(decision.reason())
                .isEqualTo(
                        "At 2026-03-02T16:00:00Z the site can import 10.0 kW, not 0.0 kW: bus-17 must leave at 2026-03-02T20:00:00Z with 40 kWh.");
    }

    @Test
    void aChangeAgainstThePlanIsCountedFromThePlan() {
        Decision decision = answer(bus(), dispatch(true, 0, 1, -4));
        assertThat(slots(decision)).containsExactly(new Slot(DepotBuilder.at(0), DepotBuilder.at(1), 6));
    }

    @Test
    void moreThanTheConnectionLeavesIsNotPromised() {
        Decision decision = answer(bus().siteLimit(8), import_(0, 1, 20));
        assertThat(decision.state()).isEqualTo(RequestState.REJECTED);
        assertThat(decision.code()).isEqualTo(ReasonCode.CONFLICTING_LIMIT);
        assertThat(decision.reason()).contains("the connection leaves 8 kW at 2026-03-02T16:00:00Z");
    }

    @Test
    void moreThanTheVehiclesCanTakeIsNotPromised() {
        Decision decision = answer(bus(), import_(2, 4, 30));
        assertThat(decision.state()).isEqualTo(RequestState.PARTIALLY_ACCEPTED);
        assertThat(decision.code()).isEqualTo(ReasonCode.NO_CAPACITY);
        assertThat(slots(decision)).containsExactly(new Slot(DepotBuilder.at(2), DepotBuilder.at(4), 10));
    }

    @Test
    void whatWasAcceptedBeforeIsNotGivenAway() {
        var promised = new Request.Dispatch("before", DepotBuilder.at(2), DepotBuilder.at(4), 0, 100);
        Decision decision = answer(bus().with(promised), import_(0, 2, 0));
        assertThat(decision.state()).isEqualTo(RequestState.REJECTED);
    }

    @Test
    void aLimitIsObeyedAndSaysWhatItCosts() {
        ChargingProblem before = bus().build();
        var cap = new Request.ImportLimit("cap", DepotBuilder.at(0), DepotBuilder.at(4), 4);
        ChargingProblem after = bus().with(cap).build();
        SiteLimit limit = new SiteLimit(
                SignalId.ofDepot("cap"),
                false,
                LimitKind.LIMIT,
                Optional.empty(),
                List.of(new Slot(DepotBuilder.at(0), DepotBuilder.at(4), 4)));
        Decision decision = answer.of(limit, before, after, Duration.ofSeconds(20));
        assertThat(decision.state()).isEqualTo(RequestState.ACCEPTED);
        assertThat(decision.costs()).singleElement().satisfies(cost -> {
            assertThat(cost.vehicle()).isEqualTo("bus-17");
            assertThat(cost.missingKwh()).isCloseTo(4, within(1e-3));
        });
        assertThat(decision.reason())
                .isEqualTo("The limit holds. For it bus-17 leaves at 2026-03-02T20:00:00Z with 4.0 kWh less"
                        + " (cap holds the site to 4 kW from 2026-03-02T16:00:00Z to 2026-03-02T20:00:00Z).");
    }

    @Test
    void aBandThatCannotBeReachedIsNarrowedToWhatCan() {
        Band band = new Band(SignalId.ofDepot("band"), DepotBuilder.at(1), DepotBuilder.at(3), 15, 100);
        Decision decision =
                answer(DepotBuilder.hourly(4).price(0.3, 0.3, 0.1, 0.1).vehicles("bus-17 0 20 10 0 4"), band);
        assertThat(decision.state()).isEqualTo(RequestState.PARTIALLY_ACCEPTED);
        assertThat(decision.reason())
                .isEqualTo("At 2026-03-02T17:00:00Z the vehicles hold 10 kWh at the most, not 15.");
        assertThat(((Band) decision.accepted().orElseThrow()).lowerKwh()).isBetween(9.0, 10.0);
    }

    @Test
    void aReserveIsHeldAsFarAsItCanBeCalled() {
        Reserve up = new Reserve(
                SignalId.ofDepot("up"),
                true,
                List.of(new Slot(DepotBuilder.at(0), DepotBuilder.at(1), 30)),
                60,
                0,
                true);
        Decision decision = answer(bus(), up);
        assertThat(decision.state()).isEqualTo(RequestState.PARTIALLY_ACCEPTED);
        assertThat(((Reserve) decision.accepted().orElseThrow()).slots())
                .containsExactly(new Slot(DepotBuilder.at(0), DepotBuilder.at(1), 10));
        assertThat(((Reserve) decision.accepted().orElseThrow()).firm()).isTrue();
    }

    @Test
    void aNewNumberIsToldWhenThePlanCannotKeepWhatWasAccepted() {
        Dispatch accepted = import_(1, 2, 0);
        ChargingProblem late =
                DepotBuilder.hourly(2).vehicles("bus-17 0 20 10 0 2").build();
        var plan = new LpOptimiser().plan(late, Duration.ofSeconds(10));
        var news = PromiseCheck.of(accepted, List.of(), late, plan, DepotBuilder.START);
        assertThat(news).hasValueSatisfying(expected -> {
            assertThat(expected.slots()).containsExactly(new Slot(DepotBuilder.at(1), DepotBuilder.at(2), 10));
            assertThat(expected.reason())
                    .isEqualTo(
                            "At 2026-03-02T17:00:00Z the site will import 10.0 kW, not the accepted 0.0 kW: bus-17 must leave at 2026-03-02T18:00:00Z with 20 kWh.");
            assertThat(PromiseCheck.of(accepted, expected.slots(), late, plan, DepotBuilder.START))
                    .as("told once")
                    .isEmpty();
        });
    }
}
