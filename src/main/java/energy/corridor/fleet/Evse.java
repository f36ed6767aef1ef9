package energy.corridor.fleet;

import energy.corridor.quantity.Units;
import energy.corridor.telemetry.EvseId;

/**
 * What the depot knows about an EVSE for good.
 *
 * @param limit id of the node of the limit tree it hangs on
 * @param maxKw most it gives to a vehicle, grid side
 * @param minKw least it gives while charging (IEC 61851: 6 A per phase on AC)
 * @param failsafeKw what its default profile lets it draw when it has no setpoint; reserved while it cannot be reached
 * @param phases 1 or 3 on AC, 0 on DC
 */
public record Evse(EvseId id, String limit, double maxKw, double minKw, double failsafeKw, int phases) {

    /** Below it IEC 61851 knows no charging. */
    private static final double LEAST_AMPERES = 6;

    /** Power comes in whole multiples of this: AC stations are taken to round to whole amperes; 0 on DC. */
    public double stepKw() {
        return phases == 0 ? 0 : Units.amperesToKw(1, phases);
    }

    /** Least power while charging: {@code minKw}, on AC at least 6 A per phase. */
    public double leastKw() {
        return Math.min(maxKw, Math.max(minKw, Units.amperesToKw(LEAST_AMPERES, phases)));
    }

    public Evse {
        if (!(0 < maxKw && maxKw <= 1e5)) {
            throw new IllegalArgumentException("The maxKw (%s) of EVSE %s must be in 0..100000.".formatted(maxKw, id));
        }
        if (!(0 <= minKw && minKw <= maxKw)) {
            throw new IllegalArgumentException(
                    "The minKw (%s) of EVSE %s must be in 0..%s.".formatted(minKw, id, maxKw));
        }
        if (!(0 <= failsafeKw && failsafeKw <= maxKw)) {
            throw new IllegalArgumentException(
                    "The failsafeKw (%s) of EVSE %s must be in 0..%s.".formatted(failsafeKw, id, maxKw));
        }
        if (phases != 0 && phases != 1 && phases != 3) {
            throw new IllegalArgumentException(
                    "The phases (%d) of EVSE %s must be 1 or 3 (AC) or 0 (DC).".formatted(phases, id));
        }
    }
}
