package energy.corridor.settlement;

import energy.corridor.settlement.message.SettlementMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where settlement reads the journal's registers and keeps what it makes of them. What is kept is only ever added to; one call of
 * {@link #commit} is one transaction, kept as a whole or not at all.
 */
public interface SettlementStore {

    /** The registers of one channel of one element. */
    record Registers(String element, Channel channel, List<RegisterReading> readings) {}

    /** What is in force for one element and window before a run. */
    record Kept(List<IntervalEnergy> intervals, List<Kwp> kwps, List<SettlementLine> lines) {}

    /** Elements whose registers the journal has seen since a place in its order. */
    record Touched(Map<String, Instant> earliest, long order) {}

    /**
     * Everything that one step of a run adds.
     *
     * @param onTime a message that is made later than so long after its interval's end is late
     */
    record Additions(
            List<IntervalEnergy> intervals,
            List<RateQuote> quotes,
            List<Kwp> kwps,
            List<SettlementLine> lines,
            List<EntrySet> bookings,
            List<Finding> findings,
            List<SettlementMessage> messages,
            Duration onTime) {

        static Additions of(List<Finding> findings) {
            return new Additions(
                    List.of(), List.of(), List.of(), List.of(), List.of(), findings, List.of(), Duration.ZERO);
        }

        boolean isEmpty() {
            return intervals.isEmpty()
                    && quotes.isEmpty()
                    && kwps.isEmpty()
                    && lines.isEmpty()
                    && bookings.isEmpty()
                    && findings.isEmpty();
        }
    }

    /** Per element and channel: every register in {@code [from, to]}, the last accepted before and the first after. */
    List<Registers> registers(Collection<GridElement> elements, Instant from, Instant to);

    /** What elements without registers here have told by message of intervals that start in {@code [from, to)}, version 1 each. */
    List<IntervalEnergy> told(Collection<String> elements, Instant from, Instant to);

    /** By element: the newest version of each interval and packet, and the newest line, that start in {@code [from, to)}. */
    Map<String, Kept> kept(Collection<String> elements, Instant from, Instant to);

    /** The newest quote of every point, direction and interval that starts in {@code [from, to)}. */
    List<RateQuote> quotes(Instant from, Instant to);

    /**
     * Adds all of it in one transaction; every message gets the next sequence number of its element.
     *
     * @throws ConflictException when another run was faster; nothing is added
     */
    void commit(Additions additions);

    /**
     * By element, where what was journaled or told after {@code order} begins to matter: the last accepted reading before the first of
     * its registers, or the start of what a message tells.
     */
    Touched touchedAfter(long order);

    /** How far the journal and the calendar have been settled; empty before the first time. */
    Progress progress();

    void save(Progress progress);

    /** @param until every interval that ends until then has been looked at */
    record Progress(long order, Instant until) {
        public static final Progress NONE = new Progress(0, Instant.EPOCH);
    }

    /** Somebody else added the same first. */
    final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public ConflictException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
