package energy.corridor.settlement;

import java.time.Instant;
import java.util.List;

/**
 * Settlement-grade energy of one channel of one element in {@code [start, end)}, derived from its registers.
 *
 * @param wh 0 or more
 * @param method how it was found, in words
 * @param inputs ids of the readings that made it
 * @param version from 1; every later one replaces the one before
 */
public record IntervalEnergy(
        String element,
        Channel channel,
        Instant start,
        Instant end,
        long wh,
        Quality quality,
        String method,
        List<Long> inputs,
        int version) {

    public IntervalEnergy {
        inputs = List.copyOf(inputs);
        if (wh < 0) {
            throw new IllegalArgumentException(
                    "The energy (%d Wh) of %s from %s must be 0 or more.".formatted(wh, element, start));
        }
    }

    /** Apart from the version. */
    public boolean saysTheSameAs(IntervalEnergy other) {
        return withVersion(other.version).equals(other);
    }

    /** What an operator says instead; what the registers said stays in the versions before. */
    IntervalEnergy edited(long next, String by, String reason) {
        return new IntervalEnergy(
                element,
                channel,
                start,
                end,
                next,
                Quality.MANUALLY_EDITED,
                "edited by %s: %s".formatted(by, reason),
                inputs,
                version + 1);
    }

    IntervalEnergy withVersion(int next) {
        return new IntervalEnergy(element, channel, start, end, wh, quality, method, inputs, next);
    }
}
