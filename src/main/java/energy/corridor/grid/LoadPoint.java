package energy.corridor.grid;

import java.time.Instant;

/** Base load and PV of the site from an instant until the next point, kW, both 0 or more. */
public record LoadPoint(Instant from, double baseLoadKw, double pvKw) {

    public LoadPoint {
        if (!(baseLoadKw >= 0 && pvKw >= 0 && Double.isFinite(baseLoadKw) && Double.isFinite(pvKw))) {
            throw new IllegalArgumentException("From %s: baseLoadKw (%s) and pvKw (%s) must be finite and 0 or more."
                    .formatted(from, baseLoadKw, pvKw));
        }
    }
}
