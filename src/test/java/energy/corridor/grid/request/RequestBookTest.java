package energy.corridor.grid.request;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestBookTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final InMemoryRequestStore store = new InMemoryRequestStore();
    private final RequestBook book = new RequestBook(store);

    private static Instant at(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }

    private static Dispatch dispatch(int revision, double kw) {
        return new Dispatch(
                new SignalId("north", "flex", revision),
                false,
                List.of(new Slot(at(60), at(90), kw)),
                0,
                BaselineMethod.DECLARED);
    }

    private static SiteLimit cap(int revision, double kw) {
        return new SiteLimit(
                new SignalId("north", "cap", revision),
                false,
                LimitKind.LIMIT,
                Optional.empty(),
                List.of(new Slot(at(0), at(30), kw)));
    }

    private Receipt receive(GridSignal signal, int minute) {
        return book.receive(signal, Optional.empty(), Optional.empty(), at(minute));
    }

    private List<RequestState> states(String key) {
        return book.find(key).orElseThrow().history().stream()
                .map(Transition::state)
                .toList();
    }

    @Test
    void aDispatchBindsFromItsDecisionOnAndLivesThroughItsWindow() {
        receive(dispatch(1, 50), 0);
        assertThat(book.binding(at(1), "")).isEmpty();
        book.decide(dispatch(1, 50).id(), Decision.accepted(dispatch(1, 50), "All of it."), at(1));
        assertThat(book.binding(at(1), "")).containsExactly(dispatch(1, 50));
        assertThat(book.binding(at(1), "north:flex")).isEmpty();
        book.advance(at(60));
        assertThat(states("north:flex"))
                .containsExactly(
                        RequestState.RECEIVED,
                        RequestState.VALIDATED,
                        RequestState.ACCEPTED,
                        RequestState.SCHEDULED,
                        RequestState.ACTIVE);
        assertThat(book.binding(at(90), "")).isEmpty();
    }

    @Test
    void aLimitBindsAsSoonAsItIsThere() {
        receive(cap(1, 100), 0);
        assertThat(book.binding(at(0), "")).containsExactly(cap(1, 100));
    }

    @Test
    void whatIsRejectedNeverBindsAndLeavesTheRevisionBeforeInForce() {
        receive(dispatch(1, 50), 0);
        book.decide(dispatch(1, 50).id(), Decision.accepted(dispatch(1, 50), "All of it."), at(1));
        receive(dispatch(2, 10), 2);
        assertThat(book.binding(at(2), "")).containsExactly(dispatch(1, 50));
        book.decide(dispatch(2, 10).id(), Decision.rejected(ReasonCode.NO_CAPACITY, "too much"), at(3));
        assertThat(book.binding(at(3), "")).containsExactly(dispatch(1, 50));
        receive(dispatch(3, 40), 4);
        book.decide(dispatch(3, 40).id(), Decision.accepted(dispatch(3, 40), "All of it."), at(5));
        assertThat(book.binding(at(5), "")).containsExactly(dispatch(3, 40));
    }

    @Test
    void aRevisedLimitTakesItsPlaceAtOnce() {
        receive(cap(1, 100), 0);
        receive(cap(2, 80), 1);
        assertThat(book.binding(at(1), "")).containsExactly(cap(2, 80));
    }

    @Test
    void saidTwiceHasOneEffectAlsoAfterARestart() {
        receive(cap(1, 100), 0);
        RequestBook restarted = new RequestBook(store);
        restarted.load(at(1));
        assertThat(restarted.receive(cap(1, 100), Optional.empty(), Optional.empty(), at(1)))
                .isInstanceOf(Receipt.Repeated.class);
        assertThat(restarted.receive(cap(1, 90), Optional.empty(), Optional.empty(), at(1)))
                .isInstanceOfSatisfying(
                        Receipt.Refused.class, r -> assertThat(r.code()).isEqualTo(ReasonCode.DUPLICATE_ID));
        restarted.receive(cap(3, 90), Optional.empty(), Optional.empty(), at(1));
        assertThat(restarted.receive(cap(2, 70), Optional.empty(), Optional.empty(), at(1)))
                .isInstanceOfSatisfying(
                        Receipt.Refused.class, r -> assertThat(r.code()).isEqualTo(ReasonCode.STALE_REVISION));
        assertThat(restarted.binding(at(1), "")).containsExactly(cap(3, 90));
    }

    @Test
    void whatIsNotDecidedInTimeExpiresWithoutEffect() {
        book.receive(dispatch(1, 50), Optional.of(at(5)), Optional.empty(), at(0));
        book.advance(at(5));
        assertThat(states("north:flex")).endsWith(RequestState.EXPIRED);
        book.decide(dispatch(1, 50).id(), Decision.accepted(dispatch(1, 50), "All of it."), at(6));
        assertThat(book.binding(at(6), "")).isEmpty();
    }

    @Test
    void aDecisionThatComesTooLateIsNone() {
        book.receive(dispatch(1, 50), Optional.of(at(5)), Optional.empty(), at(0));
        book.decide(dispatch(1, 50).id(), Decision.accepted(dispatch(1, 50), "All of it."), at(5));
        assertThat(states("north:flex")).endsWith(RequestState.EXPIRED);
    }

    @Test
    void whatIsCancelledBindsNoMoreAndStaysToBeSeen() {
        receive(cap(1, 100), 0);
        assertThat(book.cancel("north:cap", "no more", at(1))).isPresent();
        assertThat(book.cancel("north:cap", "no more", at(1))).isEmpty();
        assertThat(book.binding(at(1), "")).isEmpty();
        assertThat(book.find("north:cap").orElseThrow().newest().reason()).isEqualTo("no more");
    }

    @Test
    void aNewNumberIsToldOnceWithItsReason() {
        List<String> told = new ArrayList<>();
        receive(dispatch(1, 50), 0);
        book.decide(dispatch(1, 50).id(), Decision.accepted(dispatch(1, 50), "All of it."), at(1));
        book.onStep(r -> told.add(r.newest().reason()));
        List<Slot> less = List.of(new Slot(at(60), at(90), 70));
        book.expect(dispatch(1, 50).id(), less, ReasonCode.FLEET_CHANGED, "bus-17 is late", at(2));
        book.expect(dispatch(1, 50).id(), less, ReasonCode.FLEET_CHANGED, "bus-17 is late", at(3));
        assertThat(told).containsExactly("bus-17 is late");
        assertThat(book.find("north:flex").orElseThrow().expected()).isEqualTo(less);
        assertThat(book.binding(at(3), "")).containsExactly(dispatch(1, 50));
    }

    @Test
    void whoWaitsForADecisionHearsIt() throws Exception {
        receive(dispatch(1, 50), 0);
        var answer = book.decided(dispatch(1, 50).id());
        assertThat(answer).isNotDone();
        book.decide(dispatch(1, 50).id(), Decision.accepted(dispatch(1, 50), "All of it."), at(1));
        assertThat(answer.get().state()).isEqualTo(RequestState.SCHEDULED);
        assertThat(book.decided(dispatch(1, 50).id())).isDone();
    }
}
