package energy.corridor.ocpp;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Our CALLs to one station over one connection: one in flight, the others wait in a bounded queue, where a newer one replaces an
 * older one of the same kind. Every call ends: by its answer, by time, or with the connection. State lives on the event loop;
 * ends are told on a worker.
 */
public final class CallQueue {

    private final StationSocket socket;
    private final Duration timeout;
    private final int limit;
    private final OcppMetrics metrics;
    private final List<Entry> waiting = new ArrayList<>();
    private @Nullable Entry inFlight;
    private @Nullable String closed;
    private boolean open;
    private boolean held;

    /** @param open whether calls may go out at once; else they wait for {@link #open()} */
    public CallQueue(StationSocket socket, OcppSettings settings, OcppMetrics metrics, boolean open) {
        this.socket = socket;
        this.timeout = settings.callTimeout();
        this.limit = settings.queueLimit();
        this.metrics = metrics;
        this.open = open;
    }

    /**
     * Sends a CALL when its turn comes; from any thread.
     *
     * @param payload JSON
     * @param kind a waiting call of the same kind is superseded; "" for none
     */
    public CompletionStage<Answer> call(String action, String payload, String kind) {
        return put(new Entry(action, payload, kind, false));
    }

    /** A call that may go out before the station is accepted. */
    public CompletionStage<Answer> callUnaccepted(String action, String payload) {
        return put(new Entry(action, payload, "", true));
    }

    /** The station is accepted: what waited goes out. */
    public void open() {
        open = true;
        next();
    }

    /** Nothing new goes out until {@link #release()}. */
    public void hold() {
        held = true;
    }

    public void release() {
        held = false;
        next();
    }

    /** @return whether a call was waiting for this answer */
    public boolean answered(String id, JsonNode payload) {
        return ended(id, new Answer.Result(payload));
    }

    /** @return whether a call was waiting for this answer */
    public boolean failed(String id, String code, String description) {
        return ended(id, new Answer.Error(code, description));
    }

    /** Ends everything, now and from now on. @param reason a sentence */
    public void close(String reason) {
        closed = reason;
        Entry sent = inFlight;
        if (sent != null) {
            inFlight = null;
            end(sent, new Answer.Silent(reason));
        }
        List<Entry> unsent = List.copyOf(waiting);
        metrics.waiting(-waiting.size());
        waiting.clear();
        unsent.forEach(entry -> end(entry, new Answer.NotSent(reason)));
    }

    private CompletionStage<Answer> put(Entry entry) {
        try {
            socket.execute(() -> enqueue(entry));
        } catch (RejectedExecutionException e) {
            entry.answer.complete(new Answer.NotSent("The service is shutting down."));
        }
        return entry.answer;
    }

    private void enqueue(Entry entry) {
        String over = closed;
        if (over != null) {
            end(entry, new Answer.NotSent(over));
            return;
        }
        int older = sameKind(entry);
        if (older >= 0) {
            end(waiting.set(older, entry), new Answer.Superseded());
        } else if (waiting.size() >= limit) {
            end(entry, new Answer.NotSent("%d calls to the station wait already.".formatted(limit)));
            return;
        } else {
            waiting.add(entry);
            metrics.waiting(1);
        }
        if (!open && !entry.unaccepted) {
            entry.timer = socket.after(timeout, () -> giveUp(entry));
        }
        next();
    }

    private int sameKind(Entry entry) {
        for (int i = 0; i < waiting.size(); i++) {
            if (!entry.kind.isEmpty() && waiting.get(i).kind.equals(entry.kind)) {
                return i;
            }
        }
        return -1;
    }

    /** A call that the station was never ready for. */
    private void giveUp(Entry entry) {
        if (waiting.remove(entry)) {
            metrics.waiting(-1);
            end(entry, new Answer.NotSent("The station has not sent its BootNotification."));
        }
    }

    private void next() {
        if (inFlight != null || held || closed != null) {
            return;
        }
        for (Entry entry : waiting) {
            if (open || entry.unaccepted) {
                waiting.remove(entry);
                metrics.waiting(-1);
                send(entry);
                return;
            }
        }
    }

    private void send(Entry entry) {
        entry.timer.run();
        inFlight = entry;
        entry.sentNanos = System.nanoTime();
        entry.timer = socket.after(
                timeout,
                () -> ended(
                        entry.id,
                        new Answer.Silent("The station did not answer %s within %d ms."
                                .formatted(entry.action, timeout.toMillis()))));
        socket.send("[2," + JsonText.quote(entry.id) + "," + JsonText.quote(entry.action) + "," + entry.payload + "]");
    }

    private boolean ended(String id, Answer answer) {
        Entry sent = inFlight;
        if (sent == null || !sent.id.equals(id)) {
            return false;
        }
        inFlight = null;
        end(sent, answer);
        next();
        return true;
    }

    private void end(Entry entry, Answer answer) {
        entry.timer.run();
        metrics.called(entry.action, answer, entry.sentNanos == 0 ? 0 : System.nanoTime() - entry.sentNanos);
        socket.work(() -> entry.answer.complete(answer));
    }

    private static final class Entry {
        final String id = UUID.randomUUID().toString();
        final String action;
        final String payload;
        final String kind;
        final boolean unaccepted;
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        Runnable timer = () -> {};
        long sentNanos;

        Entry(String action, String payload, String kind, boolean unaccepted) {
            this.action = action;
            this.payload = payload;
            this.kind = kind;
            this.unaccepted = unaccepted;
        }
    }
}
