package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Finite input that nobody would wish for, one per seed: watts beside gigawatts, stays of no length, batteries outside their limits, feeders of zero,
 * base load above every limit, prices far below zero with vehicles that can discharge, requests that contradict each other.
 */
public final class NastyDepot {

    private static final int STEPS = 12;

    private final Random random;
    private final double scale;

    private NastyDepot(long seed) {
        random = new Random(seed);
        scale = Math.pow(10, random.nextInt(8) - 3);
    }

    public static ChargingProblem of(long seed, int vehicles) {
        return new NastyDepot(seed).build(vehicles);
    }

    private ChargingProblem build(int vehicles) {
        var grid = new TimeGrid(DepotBuilder.at(0), Duration.ofMinutes(15), STEPS);
        double fleet = scale * vehicles;
        List<Limit> limits = List.of(
                new Limit("hall", Optional.empty(), row(0, one(0, 0.3, 1e6) * fleet), row(0, one(0, 1) * fleet)),
                new Limit("feeder", Optional.of("hall"), row(0, one(0, 0.1) * fleet), row(0, 0)));
        List<Vehicle> all = new ArrayList<>();
        for (int i = 0; i < vehicles; i++) {
            all.add(vehicle("bus-" + i));
        }
        return new ChargingProblem(
                grid,
                new Site(
                        row(0, one(0, 0.2, 1) * fleet),
                        row(0, one(0, 0.5) * fleet),
                        row(0, one(0, 0.1, 3) * fleet),
                        row(0, one(0, 1) * fleet),
                        limits),
                new Prices(
                        row(one(-1000, -1, 0.1), one(-0.5, 0.3, 1000)),
                        row(one(-1000, -0.1), one(0, 0.2)),
                        one(0, 5, 1000),
                        one(0, 1) * fleet),
                random.nextBoolean() ? List.of(storage()) : List.of(),
                all,
                requests(fleet));
    }

    private Vehicle vehicle(String id) {
        double capacity = one(0, 1e-3, 1, 10, 1000) * scale;
        double max = between(0, 1) * capacity;
        double charge = one(0, 1e-3, 1, 1, 100) * scale;
        List<Stay> stays = new ArrayList<>();
        double from = between(-3, 2);
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            double to = from + one(0.001, 0.3, 1.5, 40);
            stays.add(new Stay(
                    DepotBuilder.at(from),
                    DepotBuilder.at(to),
                    one(0, 0.5, 1) * capacity,
                    i == 0 ? 0 : one(0, 0.5, 5) * capacity));
            from = to + one(0, 0.1, 1);
        }
        double least = random.nextInt(3) == 0 ? between(0, 1) * charge : 0;
        return new Vehicle(
                id,
                random.nextBoolean() ? Optional.of(random.nextBoolean() ? "hall" : "feeder") : Optional.empty(),
                capacity,
                between(0, 1) * capacity,
                between(0, 1) * max,
                max,
                charge,
                least,
                0,
                one(0, 0, 1, 50) * scale,
                one(0.01, 0.9, 1),
                one(0.01, 0.9, 1),
                one(0, 0.04, 10),
                random.nextBoolean() ? OptionalDouble.of(between(-2, 2) * charge) : OptionalDouble.empty(),
                stays);
    }

    private Storage storage() {
        double capacity = one(0, 5, 1000) * scale;
        return new Storage(
                "battery-1",
                Optional.of("hall"),
                capacity,
                between(0, 1) * capacity,
                between(0, 0.9) * capacity,
                between(0.9, 1) * capacity,
                one(0, 1, 100) * scale,
                one(0, 1, 100) * scale,
                one(0.5, 1),
                one(0.5, 1),
                one(0, 0.1),
                between(0, 1) * capacity);
    }

    private List<Request> requests(double fleet) {
        var from = DepotBuilder.at(between(-1, 2));
        var to = from.plus(Duration.ofMinutes(1 + random.nextInt(180)));
        List<Request> all = new ArrayList<>(List.of(
                new Request.ImportLimit("cap", from, to, one(0, 0.1) * fleet),
                new Request.SumSocBand("full", from, to, 1e3 * fleet, 1e4 * fleet),
                new Request.SumSocBand("empty", from, to, 0, 0),
                new Request.Dispatch("more", from, to, 10 * fleet, one(0.1, 100)),
                new Request.Dispatch("less", from, to, -10 * fleet, one(0.1, 100)),
                new Request.Reserve("up", from, to, true, fleet, 1 + random.nextInt(120), 0.1, random.nextBoolean()),
                new Request.Reserve("down", from, to, false, fleet, 1 + random.nextInt(120), 0.1, true)));
        all.removeIf(request -> random.nextInt(3) != 0);
        return all;
    }

    /** One of the values. */
    private double one(double... values) {
        return values[random.nextInt(values.length)];
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private Series row(double one, double other) {
        double low = Math.min(one, other);
        double high = Math.max(one, other);
        return Series.generate(STEPS, t -> random.nextInt(4) == 0 ? low : between(low, high));
    }
}
