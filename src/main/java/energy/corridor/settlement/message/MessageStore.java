package energy.corridor.settlement.message;

import energy.corridor.settlement.Finding;
import energy.corridor.settlement.message.SettlementMessage.Packet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where messages are kept; they are only added. */
public interface MessageStore {

    /** @param late whether it came after the on-time limit */
    record Received(SettlementMessage message, Instant receivedAt, boolean late) {}

    /** @param order its place in the journal's order */
    record Told(long order, Received received) {}

    /** A message to an element's owner or to whoever settles further. */
    record Sent(long order, SettlementMessage message, Instant madeAt, boolean late, State state, String answer) {

        public enum State {
            /** To be published, or fetched. */
            READY,
            PUBLISHED,
            ACKED,
            REFUSED
        }
    }

    /** What was not taken, as it came. */
    record Refused(Acknowledgement answer, String body) {}

    Optional<Received> received(String element, long seq);

    /** What an element has told of intervals that start in {@code [from, to)}: the packet of the highest version. */
    List<Packet> told(String element, Instant from, Instant to);

    /**
     * Keeps a message.
     *
     * @throws energy.corridor.settlement.SettlementStore.ConflictException when another with its name was faster
     */
    void add(Received received);

    /** Keeps what was refused, with a finding that people see; the same refusal of the same body once. */
    void add(Refused refused, Finding finding);

    List<Refused> refused(int most);

    /** Newest first. */
    List<Told> received(Optional<String> element, int most);

    /** By priority, then as they were made; those made before {@code since} are left for who asks. */
    List<Sent> ready(Instant since, int most);

    /** Newest first. */
    List<Sent> sent(Optional<String> element, int most);

    /** A broker has them. */
    void published(Collection<Long> orders);

    /** @return whether there is such a message */
    boolean answer(String element, long seq, boolean accepted, String reason);

    /**
     * Adds up: one message per master and interval of which messages were made since the last call.
     *
     * @return how many
     */
    int aggregate(Instant now, Duration onTime);
}
