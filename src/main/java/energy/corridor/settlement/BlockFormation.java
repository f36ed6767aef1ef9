package energy.corridor.settlement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Adds supply and curtailment up to trading blocks, interval by interval: whole multiples of a least size, what is left over carried into the
 * next block. A packet joins one block at most; one that comes later than its interval's block joins a further block of that interval.
 */
public final class BlockFormation {

    /** Packets of intervals longer ago are left out: they are no longer traded. */
    private static final Duration OLDEST = Duration.ofDays(35);

    /**
     * @param product the name under which blocks are traded
     * @param minWh least size over one interval, Wh
     */
    public record Settings(String product, long minWh) {}

    private final BlockStore store;
    private final Settings settings;

    public BlockFormation(BlockStore store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    /** Forms the blocks of intervals that start before {@code until}; what is in a block already stays there. */
    public synchronized List<BlockStore.Formed> form(Instant until, Instant now) {
        SortedMap<Instant, List<Kwp>> byStart = new TreeMap<>();
        for (Kwp kwp : store.free(until.minus(OLDEST), until)) {
            byStart.computeIfAbsent(kwp.start(), start -> new ArrayList<>()).add(kwp);
        }
        List<BlockStore.Formed> formed = new ArrayList<>();
        Optional<BlockStore.Formed> last = byStart.isEmpty() ? Optional.empty() : store.last(settings.product());
        for (Map.Entry<Instant, List<Kwp>> interval : byStart.entrySet()) {
            List<Kwp> members = interval.getValue();
            Ptb block = new Ptb(
                    settings.product(),
                    interval.getKey(),
                    members.get(0).end(),
                    settings.minWh(),
                    last.map(l -> l.block().carryWh()).orElse(0L),
                    members.stream()
                            .map(k -> new Ptb.Member(k.id(), k.energyWh()))
                            .toList());
            BlockStore.Formed next =
                    new BlockStore.Formed(last.map(l -> l.number() + 1).orElse(1L), block, now);
            store.add(next, members);
            formed.add(next);
            last = Optional.of(next);
        }
        return formed;
    }
}
