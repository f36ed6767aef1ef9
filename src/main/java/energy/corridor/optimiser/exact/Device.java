package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.EnergyPaths;
import java.util.List;

/**
 * One battery as {@link DeviceOracle} reads it. What full power cannot reach is taken out of every requirement: {@code (required − e)⁺
 * = (required − high)⁺ + (high − e)⁺} for {@code e ≤ high < required}, and the first part is a constant.
 */
final class Device {

    final Battery battery;
    final double hours;
    final int steps;
    final int[] from;
    final int[] to;
    final double[] tripKwh;
    final double[] ceilingKwh;

    /** Wanted at each window's end, as far as full power reaches. */
    final double[] targetKwh;

    /** Wanted at each window's end for the trip after it, as far as full power reaches; 0 after the last. */
    final double[] neededForTripKwh;

    /** Least energy during each window: discharging ends at minSocKwh, or where the battery began below it. */
    final double[] lowestKwh;

    /** Per window, wanted at its boundaries on the way up to minSocKwh; empty where it cannot begin below. */
    final double[][] floorKwh;

    /** Intervals in which a limit of zero forbids charging. */
    final boolean[] closed;

    Device(Battery battery, double hours, boolean[] closed) {
        this.battery = battery;
        this.hours = hours;
        this.closed = closed;
        steps = closed.length;
        List<Window> windows = battery.windows();
        int count = windows.size();
        from = windows.stream().mapToInt(Window::from).toArray();
        to = windows.stream().mapToInt(Window::to).toArray();
        tripKwh = windows.stream().mapToDouble(Window::tripKwh).toArray();
        ceilingKwh = windows.stream().mapToDouble(Window::ceilingKwh).toArray();
        targetKwh = new double[count];
        neededForTripKwh = new double[count];
        lowestKwh = new double[count];
        floorKwh = new double[count][];
        EnergyPaths paths = EnergyPaths.of(battery, hours);
        double leastKwh = battery.socKwh();
        for (int w = 0; w < count; w++) {
            double high = paths.highKwh(w, to[w] - from[w]);
            targetKwh[w] = Math.min(windows.get(w).requiredKwh(), high);
            neededForTripKwh[w] = w + 1 < count ? Math.min(tripKwh[w + 1], high) : 0;
            leastKwh = Math.max(0, leastKwh - tripKwh[w]);
            lowestKwh[w] = Math.min(leastKwh, battery.minSocKwh());
            floorKwh[w] = leastKwh < battery.minSocKwh() ? floor(paths, w) : new double[0];
            leastKwh = battery.canDischarge() ? lowestKwh[w] : leastKwh;
        }
    }

    private double[] floor(EnergyPaths paths, int w) {
        double[] floor = new double[to[w] - from[w] + 1];
        for (int k = 0; k < floor.length; k++) {
            floor[k] = Math.min(battery.minSocKwh(), paths.highKwh(w, k));
        }
        return floor;
    }

    /** Whether the boundary's energy is part of the summed energy: it begins an interval of the window, or is the horizon's last. */
    boolean counts(int window, int boundary) {
        return boundary < to[window] || (boundary == steps && to[window] == steps && from[window] < steps);
    }
}
