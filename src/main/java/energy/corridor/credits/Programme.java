package energy.corridor.credits;

import java.time.ZoneId;

/**
 * A clean-fuel programme under which charged energy earns credits.
 *
 * @param formula how energy becomes credits
 * @param unit what one credit is
 * @param layer programmes of the same layer exclude each other: an interval is claimed once in each layer
 * @param scale decimal places to which a line is rounded, once, half up
 * @param zone in which its dates are days
 */
public record Programme(String id, String name, Formula formula, String unit, String layer, int scale, ZoneId zone) {

    public enum Formula {
        /** {@code E·(EER·CI_standard − (CI_fuel + UCI)) / 10⁶}: British Columbia, California, Washington, Oregon. */
        ENERGY_RATIO,
        /** Germany's greenhouse-gas quota. */
        GHG_QUOTA,
        /** The Netherlands' emission reduction units. */
        RENEWABLE_SHARE,
        /** Known, and electricity does not count. */
        NOT_ELIGIBLE
    }
}
