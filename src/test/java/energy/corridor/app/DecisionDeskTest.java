package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.InMemoryRequestStore;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** At 16:00; the deadline is 0.3 s of the wall clock. */
class DecisionDeskTest {

    private static final Instant NOW = Instant.parse("2026-03-02T16:00:00Z");
    private static final Duration DEADLINE = Duration.ofMillis(300);

    private final RequestBook book = new RequestBook(new InMemoryRequestStore());
    private final CountDownLatch end = new CountDownLatch(1);
    private Optional<DecisionDesk> desk = Optional.empty();

    private void desk(DecisionDesk.Work work) {
        desk = Optional.of(new DecisionDesk(book, work, DEADLINE, Clock.fixed(NOW, ZoneOffset.UTC), took -> {}));
        desk.get().start();
    }

    @AfterEach
    void close() {
        end.countDown();
        desk.ifPresent(DecisionDesk::close);
    }

    /** Never done before the test is. */
    private Decision endless(GridSignal asked, Duration time) {
        try {
            end.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return Decision.accepted(asked, "All of it can be delivered.");
    }

    private static List<Slot> window() {
        return List.of(new Slot(NOW.plusSeconds(600), NOW.plusSeconds(1200), 5));
    }

    private static Dispatch dispatch(String id) {
        return new Dispatch(SignalId.ofDepot(id), false, window(), 0, BaselineMethod.DECLARED);
    }

    private CompletableFuture<RequestRecord> ask(GridSignal signal) {
        book.receive(signal, Optional.empty(), Optional.empty(), NOW);
        return book.decided(signal.id());
    }

    private static RequestRecord answer(CompletableFuture<RequestRecord> asked) throws Exception {
        return asked.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatIsNotWorkedOutInTimeIsDeclined() throws Exception {
        desk(this::endless);
        long asked = System.nanoTime();
        RequestRecord answer = answer(ask(dispatch("flex")));
        assertThat(System.nanoTime() - asked).isGreaterThanOrEqualTo(DEADLINE.toNanos());
        assertThat(answer.state()).isEqualTo(RequestState.REJECTED);
        assertThat(answer.newest().code()).isEqualTo(ReasonCode.TOO_SHORT_NOTICE);
        assertThat(answer.newest().reason())
                .isEqualTo("What the depot can deliver could not be worked out within 0.3 s;"
                        + " a higher revision is decided afresh.");
    }

    @Test
    void aDecisionThatComesAfterwardsPromisesNothing() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        desk((asked, time) -> {
            Decision late = endless(asked, time);
            done.countDown();
            return late;
        });
        answer(ask(dispatch("flex")));
        end.countDown();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        answer(ask(dispatch("next"))); // decided after it by the same thread
        assertThat(book.find("flex").orElseThrow().state()).isEqualTo(RequestState.REJECTED);
        assertThat(book.find("next").orElseThrow().state()).isEqualTo(RequestState.SCHEDULED);
    }

    @Test
    void aLimitHoldsWhetherItsCostIsKnownOrNot() throws Exception {
        desk(this::endless);
        RequestRecord answer =
                answer(ask(new SiteLimit(SignalId.ofDepot("cap"), false, LimitKind.LIMIT, Optional.empty(), window())));
        assertThat(answer.decision().orElseThrow().state()).isEqualTo(RequestState.ACCEPTED);
        assertThat(answer.decision().orElseThrow().reason())
                .isEqualTo("The limit holds; what it costs could not be worked out within 0.3 s.");
    }

    @Test
    void whoWaitsBehindOthersIsAnsweredInTimeAsWell() throws Exception {
        desk(this::endless);
        List<CompletableFuture<RequestRecord>> asked =
                IntStream.range(0, 20).mapToObj(i -> ask(dispatch("flex-" + i))).toList();
        for (CompletableFuture<RequestRecord> each : asked) {
            assertThat(answer(each).state()).isEqualTo(RequestState.REJECTED);
        }
    }

    @Test
    void aFaultIsAnAnswerToo() throws Exception {
        desk((asked, time) -> {
            throw new IllegalStateException("broken on purpose");
        });
        assertThat(answer(ask(dispatch("flex"))).newest().reason()).contains("a fault of Corridor's own");
    }
}
