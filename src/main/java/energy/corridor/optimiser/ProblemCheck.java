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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rules a {@link ChargingProblem} must keep to have a meaning. A broken rule is refused with one sentence: where, what was
 * found, what is allowed. What is merely hard to fulfil (a battery below its minimum, a requirement out of reach, a base load
 * above the limit) is legal: the optimiser softens it and says so.
 */
final class ProblemCheck {

    /** Beyond this a number is a mistake, and sums of such numbers lose the digits that count. */
    private static final double LARGEST = 1e9;

    private static final Duration LONGEST_STEP = Duration.ofDays(1);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");
    private static final Duration FARTHEST = Duration.ofDays(3_660);

    private final TimeGrid grid;

    private ProblemCheck(TimeGrid grid) {
        this.grid = grid;
    }

    /** Throws IllegalArgumentException for the first rule that is broken, in the order of the fields. */
    static void check(
            TimeGrid grid,
            Site site,
            Prices prices,
            List<Storage> storage,
            List<Vehicle> vehicles,
            List<Request> requests) {
        var check = new ProblemCheck(grid);
        check.grid();
        check.site(site);
        check.prices(prices);
        Set<String> limits = new HashSet<>();
        site.limits().forEach(limit -> limits.add(limit.id()));
        check.storage(storage, limits);
        check.vehicles(vehicles, limits);
        check.requests(requests);
    }

    private void grid() {
        if (grid.start().isBefore(EARLIEST) || grid.start().isAfter(LATEST)) {
            throw refused("start is %s, allowed is %s to %s", grid.start(), EARLIEST, LATEST);
        }
        if (grid.step().toMillis() < 1 || grid.step().compareTo(LONGEST_STEP) > 0) {
            throw refused("stepMinutes: the step is %s, allowed is 1 ms to 1 day", grid.step());
        }
        if (grid.steps() > ChargingProblem.MOST_STEPS) {
            throw refused("steps is %d, allowed is 1..%d", grid.steps(), ChargingProblem.MOST_STEPS);
        }
    }

    private void site(Site site) {
        series("site.importLimitKw", site.importLimitKw(), 0);
        series("site.exportLimitKw", site.exportLimitKw(), 0);
        series("site.baseLoadKw", site.baseLoadKw(), -LARGEST);
        series("site.pvKw", site.pvKw(), 0);
        limits(site.limits());
    }

