package energy.corridor.grid.request;

import energy.corridor.grid.delivery.DeliveryReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One revision of a request with all that happened to it, oldest first.
 *
 * @param expires when it must be decided by
 * @param channel where who asked wants to hear of it
 * @param expected what the newest plan delivers of what was accepted, where that is less
 */
public record RequestRecord(
        GridSignal asked,
        Instant receivedAt,
        Optional<Instant> expires,
        Optional<Channel> channel,
        Optional<Decision> decision,
        List<Slot> expected,
        Optional<DeliveryReport> delivery,
        List<Transition> history) {

    public RequestRecord {
        expected = List.copyOf(expected);
        history = List.copyOf(history);
    }

    /** An address and a mark of the protocol it came by, both opaque here. */
    public record Channel(String address, String mark) {}

    public String key() {
        return asked.id().key();
    }

    public Transition newest() {
        return history.get(history.size() - 1);
    }

    public RequestState state() {
        return newest().state();
    }

    /** The decision's step, while it has one. */
    public Optional<GridSignal> accepted() {
        return decision.flatMap(Decision::accepted);
    }

    RequestRecord with(Transition next) {
        List<Transition> longer = new ArrayList<>(history);
        longer.add(next);
        return new RequestRecord(asked, receivedAt, expires, channel, decision, expected, delivery, longer);
    }

    RequestRecord with(Decision made) {
        return new RequestRecord(asked, receivedAt, expires, channel, Optional.of(made), expected, delivery, history);
    }

    RequestRecord withExpected(List<Slot> now) {
        return new RequestRecord(asked, receivedAt, expires, channel, decision, now, delivery, history);
    }

    RequestRecord with(DeliveryReport measured) {
        return new RequestRecord(
                asked, receivedAt, expires, channel, decision, expected, Optional.of(measured), history);
    }
}
