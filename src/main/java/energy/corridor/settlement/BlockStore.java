package energy.corridor.settlement;

import java.time.Instant;
import java.util.List;

/** Where trading blocks are kept; they are only added. */
public interface BlockStore {

    /** A block as it was formed. @param number from 1, in the order in which blocks of a product were formed */
    record Formed(long number, Ptb block, Instant formedAt) {}

    /**
     * Packets of supply and curtailment (the newest version of each) of ended intervals that start in {@code [from, to)}, above 0 Wh, that
     * are in no block and whose energy nobody else has claimed on the market, by start and element.
     */
    List<Kwp> free(Instant from, Instant to);

    /** The last block of a product. */
    java.util.Optional<Formed> last(String product);

    /**
     * Adds a block with its members, and their claims on what was fed in.
     *
     * @throws SettlementStore.ConflictException when somebody was faster with the number, a member or a claim; nothing is added
     */
    void add(Formed formed, List<Kwp> members);

    /** Those of intervals that start in {@code [from, to)}, by number. */
    List<Formed> blocks(Instant from, Instant to);
}