    private void limits(List<Limit> limits) {
        Map<String, Optional<String>> parents = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            String path = "site.limits[%d]".formatted(i);
            unique(path, limit.id(), ids);
            parents.put(limit.id(), limit.parent());
            path = named(path, limit.id());
            series(path + "importLimitKw", limit.importLimitKw(), 0);
            series(path + "exportLimitKw", limit.exportLimitKw(), 0);
        }
        for (int i = 0; i < limits.size(); i++) {
            Limit limit = limits.get(i);
            String path = named("site.limits[%d]".formatted(i), limit.id());
            known(path + "parent", limit.parent(), parents.keySet());
            Set<String> seen = new HashSet<>(Set.of(limit.id()));
            for (Optional<String> above = limit.parent();
                    above.isPresent();
                    above = parents.getOrDefault(above.get(), Optional.empty())) {
                if (!seen.add(above.get())) {
                    throw refused(
                            "%sparent is \"%s\", which lies below it; allowed is a tree",
                            path, limit.parent().orElseThrow());
                }
            }
        }
    }

    private void prices(Prices prices) {
        series("prices.importEurPerKwh", prices.importEurPerKwh(), -LARGEST);
        series("prices.exportEurPerKwh", prices.exportEurPerKwh(), -LARGEST);
        atLeastZero("prices.demandChargeEurPerKw", prices.demandChargeEurPerKw());
        atLeastZero("prices.peakSoFarKw", prices.peakSoFarKw());
    }

    private void storage(List<Storage> storage, Set<String> limits) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < storage.size(); i++) {
            Storage s = storage.get(i);
            String path = "storage[%d]".formatted(i);
            unique(path, s.id(), ids);
            path = named(path, s.id());
            known(path + "limit", s.limit(), limits);
            battery(path, s.capacityKwh(), s.socKwh(), s.minSocKwh(), s.maxSocKwh());
            converter(
                    path,
                    s.maxChargeKw(),
                    s.maxDischargeKw(),
                    s.chargeEfficiency(),
                    s.dischargeEfficiency(),
                    s.wearEurPerKwh());
            number(path + "finalMinKwh", s.finalMinKwh(), 0, s.capacityKwh(), "capacityKwh");
        }
    }

    private void vehicles(List<Vehicle> vehicles, Set<String> limits) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < vehicles.size(); i++) {
            Vehicle v = vehicles.get(i);
            String path = "vehicles[%d]".formatted(i);
            unique(path, v.id(), ids);
            path = named(path, v.id());
            known(path + "limit", v.limit(), limits);
            battery(path, v.capacityKwh(), v.socKwh(), v.minSocKwh(), v.maxSocKwh());
            converter(
                    path,
                    v.maxChargeKw(),
                    v.maxDischargeKw(),
                    v.chargeEfficiency(),
                    v.dischargeEfficiency(),
                    v.wearEurPerKwh());
            number(path + "minChargeKw", v.minChargeKw(), 0, v.maxChargeKw(), "maxChargeKw");
            number(path + "chargeStepKw", v.chargeStepKw(), 0, v.maxChargeKw(), "maxChargeKw");
            double most =
                    ChargeLevels.within(0, v.maxChargeKw(), v.chargeStepKw()).mostKw();
            number(path + "minChargeKw", v.minChargeKw(), 0, most, "the last whole chargeStepKw up to maxChargeKw");
            if (v.presentKw().isPresent()) {
                number(path + "presentKw", v.presentKw().getAsDouble(), -LARGEST, LARGEST, "");
            }
            stays(path, v);
        }
    }

    private void battery(String path, double capacityKwh, double socKwh, double minSocKwh, double maxSocKwh) {
        atLeastZero(path + "capacityKwh", capacityKwh);
        number(path + "socKwh", socKwh, 0, capacityKwh, "capacityKwh");
        number(path + "maxSocKwh", maxSocKwh, 0, capacityKwh, "capacityKwh");
        number(path + "minSocKwh", minSocKwh, 0, maxSocKwh, "maxSocKwh");
    }

    private void converter(
            String path,
            double maxChargeKw,
            double maxDischargeKw,
            double chargeEfficiency,
            double dischargeEfficiency,
            double wearEurPerKwh) {
        atLeastZero(path + "maxChargeKw", maxChargeKw);
        atLeastZero(path + "maxDischargeKw", maxDischargeKw);
        efficiency(path + "chargeEfficiency", chargeEfficiency);
        efficiency(path + "dischargeEfficiency", dischargeEfficiency);
        atLeastZero(path + "wearEurPerKwh", wearEurPerKwh);
    }

    private void stays(String path, Vehicle vehicle) {
        Instant free = Instant.MIN;
        for (int i = 0; i < vehicle.stays().size(); i++) {
            Stay stay = vehicle.stays().get(i);
            String at = path + "stays[%d].".formatted(i);
            window(at, stay.from(), stay.to());
            if (stay.from().isBefore(free)) {
                throw refused("%sfrom is %s, allowed is %s or later (end of the stay before)", at, stay.from(), free);
            }
            free = stay.to();
            number(at + "requiredKwh", stay.requiredKwh(), 0, vehicle.capacityKwh(), "capacityKwh");
            if (i == 0) {
                number(at + "tripKwh", stay.tripKwh(), 0, 0, "socKwh already holds what is there at the first stay");
            } else {
                atLeastZero(at + "tripKwh", stay.tripKwh());
            }
        }
    }

    private void requests(List<Request> requests) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            String path = "requests[%d]".formatted(i);
            unique(path, request.id(), ids);
            path = named(path, request.id());
            window(path, request.from(), request.to());
            if (request instanceof Request.ImportLimit limit) {
                atLeastZero(path + "kw", limit.kw());
            } else if (request instanceof Request.SumSocBand band) {
                atLeastZero(path + "lowerKwh", band.lowerKwh());
                number(path + "upperKwh", band.upperKwh(), band.lowerKwh(), LARGEST, "from lowerKwh");
            } else if (request instanceof Request.Dispatch dispatch) {
                number(path + "kw", dispatch.kw(), -LARGEST, LARGEST, "");
                atLeastZero(path + "penaltyEurPerKwh", dispatch.penaltyEurPerKwh());
            } else if (request instanceof Request.Reserve reserve) {
                atLeastZero(path + "kw", reserve.kw());
                number(path + "holdMinutes", reserve.holdMinutes(), 1, LONGEST_STEP.toMinutes(), "one day");
                atLeastZero(path + "earnEurPerKwPerHour", reserve.earnEurPerKwPerHour());
            }
        }
    }

    private void window(String path, Instant from, Instant to) {
        near(path + "from", from);
        near(path + "to", to);
        if (!to.isAfter(from)) {
            throw refused("%sto is %s, allowed is later than from (%s)", path, to, from);
        }
    }

    private void near(String path, Instant instant) {
        if (instant.isBefore(grid.start().minus(FARTHEST))
                || instant.isAfter(grid.end().plus(FARTHEST))) {
            throw refused("%s is %s, allowed is within %d days of the horizon", path, instant, FARTHEST.toDays());
        }
    }

    private void series(String path, Series series, double min) {
        if (series.size() != grid.steps()) {
            throw refused("%s has %d values, allowed is %d (steps)", path, series.size(), grid.steps());
        }
        for (int t = 0; t < series.size(); t++) {
            double value = series.get(t);
            if (!(min <= value && value <= LARGEST)) {
                number("%s[%d]".formatted(path, t), value, min, LARGEST, "");
            }
        }
    }

    private static void efficiency(String path, double value) {
        if (!(0 < value && value <= 1)) {
            throw refused("%s is %s, allowed is above 0 and at most 1", path, value);
        }
    }

    private static void atLeastZero(String path, double value) {
        number(path, value, 0, LARGEST, "");
    }

    private static void number(String path, double value, double min, double max, String why) {
        if (!(min <= value && value <= max)) { // also refuses NaN
            throw refused(
                    "%s is %s, allowed is %s..%s%s",
                    path, value, plain(min), plain(max), why.isEmpty() ? "" : " (" + why + ")");
        }
    }

    private static void unique(String path, String id, Set<String> ids) {
        if (id.isBlank()) {
            throw refused("%s: id is empty, allowed is any text", path);
        }
        if (!ids.add(id)) {
            throw refused("%s: id is \"%s\", which an earlier entry has; allowed is one of its own", path, id);
        }
    }

    private static void known(String path, Optional<String> id, Set<String> ids) {
        if (id.isPresent() && !ids.contains(id.get())) {
            throw refused(
                    "%s is \"%s\", allowed is %s",
                    path,
                    id.get(),
                    ids.isEmpty()
                            ? "nothing, as site.limits is empty"
                            : "one of " + ids.stream().sorted().toList());
        }
    }

    private static String named(String path, String id) {
        return "%s \"%s\": ".formatted(path, id);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static IllegalArgumentException refused(String sentence, Object... values) {
        return new IllegalArgumentException(sentence.formatted(values));
    }
}
