package energy.corridor.fleet;

import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The import register of one transaction, held against the power that the same meter shows: a register that stands over several
 * readings although there was power at each of them means a frozen meter.
 *
 * @param wh highest reading
 * @param movedAt when it last moved, the station's clock
 * @param seenAt of the newest reading
 * @param powerKw at the newest reading
 * @param missingKwh what the lesser power of each two readings since then would have added
 * @param readings since then
 */
record RegisterWatch(double wh, Instant movedAt, Instant seenAt, double powerKw, double missingKwh, int readings) {

    /** Registers count in steps of up to 0.1 kWh; so much may be missing without a doubt. */
    private static final double DOUBTFUL_KWH = 0.5;

    /** A vehicle may pause between two readings, but hardly between each two of them. */
    private static final int DOUBTFUL_READINGS = 3;

    /** @param powerKw of the same instant */
    static RegisterWatch next(@Nullable RegisterWatch before, double wh, Instant at, double powerKw) {
        if (before == null || wh > before.wh) {
            return new RegisterWatch(wh, at, at, powerKw, 0, 0);
        }
        if (!at.isAfter(before.seenAt)) {
            return before; // out of order, or said twice
        }
        double leastKw = Math.max(0, Math.min(before.powerKw, powerKw));
        double expectedKwh = Units.energyKwh(leastKw, Duration.between(before.seenAt, at));
        return expectedKwh == 0
                ? new RegisterWatch(before.wh, at, at, powerKw, 0, 0)
                : new RegisterWatch(
                        before.wh, before.movedAt, at, powerKw, before.missingKwh + expectedKwh, before.readings + 1);
    }

    /** Empty while register and power agree. */
    Optional<Instant> standsSince() {
        return missingKwh > DOUBTFUL_KWH && readings >= DOUBTFUL_READINGS ? Optional.of(movedAt) : Optional.empty();
    }
}
