package energy.corridor.settlement;

import java.time.Instant;
import java.util.List;

/** Where frozen baselines and supply values are kept; both are only added. */
public interface CurtailmentStore {

    /** Keeps those of events and intervals that have none yet. */
    void freeze(List<Baseline> baselines);

    /** Those of intervals that start in {@code [from, to)}, by start and event. */
    List<Baseline> baselines(Instant from, Instant to);

    /** Newest versions of intervals that start in {@code [from, to)}, by start and event. */
    List<Psv> psvs(Instant from, Instant to);

    /**
     * Adds supply values, and with them the claim of every member on its part of the energy.
     *
     * @param shares Wh by element, for each value
     */
    void add(List<Claimed> values);

    /** @param shares who did not draw how much of it; they add up to its energy */
    record Claimed(Psv psv, java.util.SortedMap<String, Long> shares) {}
}
