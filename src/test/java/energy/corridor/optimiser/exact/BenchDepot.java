package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChangedVehicle;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.EnergyPaths;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.quantity.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A day of a large depot from 16:00 on: buses at night, vans overnight and at noon, cars of people who work there. Prices of a
 * winter day with two peaks, base load, PV, a demand charge, an import limit of the operator in the evening, stationary storage.
 */
public final class BenchDepot {

    private static final int QUARTER_HOUR = 15;

    /** What a feeder carries, of the least power at which all below it get their energy. */
    private static final double FEEDER_ROOM = 1.3;

    /** The same in the cheap hours of the night, when others need the transformer. */
    private static final double FEEDER_ROOM_AT_NIGHT = 0.85;

    private static final int NIGHT_FROM = 10;
    private static final int NIGHT_TO = 13;

    /** Of what the feeders below a hall may draw together. */
    private static final double HALL_SHARE = 0.98;

    /** The band's lower edge, from the lowest sum of energy that keeps all promises (0) to the highest (1). */
    private static final double BAND_HEIGHT = 0.42;

    private static final double BAND_HEIGHT_V2G = 0.50;
    private static final double DISPATCH_KW = 5;

    private final Random random;
    private final int vehicles;
    private final boolean bidirectional;
    private final int stepMinutes;
    private final int steps;

    private BenchDepot(long seed, int vehicles, boolean bidirectional, int stepMinutes, int steps) {
        random = new Random(seed);
        this.vehicles = vehicles;
        this.bidirectional = bidirectional;
        this.stepMinutes = stepMinutes;
        this.steps = steps;
    }

    /** @param steps of 15 minutes */
    public static ChargingProblem of(long seed, int vehicles, boolean bidirectional, int steps) {
        return new BenchDepot(seed, vehicles, bidirectional, QUARTER_HOUR, steps)
                .build(0)
                .build();
    }

    /**
     * A day with everything at once: a tree of two halls and their feeders, a band on the energy in the evening, a dispatch request in
     * the night. Every promise can be kept; tree, band and request all cost money.
     *
     * @param feeders even; 0 leaves the tree out
     */
    public static ChargingProblem everything(
            long seed, int vehicles, boolean bidirectional, int stepMinutes, int feeders) {
        int steps = (int) Duration.ofDays(1).dividedBy(Duration.ofMinutes(stepMinutes));
        DepotBuilder depot =
                new BenchDepot(seed, vehicles, bidirectional, stepMinutes, steps).build(feeders, feeders == 0 ? 0 : 2);
        double lowerKwh = bandKwh(depot.build(), 6, bidirectional ? BAND_HEIGHT_V2G : BAND_HEIGHT);
        return depot.band(6, 7, lowerKwh, 1.5 * lowerKwh)
                .dispatch(9, 10, DISPATCH_KW * vehicles, 0.15)
                .build();
    }

    /** Between the lowest and the highest sum of energy at an hour. */
    private static double bandKwh(ChargingProblem problem, int hour, double height) {
        int k = problem.grid().intervalAt(DepotBuilder.at(hour));
        double low = 0;
        double high = 0;
        for (Battery battery : Battery.of(problem)) {
            int w = battery.windowAt(k);
            if (w >= 0) {
                EnergyPaths paths = EnergyPaths.of(battery, problem.grid().stepHours());
                int since = k - battery.windows().get(w).from();
                low += paths.lowKwh(w, since);
                high += paths.highKwh(w, since);
            }
        }
        return low + height * (high - low);
    }

    /** The day of {@link #of} with {@code feeders} limits below the site that bind. */
    static ChargingProblem withFeeders(long seed, int vehicles, boolean bidirectional, int feeders) {
        return new BenchDepot(seed, vehicles, bidirectional, QUARTER_HOUR, 96)
                .build(feeders)
                .build();
    }

    /** Half a day of a few vehicles with everything at once: feeders, a band, a dispatch request. */
    static ChargingProblem rich(long seed, int vehicles, boolean bidirectional) {
        return new BenchDepot(seed, vehicles, bidirectional, QUARTER_HOUR, 48)
                .build(2)
                .band(5, 6, 40.0 * vehicles, 75.0 * vehicles)
                .dispatch(7, 8, 5.0 * vehicles, 0.2)
                .build();
    }

    private DepotBuilder build(int feeders) {
        return build(feeders, 0);
    }

