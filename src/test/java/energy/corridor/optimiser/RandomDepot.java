package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Depots in any state a depot can be in, one per seed: full, empty, late, overloaded, with negative prices and every request. */
public final class RandomDepot {

    private final Random random;
    private final int steps;
    private final double hours;

    private RandomDepot(long seed, int steps) {
        random = new Random(seed);
        this.steps = steps;
        hours = steps / 4.0;
    }

    /** @param steps of 15 minutes */
    public static ChargingProblem of(long seed, int steps, int vehicles) {
        return new RandomDepot(seed, steps).build(vehicles);
    }

    private ChargingProblem build(int vehicles) {
        boolean bidirectional = random.nextBoolean();
        boolean minimumPower = random.nextInt(4) == 0;
        double scale = 20.0 * vehicles;
        DepotBuilder depot = DepotBuilder.steps(15, steps)
                .siteLimit(row(0.3 * scale, scale))
                .exportLimit(row(0, 0.5 * scale))
                .base(row(0, random.nextInt(4) == 0 ? 1.2 * scale : 0.3 * scale))
                .pv(row(0, random.nextBoolean() ? 0.5 * scale : 0))
                .price(random.nextBoolean() ? hourly(0.05, 0.3) : hourly(-0.3, 0.3))
                .exportPrice(random.nextInt(3) == 0 ? hourly(-0.1, 0.3) : new double[] {0})
                .demandCharge(random.nextBoolean() ? between(0, 8) : 0, random.nextBoolean() ? between(0, scale) : 0);
        if (random.nextBoolean()) {
            depot.limit("hall", "", between(0.2, 0.8) * scale, between(0, 0.4) * scale);
            depot.with(new Limit(
                    "feeder", Optional.of("hall"), Series.of(row(0.1 * scale, 0.5 * scale)), Series.of(row(0, scale))));
        }
        List<String> places = new ArrayList<>(List.of(""));
        depot.build().site().limits().forEach(limit -> places.add(limit.id()));
        for (int i = 0; i < vehicles; i++) {
            depot.with(vehicle("bus-" + i, places.get(random.nextInt(places.size())), bidirectional, minimumPower));
        }
        if (random.nextBoolean()) {
            double capacity = between(20, 200);
            double min = between(0, 0.3) * capacity;
            depot.with(new Storage(
                    "battery-1",
                    Optional.of(places.get(random.nextInt(places.size()))).filter(id -> !id.isEmpty()),
                    capacity,
                    between(0, 1) * capacity,
                    min,
                    between(0.6, 1) * capacity,
                    between(0, 80),
                    between(0, 80),
                    between(0.85, 1),
                    between(0.85, 1),
                    between(0, 0.04),
                    between(0, 1) * capacity));
        }
        requests(depot, scale, vehicles);
        return depot.build();
    }

    private Vehicle vehicle(String id, String place, boolean bidirectional, boolean minimumPower) {
        double capacity = between(40, 300);
        double max = between(0.7, 1) * capacity;
        double min = between(0, 0.3) * max;
        double charge = between(10, 60);
        List<Stay> stays = new ArrayList<>();
        double from = between(-2, 0.7 * hours);
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            double to = from + between(0.1, 0.9 * hours);
            stays.add(new Stay(
                    DepotBuilder.at(from),
                    DepotBuilder.at(to),
                    random.nextInt(3) == 0 ? 0 : between(0, 1) * capacity,
                    i == 0 ? 0 : between(0, 0.6) * capacity));
            from = to + between(0, 2);
        }
        return new Vehicle(
                id,
                Optional.of(place).filter(text -> !text.isEmpty()),
                capacity,
                between(0, 1) * capacity,
                min,
                max,
                charge,
                minimumPower ? between(1, 8) : 0,
                bidirectional && random.nextBoolean() ? between(5, 40) : 0,
                between(0.85, 1),
                between(0.85, 1),
                between(0, 0.04),
                stays);
    }

    private void requests(DepotBuilder depot, double scale, int vehicles) {
        double from = between(0, 0.5 * hours);
        double to = from + between(0.3, 0.5 * hours);
        if (random.nextInt(3) == 0) {
            depot.cap(from, to, between(0, 0.6) * scale);
        }
        if (random.nextInt(3) == 0) {
            double lower = between(0, 150.0 * vehicles);
            depot.band(from, to, lower, lower + between(0, 100.0 * vehicles));
        }
        if (random.nextInt(3) == 0) {
            depot.dispatch(from, to, between(-0.5, 0.8) * scale, between(0, 0.9));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            depot.with(new Request.Reserve(
                    "reserve-" + i,
                    DepotBuilder.at(from),
                    DepotBuilder.at(to),
                    random.nextBoolean(),
                    between(0, 0.4) * scale,
                    15 * (1 + random.nextInt(3)),
                    between(0, 0.1),
                    random.nextBoolean()));
        }
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private double[] row(double low, double high) {
        double[] row = new double[steps];
        for (int t = 0; t < steps; t++) {
            row[t] = between(low, high);
        }
        return row;
    }

    private double[] hourly(double low, double high) {
        double[] row = new double[steps];
        for (int t = 0; t < steps; t++) {
            row[t] = t % 4 == 0 ? between(low, high) : row[t - 1];
        }
        return row;
    }
}
