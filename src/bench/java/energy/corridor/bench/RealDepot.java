package energy.corridor.bench;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.Evse;
import energy.corridor.grid.PricePoint;
import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.EnergyPaths;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.web.SpiceEvDepot;
import energy.corridor.web.SpiceEvScenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The depot "Betriebshof A" of SpiceEV's bus scenario as charging problems, in quarter-hours until the scenario's end. */
final class RealDepot {

    private static final String GRID_CONNECTOR = "Betriebshof A";
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(2); // the scenario's own

    private RealDepot() {}

    /** Once with the scenario's own prices, then once with each tariff. */
    static Map<String, ChargingProblem> read(Path scenario, List<Tariff> tariffs) {
        ChargingProblem own = problem(SpiceEvScenario.read(scenario).at(GRID_CONNECTOR, 0));
        Map<String, ChargingProblem> problems = new LinkedHashMap<>();
        problems.put("depot in Berlin", own);
        LocalDateTime local = LocalDateTime.ofInstant(own.grid().start(), ZONE);
        tariffs.forEach(tariff -> problems.put("depot in Berlin, " + tariff.name(), tariff.appliedTo(own, local)));
        return problems;
    }

    private static ChargingProblem problem(SpiceEvDepot depot) {
        var grid = TimeGrid.covering(depot.start(), STEP, Duration.between(depot.start(), depot.end()));
        double stationKw =
                depot.depot().evses().stream().mapToDouble(Evse::maxKw).max().orElseThrow();
        List<Vehicle> vehicles = new ArrayList<>();
        for (var vehicle : depot.depot().vehicles()) {
            List<Duty> duties = depot.duties().stream()
                    .filter(duty -> duty.vehicle().equals(vehicle.id()))
                    .toList();
            if (!duties.isEmpty()) {
                vehicles.add(vehicle(vehicle, duties, soc(depot, vehicle.id()), stationKw, grid));
            }
        }
        Series price = Series.generate(grid.steps(), t -> price(depot, grid, t));
        return new ChargingProblem(
                grid,
                new Site(all(depot.site().importLimitKw(), grid), all(0, grid), all(0, grid), all(0, grid), List.of()),
                new Prices(price, all(0, grid), 0, 0),
                List.of(),
                vehicles,
                List.of());
    }

    private static double soc(SpiceEvDepot depot, VehicleId id) {
        return depot.socAtStart().getOrDefault(id, 0.0);
    }

    private static Series all(double value, TimeGrid grid) {
        return Series.constant(value, grid.steps());
    }

    private static double price(SpiceEvDepot depot, TimeGrid grid, int t) {
        double price = depot.site().prices().get(0).importEurPerKwh();
        for (PricePoint point : depot.site().prices()) {
            price = point.from().isAfter(grid.boundary(t)) ? price : point.importEurPerKwh();
        }
        return price;
    }

    /** What whole quarter-hours at full power do not reach is not required. */
    private static Vehicle vehicle(
            energy.corridor.fleet.Vehicle v, List<Duty> duties, double socKwh, double stationKw, TimeGrid grid) {
        List<Stay> stays = new ArrayList<>();
        for (Duty duty : duties) {
            stays.add(new Stay(
                    duty.arrival(), duty.departure(), duty.requiredKwh(), stays.isEmpty() ? 0 : duty.tripKwh()));
        }
        boolean there = !duties.get(0).arrival().isAfter(grid.start());
        double arrivesWith = there ? socKwh : Math.max(0, socKwh - duties.get(0).tripKwh());
        Vehicle wished = with(v, arrivesWith, stationKw, stays);
        var alone = new ChargingProblem(
                grid,
                new Site(all(1e6, grid), all(0, grid), all(0, grid), all(0, grid), List.of()),
                new Prices(all(0, grid), all(0, grid), 0, 0),
                List.of(),
                List.of(wished),
                List.of());
        Battery battery = Battery.of(alone).get(0);
        EnergyPaths paths = EnergyPaths.of(battery, grid.stepHours());
        for (int w = 0; w < battery.windows().size(); w++) {
            var window = battery.windows().get(w);
            double reached = paths.highKwh(w, window.to() - window.from());
            Stay stay = stays.get(window.stay());
            double tooMuch = Math.max(0, window.requiredKwh() - reached);
            stays.set(
                    window.stay(),
                    new Stay(stay.from(), stay.to(), Math.max(0, stay.requiredKwh() - tooMuch), stay.tripKwh()));
        }
        return with(v, arrivesWith, stationKw, stays);
    }

    private static Vehicle with(energy.corridor.fleet.Vehicle v, double socKwh, double stationKw, List<Stay> stays) {
        return new Vehicle(
                v.id().value(),
                Optional.empty(),
                v.capacityKwh(),
                Math.min(socKwh, v.capacityKwh()),
                v.minSocKwh(),
                v.capacityKwh(),
                Math.min(v.maxChargeKw(), stationKw),
                0,
                0,
                v.chargeEfficiency(),
                v.dischargeEfficiency(),
                0,
                stays);
    }
}