    private DepotBuilder build(int feeders, int halls) {
        double[] base = new double[steps];
        double[] pv = new double[steps];
        double[] price = new double[steps];
        double[] exportPrice = new double[steps];
        double level = 0;
        int perHour = (int) Duration.ofHours(1).dividedBy(Duration.ofMinutes(stepMinutes));
        for (int t = 0; t < steps; t++) {
            double hour = (16 + t / (double) perHour) % 24;
            level = t % perHour == 0 ? between(-0.015, 0.015) : level;
            price[t] = 0.16 + 0.09 * bump(hour, 19, 2) + 0.06 * bump(hour, 8, 2) - 0.05 * bump(hour, 3, 3) + level;
            exportPrice[t] = price[t] - 0.05;
            base[t] = vehicles * (0.8 + 0.6 * bump(hour, 12, 4) + between(0, 0.1));
            pv[t] = vehicles * 1.5 * bump(hour, 13, 2.5);
        }
        DepotBuilder depot = DepotBuilder.steps(stepMinutes, steps)
                .siteLimit(vehicles * 11.0)
                .exportLimit(vehicles * 4.0)
                .base(base)
                .pv(pv)
                .price(price)
                .exportPrice(exportPrice)
                .demandCharge(6.5, vehicles * 4.0)
                .cap(1.5, 4, vehicles * 5.0);
        List<Vehicle> fleet = IntStream.range(0, vehicles)
                .mapToObj(i -> vehicle(i, feeders == 0 ? "" : "feeder-" + i % feeders))
                .toList();
        double[] hallKw = new double[halls];
        for (int f = 0; f < feeders; f++) {
            String id = "feeder-" + f;
            double kw = leastKw(fleet.stream()
                    .filter(vehicle -> vehicle.limit().equals(Optional.of(id)))
                    .toList());
            depot.with(limit(id, halls == 0 ? "" : "hall-" + f % halls, kw));
            if (halls > 0) {
                hallKw[f % halls] += kw;
            }
        }
        for (int h = 0; h < halls; h++) {
            depot.with(limit("hall-" + h, "", HALL_SHARE * hallKw[h]));
        }
        fleet.forEach(depot::with);
        double capacity = vehicles * 2.0;
        return depot.with(new Storage(
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
    }

    private Limit limit(String id, String parent, double leastKw) {
        Series kw = Series.generate(steps, t -> {
            double hour = t * stepMinutes / 60.0;
            return leastKw * (NIGHT_FROM <= hour && hour < NIGHT_TO ? FEEDER_ROOM_AT_NIGHT : FEEDER_ROOM);
        });
        return new Limit(id, Optional.of(parent).filter(p -> !p.isEmpty()), kw, kw);
    }

    /** The least power, within 1 %, with which the rule gives every vehicle its energy. */
    private double leastKw(List<Vehicle> below) {
        double enough = below.stream().mapToDouble(Vehicle::maxChargeKw).sum();
        double tooLittle = 0;
        while (enough - tooLittle > 0.01 * enough) {
            double kw = (enough + tooLittle) / 2;
            DepotBuilder alone = DepotBuilder.steps(stepMinutes, steps).siteLimit(kw);
            below.forEach(vehicle -> alone.with(withoutLimit(vehicle)));
            ChargingProblem problem = alone.build();
            boolean kept = PlanAudit.of(problem, LeastLaxityFirst.schedule(problem))
                    .aims()
                    .keepsEveryPromise();
            enough = kept ? kw : enough;
            tooLittle = kept ? tooLittle : kw;
        }
        return enough;
    }

    private static double bump(double hour, double middle, double width) {
        double off = (hour - middle) / width;
        return Math.exp(-off * off);
    }

    private Vehicle vehicle(int i, String feeder) {
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
                Optional.of(feeder).filter(id -> !id.isEmpty()),
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
    public static ChargingProblem aLittleOther(ChargingProblem p) {
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
                        .map(v -> ChangedVehicle.of(
                                v,
                                v.limit(),
                                v.socKwh() * (1 + 0.02 * random.nextDouble() - 0.01),
                                v.presentKw(),
                                v.stays()))
                        .toList(),
                p.requests());
    }

    private static Vehicle withoutLimit(Vehicle vehicle) {
        return ChangedVehicle.of(vehicle, Optional.empty(), vehicle.socKwh(), vehicle.presentKw(), vehicle.stays());
    }

    private static Series off(Series series, double part, Random random) {
        return Series.generate(series.size(), t -> series.get(t) * (1 + part * (2 * random.nextDouble() - 1)));
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
