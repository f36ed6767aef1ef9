package energy.corridor.app;

import energy.corridor.grid.request.Decision;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import energy.corridor.quantity.Units;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sees to it that every request is answered by its deadline on the wall clock: one thread works decisions out, one after the other;
 * another answers what that one has not in time. What is not worked out is never promised; a limit holds anyway.
 */
final class DecisionDesk {

    /** Of the deadline, what working out may take: a busy machine overruns what it was given. */
    private static final double WORK = 0.7;

    /** What a request gets at least, whose turn came late. */
    private static final Duration LEAST = Duration.ofMillis(200);

    /** Works a decision out. */
    interface Work {
        /** @param time how long it may take @throws RuntimeException for a fault of Corridor's own */
        Decision decide(GridSignal asked, Duration time);
    }

    private final RequestBook book;
    private final Work work;
    private final Duration deadline;
    private final Clock clock;
    private final Consumer<Duration> took;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> new Thread(task, "requests"));
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "request-deadlines"));

    /** @param took hears from receipt to decision */
    DecisionDesk(RequestBook book, Work work, Duration deadline, Clock clock, Consumer<Duration> took) {
        this.book = book;
        this.work = work;
        this.deadline = deadline;
        this.clock = clock;
        this.took = took;
    }

    /** Takes up what waited at the end of the last run, and whatever comes from now on. */
    void start() {
        book.onStep(this::submit);
        book.open().forEach(this::submit);
    }

    void close() {
        worker.shutdownNow();
        watch.shutdownNow();
    }

    private void submit(RequestRecord request) {
        if (request.state() != RequestState.VALIDATED) {
            return;
        }
        long received = System.nanoTime();
        try {
            var unused = watch.schedule(
                    () -> answer(request, inPlaceOf(request.asked()), received),
                    deadline.toNanos(),
                    TimeUnit.NANOSECONDS);
            worker.execute(() -> decide(request, received));
        } catch (RejectedExecutionException closing) {
            Log.debugf("Request %s waits for the next start.", request.key());
        }
    }

    private void decide(RequestRecord request, long received) {
        if (!book.isOpen(request.asked().id())) {
            return; // answered already: its turn came too late
        }
        Decision decision;
        try {
            Duration left =
                    Duration.ofNanos((long) (WORK * deadline.toNanos())).minusNanos(System.nanoTime() - received);
            decision = work.decide(request.asked(), left.compareTo(LEAST) > 0 ? left : LEAST);
        } catch (RuntimeException e) {
            Log.errorf(e, "Request %s could not be decided.", request.key());
            decision = request.asked() instanceof GridSignal.SiteLimit
                    ? Decision.accepted(request.asked(), "The limit holds; what it costs could not be worked out.")
                    : Decision.rejected(
                            ReasonCode.TOO_SHORT_NOTICE,
                            "It could not be decided because of a fault of Corridor's own; its log says why.");
        }
        answer(request, decision, received);
    }

    /** What is answered when nothing was worked out in time. */
    private Decision inPlaceOf(GridSignal asked) {
        String late = "could not be worked out within %s s".formatted(Units.seconds(deadline));
        return asked instanceof GridSignal.SiteLimit
                ? Decision.accepted(asked, "The limit holds; what it costs %s.".formatted(late))
                : Decision.rejected(
                        ReasonCode.TOO_SHORT_NOTICE,
                        "What the depot can deliver %s; a higher revision is decided afresh.".formatted(late));
    }

    private void answer(RequestRecord request, Decision decision, long received) {
        try {
            if (book.decide(request.asked().id(), decision, clock.instant())) {
                Duration time = Duration.ofNanos(System.nanoTime() - received);
                took.accept(time);
                Log.infof(
                        "Request %s after %d ms: %s, %s",
                        request.key(), time.toMillis(), decision.state(), decision.reason());
            }
        } catch (RuntimeException e) {
            Log.errorf(
                    e,
                    "The decision on request %s could not be kept; it is decided anew at the next start.",
                    request.key());
        }
    }
}
