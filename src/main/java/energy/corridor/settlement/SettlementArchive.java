package energy.corridor.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What settlement has kept, for people, statements and auditors. Lists are ordered, so that the same question has the same answer. */
public interface SettlementArchive {

    /** Account, commodity and what it holds. */
    record Balance(String account, String commodity, long amount) {}

    /** A booking as kept, with its place in the chain. */
    record Booked(long id, EntrySet booking, String prevHash, String hash) {}

    /**
     * @param balanced whether every commodity adds up to 0, and the balances are the sums of the postings
     * @param chained whether every booking's hash is that of its content and the one before
     */
    record LedgerCheck(long bookings, long postings, boolean balanced, boolean chained, List<String> faults) {}

    /** A raw row of the journal by its number. */
    record Raw(long id, String kind, String evse, Instant at, Instant receivedAt, String measurand, String value) {}

    /** Newest versions that start in {@code [from, to)}, by element, start and channel. */
    List<IntervalEnergy> intervals(Optional<String> element, Instant from, Instant to);

    /** All versions of one element's packets that start in {@code [from, to)}, by start, direction and version. */
    List<Kwp> kwps(Optional<String> element, Instant from, Instant to);

    /** Every line of one owner's packets that start in {@code [from, to)}, by element, start, direction and order of settlement. */
    void lines(String owner, Instant from, Instant to, Consumer<SettlementLine> each);

    /** The newest quote of every point, direction and interval that starts in {@code [from, to)}. */
    List<RateQuote> quotes(Instant from, Instant to);

    /** Newest first. */
    List<Finding> findings(Instant from, Instant to, int most);

    List<Raw> raw(List<Long> ids);

    List<Balance> balances();

    /** @param account every booking that posts to it, oldest first */
    List<Booked> bookings(Optional<String> account, Optional<String> reference, Instant from, Instant to, int most);

    LedgerCheck check();
}
