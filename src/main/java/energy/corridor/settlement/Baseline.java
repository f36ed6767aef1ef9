package energy.corridor.settlement;

import java.time.Instant;

/**
 * What an element would have drawn in an interval had nothing been ordered: frozen when the order came, never changed.
 *
 * @param event the operator's request
 * @param wh 0 or more
 * @param orderedWh how much less was ordered, 0 or more
 * @param method how it was found, and {@code methodVersion} of it
 */
public record Baseline(
        String event,
        String element,
        Instant start,
        Instant end,
        long wh,
        long orderedWh,
        String method,
        int methodVersion,
        Instant frozenAt) {

    public Baseline {
        if (wh < 0 || orderedWh < 0) {
            throw new IllegalArgumentException(
                    "The baseline (%d Wh) and order (%d Wh) of %s must be 0 or more.".formatted(wh, orderedWh, event));
        }
    }
}
