package energy.corridor.grid;

import java.time.Instant;

/** Prices from an instant until the next point. */
public record PricePoint(Instant from, double importEurPerKwh, double exportEurPerKwh) {

    public PricePoint {
        if (!Double.isFinite(importEurPerKwh) || !Double.isFinite(exportEurPerKwh)) {
            throw new IllegalArgumentException("The prices from %s (%s, %s EUR/kWh) must be finite numbers."
                    .formatted(from, importEurPerKwh, exportEurPerKwh));
        }
    }
}
