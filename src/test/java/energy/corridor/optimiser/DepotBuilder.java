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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A depot for a story: hours are counted from the start, everything has a round default. Vehicles are lines of
 * {@code id soc required maxKw fromHour toHour} with optional {@code key=value} pairs after them: min, max, cap, minKw, stepKw, outKw,
 * eff, wear, limit, and {@code next=fromHour/toHour/required/trip} for a further stay.
 */
public final class DepotBuilder {

    public static final Instant START = Instant.parse("2026-03-02T16:00:00Z");

    private final TimeGrid grid;
    private Series importLimitKw;
    private Series exportLimitKw;
    private Series baseLoadKw;
    private Series pvKw;
    private Series importPrice;
    private Series exportPrice;
    private double demandCharge;
    private double peakSoFarKw;
    private final List<Limit> limits = new ArrayList<>();
    private final List<Storage> storage = new ArrayList<>();
    private final List<Vehicle> vehicles = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();

    private DepotBuilder(int stepMinutes, int steps) {
        grid = new TimeGrid(START, Duration.ofMinutes(stepMinutes), steps);
        importLimitKw = all(1000);
        exportLimitKw = all(1000);
        baseLoadKw = all(0);
        pvKw = all(0);
        importPrice = all(0.1);
        exportPrice = all(0);
    }

    public static DepotBuilder hourly(int hours) {
        return new DepotBuilder(60, hours);
    }

    public static DepotBuilder steps(int stepMinutes, int steps) {
        return new DepotBuilder(stepMinutes, steps);
    }

    private Series all(double value) {
        return Series.constant(value, grid.steps());
    }

    private Series row(double... values) {
        return values.length == 1 ? all(values[0]) : Series.of(values);
    }

    public static Instant at(double hour) {
        return START.plusMillis(Math.round(hour * 3_600_000));
    }

    public DepotBuilder siteLimit(double... kw) {
        importLimitKw = row(kw);
        return this;
    }

    public DepotBuilder exportLimit(double... kw) {
        exportLimitKw = row(kw);
        return this;
    }

    public DepotBuilder base(double... kw) {
        baseLoadKw = row(kw);
        return this;
    }

    public DepotBuilder pv(double... kw) {
        pvKw = row(kw);
        return this;
    }

    public DepotBuilder price(double... eurPerKwh) {
        importPrice = row(eurPerKwh);
        return this;
    }

    public DepotBuilder exportPrice(double... eurPerKwh) {
        exportPrice = row(eurPerKwh);
        return this;
    }

    public DepotBuilder demandCharge(double eurPerKw, double paidKw) {
        demandCharge = eurPerKw;
        peakSoFarKw = paidKw;
        return this;
    }

    public DepotBuilder limit(String id, String parent, double importKw, double exportKw) {
        limits.add(new Limit(id, Optional.of(parent).filter(p -> !p.isEmpty()), all(importKw), all(exportKw)));
        return this;
    }

    public DepotBuilder vehicles(String table) {
        table.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::vehicle);
        return this;
    }

    private void vehicle(String line) {
        String[] word = line.trim().split("\\s+", -1);
        double capacity = 1000;
        double min = 0;
        double max = -1;
        double minKw = 0;
        double stepKw = 0;
        double outKw = 0;
        double efficiency = 1;
        double wear = 0;
        OptionalDouble present = OptionalDouble.empty();
        Optional<String> limit = Optional.empty();
        List<Stay> stays = new ArrayList<>();
        stays.add(new Stay(at(number(word[4])), at(number(word[5])), number(word[2]), 0));
        for (int i = 6; i < word.length; i++) {
            String[] pair = word[i].split("=", -1);
            switch (pair[0]) {
                case "cap" -> capacity = number(pair[1]);
                case "min" -> min = number(pair[1]);
                case "max" -> max = number(pair[1]);
                case "minKw" -> minKw = number(pair[1]);
                case "stepKw" -> stepKw = number(pair[1]);
                case "outKw" -> outKw = number(pair[1]);
                case "eff" -> efficiency = number(pair[1]);
                case "wear" -> wear = number(pair[1]);
                case "now" -> present = OptionalDouble.of(number(pair[1]));
                case "limit" -> limit = Optional.of(pair[1]);
                case "next" -> {
                    String[] next = pair[1].split("/", -1);
                    stays.add(new Stay(at(number(next[0])), at(number(next[1])), number(next[2]), number(next[3])));
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
        vehicles.add(new Vehicle(
                word[0],
                limit,
                capacity,
                number(word[1]),
                min,
                max < 0 ? capacity : max,
                number(word[3]),
                minKw,
                stepKw,
                outKw,
                efficiency,
                efficiency,
                wear,
                present,
                stays));
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    /** A battery of 100 % efficiency that may be empty at the end unless {@code finalMinKwh} says otherwise. */
    public DepotBuilder storage(String id, double capacityKwh, double socKwh, double kw, double finalMinKwh) {
        storage.add(
                new Storage(id, Optional.empty(), capacityKwh, socKwh, 0, capacityKwh, kw, kw, 1, 1, 0, finalMinKwh));
        return this;
    }

    public DepotBuilder with(Storage battery) {
        storage.add(battery);
        return this;
    }

    public DepotBuilder with(Vehicle vehicle) {
        vehicles.add(vehicle);
        return this;
    }

    public DepotBuilder with(Request request) {
        requests.add(request);
        return this;
    }

    public DepotBuilder with(Limit limit) {
        limits.add(limit);
        return this;
    }

    public DepotBuilder cap(double fromHour, double toHour, double kw) {
        return with(new Request.ImportLimit("cap-" + requests.size(), at(fromHour), at(toHour), kw));
    }

    public DepotBuilder band(double fromHour, double toHour, double lowerKwh, double upperKwh) {
        return with(new Request.SumSocBand("band-" + requests.size(), at(fromHour), at(toHour), lowerKwh, upperKwh));
    }

    public DepotBuilder dispatch(double fromHour, double toHour, double kw, double penalty) {
        return with(new Request.Dispatch("flex-" + requests.size(), at(fromHour), at(toHour), kw, penalty));
    }

    public DepotBuilder reserve(
            boolean up, double fromHour, double toHour, double kw, int holdMinutes, double earn, boolean firm) {
        return with(new Request.Reserve(
                "reserve-" + requests.size(), at(fromHour), at(toHour), up, kw, holdMinutes, earn, firm));
    }

    public ChargingProblem build() {
        return new ChargingProblem(
                grid,
                new Site(importLimitKw, exportLimitKw, baseLoadKw, pvKw, limits),
                new Prices(importPrice, exportPrice, demandCharge, peakSoFarKw),
                storage,
                vehicles,
                requests);
    }
}
