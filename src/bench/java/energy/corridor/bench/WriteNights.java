package energy.corridor.bench;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.web.ChargingProblemJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Writes the ten saved nights of {@code src/test/resources/problems/nights}: 16:00 to 08:00 in depots of 20 to 60 buses, no two alike in
 * tariff, limits and requests. Every promise in them can be kept.
 */
final class WriteNights {

    private static final int NIGHTS = 10;
    private static final int STEPS = 64;
    private static final int PER_HOUR = 4;
    private static final Path FOLDER = Path.of("src/test/resources/problems/nights");

    private static final Set<Integer> BIDIRECTIONAL = Set.of(2, 5, 8, 10);
    private static final Set<Integer> FEEDERS = Set.of(3, 6, 9, 10);
    private static final Set<Integer> BAND = Set.of(4, 7, 8);
    private static final Set<Integer> DISPATCH = Set.of(5, 6, 9);
    private static final Set<Integer> STORAGE = Set.of(1, 6, 10);
    private static final Set<Integer> CAP = Set.of(2, 7);

    private final int night;
    private final Random random;
    private final int buses;

    private WriteNights(int night) {
        this.night = night;
        random = new Random(night);
        buses = 20 + 40 * (night - 1) / (NIGHTS - 1);
    }

    public static void main(String[] args) throws IOException {
        Files.createDirectories(FOLDER);
        for (int night = 1; night <= NIGHTS; night++) {
            ChargingProblem problem = new WriteNights(night).problem();
            ChargingPlan plan = new ExactOptimiser().plan(problem, Duration.ofMinutes(1));
            Files.writeString(
                    FOLDER.resolve(String.format(Locale.ROOT, "night-%02d.json", night)),
                    ChargingProblemJson.write(problem) + "\n");
            System.err.printf(
                    "night-%02d: %d buses, %s, %.2f EUR%n",
                    night, problem.vehicles().size(), plan.status(), plan.objectiveEur());
        }
    }

    private ChargingProblem problem() {
        List<Vehicle> fleet = new ArrayList<>();
        double[] neededKwh = new double[2];
        for (int i = 0; i < buses; i++) {
            Vehicle bus = bus(i);
            fleet.add(bus);
            neededKwh[i % 2] += needed(bus);
        }
        double meanKw = (neededKwh[0] + neededKwh[1]) / 9; // hours in which most buses stand
        double[] price = new double[STEPS];
        double[] base = new double[STEPS];
        for (int t = 0; t < STEPS; t++) {
            int hour = (16 + t / PER_HOUR) % 24;
            price[t] = price(hour, t);
            base[t] = t % PER_HOUR == 0 ? rounded(buses * between(1, 2.5)) : base[t - 1];
        }
        double[] sold = new double[STEPS];
        for (int t = 0; t < STEPS; t++) {
            sold[t] = rounded(0.7 * price[t]);
        }
        DepotBuilder depot = DepotBuilder.steps(15, STEPS)
                .siteLimit(rounded(1.5 * meanKw + 3 * buses))
                .exportLimit(rounded(0.5 * meanKw))
                .base(base)
                .price(price)
                .exportPrice(sold)
                .demandCharge(night % 4 == 0 ? 0 : rounded(between(3, 11)), rounded(0.7 * meanKw));
        if (FEEDERS.contains(night)) {
            for (int f = 0; f < 2; f++) {
                depot.limit("feeder-" + f, "", rounded(1.4 * neededKwh[f] / 9), rounded(neededKwh[f] / 20));
            }
        }
        fleet.forEach(depot::with);
        if (STORAGE.contains(night)) {
            double kwh = 5.0 * buses;
            depot.with(new Storage(
                    "battery-1",
                    Optional.empty(),
                    kwh,
                    kwh / 2,
                    kwh / 10,
                    kwh,
                    kwh / 3,
                    kwh / 3,
                    0.95,
                    0.95,
                    0.02,
                    kwh / 2));
        }
        if (CAP.contains(night)) {
            depot.cap(2, 4, rounded(0.8 * meanKw));
        }
        if (DISPATCH.contains(night)) {
            depot.dispatch(8, 9, rounded(0.5 * meanKw), 0.12);
        }
        if (BAND.contains(night)) {
            ChargingPlan free = new ExactOptimiser().plan(depot.build(), Duration.ofMinutes(1));
            double lower = rounded(1.03 * free.corridor().sumKwh().get(6 * PER_HOUR));
            depot.band(6, 6.6, lower, 2 * lower);
        }
        return depot.build();
    }

    private double price(int hour, int t) {
        boolean evening = hour >= 16 && hour < 21;
        boolean night = hour >= 23 || hour < 5;
        return switch (this.night % 4) {
            case 0 -> // spot: every hour its own
                t % PER_HOUR == 0
                        ? last = rounded(0.17 + (evening ? 0.11 : night ? -0.06 : 0) + between(-0.03, 0.03))
                        : last;
            case 1 -> evening || !night ? 0.28 : 0.16; // day and night
            case 2 -> evening ? 0.31 : night ? 0.12 : 0.2; // three zones
            default -> 0.22; // one price, and the demand charge
        };
    }

    private double last;

    private static double needed(Vehicle bus) {
        double trips = bus.stays().stream().mapToDouble(Stay::tripKwh).sum();
        double end = bus.stays().get(bus.stays().size() - 1).requiredKwh();
        return (end - bus.socKwh() + trips) / bus.chargeEfficiency();
    }

    private Vehicle bus(int i) {
        double capacity = rounded(between(240, 400));
        double kw = 10 * Math.rint(between(6, 12));
        double soc = rounded(between(0.2, 0.45) * capacity);
        double required = rounded(between(0.75, 0.95) * capacity);
        List<Stay> stays = new ArrayList<>();
        double from = between(0, 6);
        if (random.nextInt(4) == 0) { // out once more in the evening
            stays.add(stay(0, between(1.5, 2.5), Math.min(required, soc + rounded(0.4 * kw)), 0));
            from = between(5, 7);
            stays.add(stay(from, between(12, 15.5), required, rounded(0.15 * capacity)));
        } else {
            stays.add(stay(from, between(12, 15.9), required, 0));
        }
        boolean gives = BIDIRECTIONAL.contains(night) && random.nextInt(10) < 6;
        double efficiency = rounded(between(0.92, 0.96));
        return new Vehicle(
                "bus-" + (i + 1),
                FEEDERS.contains(night) ? Optional.of("feeder-" + i % 2) : Optional.empty(),
                capacity,
                soc,
                rounded(0.1 * capacity),
                capacity,
                kw,
                0,
                gives ? 0.6 * kw : 0,
                efficiency,
                efficiency,
                gives ? 0.03 : 0,
                stays);
    }

    /** Buses keep to the minute. */
    private static Stay stay(double from, double to, double requiredKwh, double tripKwh) {
        return new Stay(
                DepotBuilder.at(Math.rint(from * 60) / 60),
                DepotBuilder.at(Math.rint(to * 60) / 60),
                rounded(requiredKwh),
                tripKwh);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double rounded(double value) {
        return Math.rint(value * 1000) / 1000;
    }
}
