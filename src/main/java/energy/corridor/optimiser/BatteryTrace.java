package energy.corridor.optimiser;

import java.util.Arrays;

/** What one battery's power does to its energy. */
final class BatteryTrace {

    /** At every boundary. Away it is what it left with; at arrival and after the trip has been taken off. */
    final double[] socKwh;

    /** At the end of every interval inside a stay, before any trip; elsewhere 0. */
    final double[] afterKwh;

    /** Per window, at its last boundary, before any later trip. */
    final double[] endKwh;

    /** Per window, what the trip before it took below zero. */
    final double[] clampedKwh;

    private BatteryTrace(double[] socKwh, double[] afterKwh, double[] endKwh, double[] clampedKwh) {
        this.socKwh = socKwh;
        this.afterKwh = afterKwh;
        this.endKwh = endKwh;
        this.clampedKwh = clampedKwh;
    }

    static BatteryTrace of(Battery battery, double[] powerKw, double hours) {
        int steps = powerKw.length;
        double[] soc = new double[steps + 1];
        double[] after = new double[steps];
        double[] end = new double[battery.windows().size()];
        double[] clamped = new double[battery.windows().size()];
        Arrays.fill(soc, battery.socKwh());
        double kwh = battery.socKwh();
        for (int w = 0; w < end.length; w++) {
            var window = battery.windows().get(w);
            clamped[w] = Math.max(0, window.tripKwh() - kwh);
            kwh = Math.max(0, kwh - window.tripKwh());
            if (window.from() < steps) {
                soc[window.from()] = kwh;
            }
            for (int t = window.from(); t < window.to(); t++) {
                kwh = battery.after(kwh, powerKw[t], hours);
                after[t] = kwh;
                soc[t + 1] = kwh;
            }
            end[w] = kwh;
            Arrays.fill(soc, Math.min(window.to() + 1, steps + 1), steps + 1, kwh);
        }
        return new BatteryTrace(soc, after, end, clamped);
    }
}
