package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.quantity.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A day of a large depot from 16:00 on: buses at night, vans overnight and at noon, cars of people who work there. Prices of a
 * winter day with two peaks, base load, PV, a demand charge, an import limit of the operator in the evening, stationary storage.
 */
final class BenchDepot {

    private final Random random;
    private final int vehicles;
    private final boolean bidirectional;
    private final int steps;

    private BenchDepot(long seed, int vehicles, boolean bidirectional, int steps) {
        random = new Random(seed);
        this.vehicles = vehicles;
        this.bidirectional = bidirectional;
        this.steps = steps;
    }

    /** @param steps of 15 minutes */
    static ChargingProblem of(long seed, int vehicles, boolean bidirectional, int steps) {
        return new BenchDepot(seed, vehicles, bidirectional, steps).build(0);
    }

    /** The same with {@code feeders} limits below the site, each at 14 % of what hangs below it. */
    static ChargingProblem withFeeders(long seed, int vehicles, boolean bidirectional, int feeders) {
        return new BenchDepot(seed, vehicles, bidirectional, 96).build(feeders);
    }

    /** Half a day of a few vehicles with everything at once: feeders, a band, a dispatch request. */
    static ChargingProblem rich(long seed, int vehicles, boolean bidirectional) {
        ChargingProblem day = new BenchDepot(seed, vehicles, bidirectional, 48).build(2);
        List<ChargingProblem.Request> requests = new ArrayList<>(day.requests());
        requests.add(new ChargingProblem.Request.SumSocBand(
                "band", DepotBuilder.at(5), DepotBuilder.at(6), 40.0 * vehicles, 75.0 * vehicles));
        requests.add(new ChargingProblem.Request.Dispatch(
                "flex", DepotBuilder.at(7), DepotBuilder.at(8), 5.0 * vehicles, 0.2));
        return new ChargingProblem(day.grid(), day.site(), day.prices(), day.storage(), day.vehicles(), requests);
    }

    private ChargingProblem build(int feeders) {
        double[] base = new double[steps];
        double[] pv = new double[steps];
        double[] price = new double[steps];
        double[] exportPrice = new double[steps];
        double level = 0;
        for (int t = 0; t < steps; t++) {
            double hour = (16 + t / 4.0) % 24;
            level = t % 4 == 0 ? between(-0.015, 0.015) : level;
            price[t] = 0.16 + 0.09 * bump(hour, 19, 2) + 0.06 * bump(hour, 8, 2) - 0.05 * bump(hour, 3, 3) + level;
            exportPrice[t] = price[t] - 0.05;
            base[t] = vehicles * (0.8 + 0.6 * bump(hour, 12, 4) + between(0, 0.1));
            pv[t] = vehicles * 1.5 * bump(hour, 13, 2.5);
        }
        DepotBuilder depot = DepotBuilder.steps(15, steps)
                .siteLimit(vehicles * 11.0)
                .exportLimit(vehicles * 4.0)
                .base(base)
                .pv(pv)
                .price(price)
                .exportPrice(exportPrice)
                .demandCharge(6.5, vehicles * 4.0)
                .cap(1.5, 4, vehicles * 5.0);
        List<Vehicle> fleet = new ArrayList<>();
        double[] below = new double[feeders];
        for (int i = 0; i < vehicles; i++) {
            int feeder = feeders == 0 ? -1 : i % feeders;
            Vehicle vehicle = vehicle(i, feeder);
            fleet.add(vehicle);
            if (feeder >= 0) {
                below[feeder] += vehicle.maxChargeKw();
            }
        }
        for (int f = 0; f < feeders; f++) {
            depot.limit("feeder-" + f, "", 0.14 * below[f], 0.14 * below[f]);
        }
        fleet.forEach(depot::with);
        double capacity = vehicles * 2.0;
        depot.with(new Storage(
                "battery-1",
                Optional.empty(),
                capacity,
                capacity / 2,
                capacity / 10,
                capacity,
                capacity / 3,
                capacity / 3,
                0.95,
                0.95,
                0.01,
                capacity / 2));
        return depot.build();
    }

    private static double bump(double hour, double middle, double width) {
        double off = (hour - middle) / width;
        return Math.exp(-off * off);
    }

    private Vehicle vehicle(int i, int feeder) {
        int kind = random.nextInt(3);
        double capacity = kind == 0 ? between(250, 400) : kind == 1 ? between(60, 90) : between(40, 80);
        double power = kind == 0 ? between(80, 120) : kind == 1 ? 22 : 11;
        double soc = between(0.15, 0.5) * capacity;
        List<Stay> stays = new ArrayList<>();
        if (kind == 0) {
            double from = between(0, 7);
            double to = from + between(6, 10);
            stays.add(new Stay(DepotBuilder.at(from), DepotBuilder.at(to), between(0.75, 0.95) * capacity, 0));
        } else if (kind == 1) {
            double from = between(0, 3);
            double to = between(13, 15);
            stays.add(new Stay(DepotBuilder.at(from), DepotBuilder.at(to), between(0.7, 0.95) * capacity, 0));
            double back = to + between(4, 6);
            stays.add(new Stay(
                    DepotBuilder.at(back), DepotBuilder.at(back + 1.5), between(0.5, 0.6) * capacity, 0.35 * capacity));
        } else {
            double from = between(14, 17);
            stays.add(new Stay(
                    DepotBuilder.at(from), DepotBuilder.at(from + between(6, 9)), between(0.5, 0.9) * capacity, 0));
        }
        boolean back = bidirectional && random.nextInt(10) < 6;
        return new Vehicle(
                "vehicle-" + i,
                feeder < 0 ? Optional.empty() : Optional.of("feeder-" + feeder),
                capacity,
                soc,
                0.1 * capacity,
                capacity,
                power,
                0,
                back ? power * 0.8 : 0,
                between(0.9, 0.96),
                between(0.9, 0.96),
                0.04,
                stays);
    }

    /** The problem as the next cycle may find it: states of charge and prices off by 1 %, base load by 2 %, PV by 5 %. */
    static ChargingProblem aLittleOther(ChargingProblem p) {
        var random = new Random(77);
        var site = p.site();
        var prices = p.prices();
        return new ChargingProblem(
                p.grid(),
                new ChargingProblem.Site(
                        site.importLimitKw(),
                        site.exportLimitKw(),
                        off(site.baseLoadKw(), 0.02, random),
                        off(site.pvKw(), 0.05, random),
                        site.limits()),
                new ChargingProblem.Prices(
                        off(prices.importEurPerKwh(), 0.01, random),
                        prices.exportEurPerKwh(),
                        prices.demandChargeEurPerKw(),
                        prices.peakSoFarKw()),
                p.storage(),
                p.vehicles().stream()
                        .map(v -> new Vehicle(
                                v.id(),
                                v.limit(),
                                v.capacityKwh(),
                                v.socKwh() * (1 + 0.02 * random.nextDouble() - 0.01),
                                v.minSocKwh(),
                                v.maxSocKwh(),
                                v.maxChargeKw(),
                                v.minChargeKw(),
                                v.maxDischargeKw(),
                                v.chargeEfficiency(),
                                v.dischargeEfficiency(),
                                v.wearEurPerKwh(),
                                v.stays()))
                        .toList(),
                p.requests());
    }

    private static Series off(Series series, double part, Random random) {
        return Series.generate(series.size(), t -> series.get(t) * (1 + part * (2 * random.nextDouble() - 1)));
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
