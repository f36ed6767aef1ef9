package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;

/** The least a battery can hold whatever is decided: never charged, discharged as far as it may. */
final class LowestEnergy {

    private LowestEnergy() {}

    /** kWh when window {@code w} begins. */
    static double atArrival(Battery battery, int w) {
        double kwh = battery.socKwh();
        for (int i = 0; i <= w; i++) {
            double left = i == 0 ? kwh : leaving(battery, kwh);
            kwh = Math.max(0, left - battery.windows().get(i).tripKwh());
        }
        return kwh;
    }

    /** kWh when window {@code w} ends. */
    static double atEnd(Battery battery, int w) {
        return leaving(battery, atArrival(battery, w));
    }

    private static double leaving(Battery battery, double kwh) {
        return battery.canDischarge() ? Math.min(kwh, battery.minSocKwh()) : kwh;
    }
}
