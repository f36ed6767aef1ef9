package energy.corridor.fleet;

import java.time.Instant;

/**
 * Energy in a battery as known: {@code lowKwh ≤ socKwh ≤ highKwh}. Promises are planned on the low edge, ceilings on the high
 * edge.
 *
 * @param sampledAt when the source last gave a value
 */
public record SocEstimate(double socKwh, double lowKwh, double highKwh, SocSource source, Instant sampledAt) {

    public SocEstimate {
        if (!(0 <= lowKwh && lowKwh <= socKwh && socKwh <= highKwh)) {
            throw new IllegalArgumentException(
                    "An estimate needs 0 <= low (%s) <= soc (%s) <= high (%s).".formatted(lowKwh, socKwh, highKwh));
        }
    }
}
