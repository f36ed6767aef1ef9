package energy.corridor.settlement;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Where frozen baselines and supply values are kept; both are only added. */
public interface CurtailmentStore {

    /** Keeps those of events and intervals that have none yet. */
    void freeze(List<Baseline> baselines);

    /** Those of intervals that start in {@code [from, to)}, by start and event. */
    List<Baseline> baselines(Instant from, Instant to);

    /** Newest versions of intervals that start in {@code [from, to)}, by start and event. */
    List<Psv> psvs(Instant from, Instant to);

    /**
     * What of these elements' energy somebody else has claimed on the market, e.g. sold: a sentence; nothing when it is all free.
     *
     * @param event whose own claims do not count
     */
    Optional<String> claimedByOthers(String event, Collection<String> elements, Instant start);

    /**
     * Adds supply values, and with them the claim of every member on its part of the energy.
     *
     * @throws SettlementStore.ConflictException when somebody was faster with a value or a claim; nothing is added
     */
    void add(List<Claimed> values);

    /** @param shares who did not draw how much of it; they add up to its energy */
    record Claimed(Psv psv, java.util.SortedMap<String, Long> shares) {}
}
