package energy.corridor.optimiser;

/**
 * At the end of every interval in a stay, the least energy from which full power still reaches all that a plan reaches of what the
 * battery's stays require, and below which a plan that kept the minimum does not go; 0 outside stays. kWh.
 */
public final class LeastEnergy {

    private LeastEnergy() {}

    /**
     * @param afterKwh the plan's energy at the end of every interval in a stay
     * @param endKwh the same at each window's end
     * @param arrivedKwh the same at each window's first boundary, after the trip
     */
    public static double[] of(Battery battery, double hours, double[] afterKwh, double[] endKwh, double[] arrivedKwh) {
        double[] least = new double[afterKwh.length];
        double step = battery.fullKwhPerHour() * hours;
        double later = 0;
        for (int w = battery.windows().size() - 1; w >= 0; w--) {
            var window = battery.windows().get(w);
            double kwh = Math.min(endKwh[w], Math.max(window.requiredKwh(), later));
            for (int t = window.to() - 1; t >= window.from(); t--) {
                kwh = Math.max(kwh, Math.min(battery.minSocKwh(), afterKwh[t]));
                least[t] = kwh;
                kwh -= step;
            }
            later = Math.max(kwh, Math.min(battery.minSocKwh(), arrivedKwh[w])) + window.tripKwh();
        }
        return least;
    }
}
