package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a station has to say, one request at a time. Transaction-related messages stay in order until answered; the others
 * are forgotten when the connection is lost, and may pass a transaction-related one that waits for its next attempt.
 */
final class Outbox {

    /** A request on the wire. */
    record Sent(String id, Message message) {}

    private final ArrayDeque<Message> kept = new ArrayDeque<>();
    private final ArrayDeque<Message> prompt = new ArrayDeque<>();
    private final Map<Long, Integer> transactionIds = new HashMap<>();
    private long order;
    private @Nullable Sent inFlight;

    void add(String action, ObjectNode payload, long session) {
        Message message = new Message(++order, action, payload, session, 0, null);
        (message.isKept() ? kept : prompt).add(message);
    }

    boolean holds(String action) {
        return prompt.stream().anyMatch(m -> m.action().equals(action))
                || (inFlight != null && inFlight.message.action().equals(action));
    }

    void withdraw(String action) {
        prompt.removeIf(m -> m.action().equals(action));
    }

    boolean isFree() {
        return inFlight == null;
    }

    /**
     * What may be sent now if nothing is in flight; before the station is accepted only a BootNotification.
     *
     * @param jumbled whether of two meter values the later goes first
     */
    Optional<Message> next(Instant now, boolean accepted, boolean jumbled) {
        if (!accepted) {
            return prompt.stream().filter(m -> m.action().equals(Message.BOOT)).findFirst();
        }
        Message first = jumbled ? secondOfTwoMeterValues() : kept.peekFirst();
        boolean due = first != null
                && (first.notBefore() == null || !first.notBefore().isAfter(now));
        Message other = prompt.peekFirst();
        if (first != null && due) {
            return Optional.of(other == null || first.order() < other.order() ? first : other);
        }
        return Optional.ofNullable(other);
    }

    private @Nullable Message secondOfTwoMeterValues() {
        Iterator<Message> inOrder = kept.iterator();
        Message first = inOrder.hasNext() ? inOrder.next() : null;
        Message second = inOrder.hasNext() ? inOrder.next() : null;
        boolean may = first != null
                && second != null
                && first.attempts() == 0
                && first.action().equals(Message.METER)
                && second.action().equals(Message.METER)
                && first.session() == second.session();
        return may ? second : first;
    }

    /** Marks a message as on the wire; its payload then carries the transaction id as known. */
    Sent send(Message message) {
        prompt.remove(message);
        if (message.session() != 0 && !message.action().equals(Message.START)) {
            message.payload().put("transactionId", transactionIds.getOrDefault(message.session(), -1));
        }
        inFlight = new Sent(UUID.randomUUID().toString(), message);
        return inFlight;
    }

    /** The message that {@code id} answers, no longer in flight; empty when there is none. */
    Optional<Message> answer(String id) {
        if (inFlight == null || !inFlight.id.equals(id)) {
            return Optional.empty();
        }
        Message message = inFlight.message;
        inFlight = null;
        return Optional.of(message);
    }

    /** A kept message is done with, for good or ill. */
    void done(Message message) {
        kept.removeIf(m -> m.order() == message.order());
    }

    void retry(Message message, @Nullable Instant next) {
        if (message.isKept()) {
            kept.removeIf(m -> m.order() == message.order());
            kept.addFirst(message.failed(next));
        } else {
            prompt.addFirst(message.failed(null));
        }
    }

    /** When the first kept message is to be tried again, if it was answered with an error. */
    Optional<Instant> retryAt() {
        return Optional.ofNullable(kept.peekFirst()).map(Message::notBefore);
    }

    void connectionLost() {
        inFlight = null;
        prompt.clear();
    }

    void transactionId(long session, int id) {
        transactionIds.put(session, id);
    }

    /** Forgets transactions of which nothing is left to say. */
    void forgetExcept(long running) {
        transactionIds.keySet().removeIf(s -> s != running && kept.stream().noneMatch(m -> m.session() == s));
    }

    @Nullable Integer transactionId(long session) {
        return transactionIds.get(session);
    }

    /** Copies: a reader may write them down while {@link #send} puts a transaction id into one. */
    List<Message> keptMessages() {
        return kept.stream().map(Message::copy).toList();
    }

    Map<Long, Integer> knownTransactionIds() {
        return Map.copyOf(transactionIds);
    }

    void restore(List<Message> messages, Map<Long, Integer> ids) {
        messages.forEach(m -> {
            kept.add(m);
            order = Math.max(order, m.order());
        });
        transactionIds.putAll(ids);
    }
}
