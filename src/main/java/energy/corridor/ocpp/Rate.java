package energy.corridor.ocpp;

import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * In what a profile's limit is said: watts, the total over phases; or amperes per phase, at nominal voltage, for stations that take
 * nothing else.
 *
 * @param unit OCPP ChargingRateUnit @param phases 1 or 3 with amperes, 0 with watts
 */
public record Rate(String unit, int phases) {

    public static final Rate WATTS = new Rate("W", 0);

    public static Rate amperes(int phases) {
        return new Rate("A", phases);
    }

    public boolean isWatts() {
        return phases == 0;
    }

    /** Rounded towards zero to the one decimal that the protocol has, so a budget is never exceeded. */
    BigDecimal limit(double powerKw) {
        double value = isWatts() ? Units.kwToWatts(powerKw) : powerKw / Units.amperesToKw(1, phases);
        return BigDecimal.valueOf(value)
                .setScale(6, RoundingMode.HALF_UP) // 20.7 kW are 20700 W, not a hair less
                .setScale(1, RoundingMode.DOWN);
    }
}
