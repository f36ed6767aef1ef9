package energy.corridor.optimiser;

import java.util.Arrays;

/**
 * Highest and lowest energy of one battery at the boundaries of its windows, for itself, without limits of the site.
 *
 * <p>High: full power as early as possible, up to the ceiling. Low: the lowest path from the energy of now on which every later
 * requirement stays within reach; what cannot be reached even at full power is clipped to what can.
 */
public final class EnergyPaths {

    private final double[][] highKwh;
    private final double[][] lowKwh;
    private final double[] targetKwh;

    private EnergyPaths(double[][] highKwh, double[][] lowKwh, double[] targetKwh) {
        this.highKwh = highKwh;
        this.lowKwh = lowKwh;
        this.targetKwh = targetKwh;
    }

    public static EnergyPaths of(Battery battery, double hours) {
        int count = battery.windows().size();
        double[][] high = high(battery, hours);
        double[][] needed = new double[count][];
        double[] target = new double[count];
        double later = 0;
        for (int w = count - 1; w >= 0; w--) {
            var window = battery.windows().get(w);
            double[] row = new double[window.to() - window.from() + 1];
            int last = row.length - 1;
            double floor = Math.max(window.requiredKwh(), Math.max(battery.minSocKwh(), later));
            row[last] = Math.min(high[w][last], floor);
            target[w] = row[last];
            for (int k = last - 1; k >= 0; k--) {
                row[k] = Math.max(
                        Math.min(battery.minSocKwh(), high[w][k]), row[k + 1] - battery.fullKwhPerHour() * hours);
            }
            needed[w] = row;
            later = row[0] + window.tripKwh();
        }
        return new EnergyPaths(high, low(battery, hours, needed, high), target);
    }

    private static double[][] high(Battery battery, double hours) {
        double[][] high = new double[battery.windows().size()][];
        double kwh = battery.socKwh();
        for (int w = 0; w < high.length; w++) {
            var window = battery.windows().get(w);
            kwh = Math.max(0, kwh - window.tripKwh());
            high[w] = new double[window.to() - window.from() + 1];
            high[w][0] = kwh;
            for (int k = 1; k < high[w].length; k++) {
                // A battery that came above its maximum is not charged, yet keeps what it has.
                double top = Math.max(kwh, battery.maxSocKwh());
                kwh = Math.min(top, kwh + battery.fullKwhPerHour() * hours);
                high[w][k] = kwh;
            }
        }
        return high;
    }

    private static double[][] low(Battery battery, double hours, double[][] needed, double[][] high) {
        double[][] low = Arrays.stream(needed).map(double[]::clone).toArray(double[][]::new);
        double kwh = battery.socKwh();
        for (int w = 0; w < low.length; w++) {
            kwh = Math.max(0, kwh - battery.windows().get(w).tripKwh());
            for (int k = 0; k < low[w].length; k++) {
                kwh = k == 0 ? kwh : kwh - battery.drainKwhPerHour() * hours;
                kwh = Math.min(high[w][k], Math.max(kwh, needed[w][k]));
                low[w][k] = kwh;
            }
        }
        return low;
    }

    /** @param k boundaries since the window's first */
    public double highKwh(int window, int k) {
        return highKwh[window][k];
    }

    /** Lowest energy that can be reached from now and still keeps every promise. @param k boundaries since the window's first */
    public double lowKwh(int window, int k) {
        return lowKwh[window][k];
    }

    /** What the window must end with for its own and all later promises, clipped to what full power reaches. */
    public double targetKwh(int window) {
        return targetKwh[window];
    }
}
