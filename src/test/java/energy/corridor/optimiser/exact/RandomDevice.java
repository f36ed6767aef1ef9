package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A battery and prices out of a seed: trips, several stays, losses, both directions, beginnings below the minimum. */
final class RandomDevice {

    final int steps;
    final double hours = 0.25;
    final Battery battery;
    final double[] price;
    final double[] energyPrice;
    final boolean[] closed;

    /** Whether no price is so negative that charging and discharging at once would pay. */
    final boolean exact;

    private final Random random;

    RandomDevice(long seed) {
        random = new Random(seed);
        steps = 4 + random.nextInt(20);
        boolean both = random.nextInt(3) > 0;
        double capacity = between(20, 100);
        double max = between(0.6, 1) * capacity;
        double min = random.nextBoolean() ? 0 : between(0, 0.4) * max;
        double soc = between(0, 1) * capacity;
        double efficiency = random.nextInt(4) == 0 ? 1 : between(0.8, 1);
        double out = both ? between(5, 60) : 0;
        double wear = between(0, 0.1);
        double back = random.nextInt(4) == 0 ? 1 : between(0.8, 1);
        battery = new Battery(
                "bus-" + seed,
                random.nextInt(5) == 0,
                Optional.empty(),
                soc,
                min,
                max,
                between(5, 60),
                0,
                0,
                out,
                efficiency,
                back,
                wear,
                windows(Math.max(soc, max), max, capacity));
        double threshold = efficiency * back < 1 ? -wear * efficiency * back / (1 - efficiency * back) : -1;
        boolean deep = random.nextInt(5) == 0;
        price = new double[steps];
        closed = new boolean[steps];
        double lowest = deep ? -0.6 : Math.max(-0.6, threshold);
        for (int t = 0; t < steps; t++) {
            price[t] = hours * between(lowest, 0.6);
            closed[t] = random.nextInt(12) == 0;
        }
        exact = !deep || !both;
        energyPrice = new double[steps + 1];
        if (random.nextBoolean()) {
            for (int k = random.nextInt(steps); k <= steps; k++) {
                energyPrice[k] = random.nextInt(3) == 0 ? 0 : between(-0.1, 0.1);
            }
        }
    }

    private List<Battery.Window> windows(double first, double max, double capacity) {
        List<Battery.Window> windows = new ArrayList<>();
        int from = random.nextInt(3);
        double ceiling = first;
        for (int w = 0; w < 3 && from < steps; w++) {
            int to = Math.min(steps, from + random.nextInt(10));
            double trip = w == 0 ? 0 : between(0, 0.7) * capacity;
            ceiling = Math.max(max, ceiling - trip);
            double required = random.nextInt(3) == 0 ? 0 : between(0, 1) * capacity;
            windows.add(new Battery.Window(w, from, to, trip, required, ceiling));
            from = to + random.nextInt(4);
        }
        return windows;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
