package energy.corridor.settlement;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A power trading block: packets and supply values of several elements in one interval, traded in whole multiples of a least size. What is
 * left over is carried into the next block of the same product.
 *
 * @param minWh least size, Wh
 * @param carriedWh what the block before left over
 */
public record Ptb(String product, Instant start, Instant end, long minWh, long carriedWh, List<Member> members) {

    public static final String CARRIED = "carried";

    /** @param source id of a packet or a supply value */
    public record Member(String source, long wh) {}

    public Ptb {
        members = List.copyOf(members);
        if (minWh < 1 || carriedWh < 0 || members.stream().anyMatch(m -> m.wh() <= 0)) {
            throw new IllegalArgumentException(
                    "The block %s needs a least size above 0 and members above 0 Wh.".formatted(product));
        }
        if (members.stream().map(Member::source).distinct().count() < members.size()) {
            throw new IllegalArgumentException("The block %s counts a member twice.".formatted(product));
        }
    }

    public long totalWh() {
        return members.stream().mapToLong(Member::wh).reduce(carriedWh, Math::addExact);
    }

    /** How many least sizes it holds. */
    public long blocks() {
        return totalWh() / minWh;
    }

    public long blockWh() {
        return blocks() * minWh;
    }

    /** What goes on to the next block. */
    public long carryWh() {
        return totalWh() - blockWh();
    }

    /**
     * What every member has of the block's proceeds: by its energy, by largest remainder, so that the shares add up.
     *
     * @return by source; {@link #CARRIED} is what the block before left over
     */
    public SortedMap<String, Long> shares(long proceedsMicro) {
        SortedMap<String, Long> weights = new TreeMap<>();
        members.forEach(m -> weights.put(m.source(), m.wh()));
        if (carriedWh > 0) {
            weights.put(CARRIED, carriedWh);
        }
        return LargestRemainder.split(proceedsMicro, weights);
    }
}
