package energy.corridor.optimiser;

import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.PlannedStay;
import energy.corridor.fleet.VehicleState;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.GridRequest;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The depot's state as a charging problem. Promises are planned on the low edge of every energy estimate and ceilings on the
 * high edge; EVSEs that no setpoint reaches keep their fallback reserved in every limit above them.
 */
public final class DepotProblem {

    /**
     * What belongs to the depot's conduct, not to its state.
     *
     * @param keptFreeKw per interval, what of the site's limit is not planned with
     * @param presentKw what vehicles are told to draw now, as far as they are told anything
     * @param peakSoFarKw highest import of the demand charge's period so far
     */
    public record Conduct(Series keptFreeKw, Map<VehicleId, Double> presentKw, double peakSoFarKw) {}

    private DepotProblem() {}

    public static ChargingProblem of(FleetState state, GridConditions grid, Conduct conduct) {
        TimeGrid time = grid.grid();
        List<Vehicle> vehicles = new ArrayList<>();
        for (VehicleState vehicle : state.vehicles()) {
            vehicle(state, grid, conduct, vehicle).ifPresent(vehicles::add);
        }
        Map<String, double[]> reserve = fallbackReserve(state, grid, vehicles);
        Series importLimit = Series.generate(
                time.steps(),
                t -> Math.max(
                        0,
                        grid.importLimitKw().get(t)
                                - conduct.keptFreeKw().get(t)
                                - reserved(reserve, LimitTree.ROOT, t)));
        List<Limit> limits = grid.site().limits().stream()
                .map(l -> new Limit(
                        l.id(),
                        l.parent(),
                        Series.generate(
                                time.steps(), t -> Math.max(0, l.importLimitKw() - reserved(reserve, l.id(), t))),
                        Series.constant(l.exportLimitKw(), time.steps())))
                .toList();
        return new ChargingProblem(
                time,
                new Site(importLimit, grid.exportLimitKw(), grid.baseLoadKw(), grid.pvKw(), limits).withPvAsItComes(),
                new Prices(
                        grid.importEurPerKwh(),
                        grid.exportEurPerKwh(),
                        grid.site().demandChargeEurPerKw(),
                        conduct.peakSoFarKw()),
                List.of(),
                vehicles,
                requests(state, grid));
    }

    private static List<Request> requests(FleetState state, GridConditions grid) {
        double doubt = doubtKwh(state);
        double worth = BindingWorth.eurPerKwh(grid);
        return grid.requests().stream().map(r -> request(r, doubt, worth)).toList();
    }

    private static Optional<Vehicle> vehicle(
            FleetState state, GridConditions grid, Conduct conduct, VehicleState vehicle) {
        double maxKw = SumSocCorridor.maxKw(state, vehicle);
        List<PlannedStay> planned = PlannedStay.of(vehicle, state.now(), maxKw).stream()
                .filter(s -> s.from().isBefore(grid.grid().end())
                        && s.to().isAfter(grid.grid().start()))
                .toList();
        if (planned.isEmpty()) {
            return Optional.empty();
        }
        var v = vehicle.vehicle();
        Optional<EvseState> evse = vehicle.plugIn().flatMap(p -> state.evse(p.evse()));
        boolean controllable = evse.map(EvseState::controllable).orElse(true);
        List<Evse> supplies = evse.map(e -> List.of(e.evse()))
                .orElseGet(() -> state.evses().stream().map(EvseState::evse).toList());
        ChargeLevels levels = controllable ? levels(supplies, v.minChargeKw(), maxKw) : new ChargeLevels(0, 0, 0);
        Double now = conduct.presentKw().get(v.id());
        OptionalDouble presentKw = now == null ? OptionalDouble.empty() : OptionalDouble.of(now);
        double trip = vehicle.plugIn().isPresent() ? 0 : planned.get(0).tripKwh();
        double before = evse.map(e -> sinceKwh(state.now(), grid.grid(), e, presentKw, v.chargeEfficiency()))
                .orElse(0.0);
        double low = Math.max(0, vehicle.soc().lowKwh() - trip - before);
        double width = vehicle.soc().highKwh() - vehicle.soc().lowKwh();
        double ceiling = Math.max(low, v.capacityKwh() - width);
        List<Stay> stays = new ArrayList<>();
        for (int s = 0; s < planned.size(); s++) {
            PlannedStay stay = planned.get(s);
            stays.add(new Stay(
                    stay.from(), stay.to(), Math.min(stay.requiredKwh(), ceiling), s == 0 ? 0 : stay.tripKwh()));
        }
        return Optional.of(new Vehicle(
                v.id().value(),
                limitOf(state, grid, evse.map(EvseState::evse)),
                v.capacityKwh(),
                low,
                v.minSocKwh(),
                ceiling,
                controllable ? maxKw : 0,
                levels.leastKw(),
                levels.stepKw(),
                0, // no protocol connected so far lets a setpoint below zero reach a vehicle
                v.chargeEfficiency(),
                v.dischargeEfficiency(),
                v.wearEurPerKwh(),
                presentKw,
                stays));
    }

    /**
     * What the vehicle has taken in the part of the first interval that is over, kWh in the battery. A plan counts its intervals in
     * full: from the energy of now, a plan made near an interval's end would count up to an interval's energy twice.
     */
    private static double sinceKwh(
            Instant now, TimeGrid grid, EvseState evse, OptionalDouble presentKw, double efficiency) {
        double kw = Math.min(presentKw.orElse(0), evse.powerKw().orElse(presentKw.orElse(0)));
        return Math.max(0, Units.energyKwh(kw, Duration.between(grid.start(), now)) * efficiency);
    }

    /** What all of the EVSEs can give: those of the one it is on, or of the strictest it may get. */
    private static ChargeLevels levels(List<Evse> supplies, double vehicleLeastKw, double maxKw) {
        double step = supplies.stream().mapToDouble(Evse::stepKw).max().orElse(0);
        double least = supplies.stream().mapToDouble(Evse::leastKw).max().orElse(0);
        return ChargeLevels.possible(Math.max(vehicleLeastKw, least), maxKw, step);
    }

    /** The limit it hangs on now; for a vehicle that is away the limit of most EVSEs; empty where that is the site itself. */
    private static Optional<String> limitOf(FleetState state, GridConditions grid, Optional<Evse> evse) {
        String id = evse.map(Evse::limit).orElseGet(() -> commonLimit(state));
        return grid.site().limits().stream()
                .map(l -> l.id())
                .filter(l -> l.equals(id))
                .findFirst();
    }

    private static String commonLimit(FleetState state) {
        Map<String, Integer> count = new HashMap<>();
        state.evses().forEach(e -> count.merge(e.evse().limit(), 1, Integer::sum));
        return count.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /**
     * Power to keep free, kW per limit ("" for the site) and interval: EVSEs out of reach hold their fallback throughout; EVSEs
     * without a vehicle hold their failsafe, because a vehicle may plug in and draw it before its first setpoint.
     */
    private static Map<String, double[]> fallbackReserve(
            FleetState state, GridConditions grid, List<Vehicle> vehicles) {
        int steps = grid.grid().steps();
        LimitTree tree = LimitTree.of(grid.site());
        Map<String, double[]> reserve = new HashMap<>();
        double[] idleShare = new double[steps];
        Arrays.setAll(idleShare, t -> idleShare(state, grid.grid(), vehicles, t));
        for (EvseState evse : state.evses()) {
            boolean lost = evse.transaction() != 0 && !evse.controllable();
            for (String node : tree.from(evse.evse().limit())) {
                double[] kw = reserve.computeIfAbsent(node, n -> new double[steps]);
                for (int t = 0; t < steps; t++) {
                    kw[t] += lost ? evse.fallbackKw() : evse.evse().failsafeKw() * idleShare[t];
                }
            }
        }
        return reserve;
    }

    private static double reserved(Map<String, double[]> reserve, String node, int t) {
        double[] kw = reserve.get(node);
        return kw == null ? 0 : kw[t];
    }

    /**
     * Share of the EVSEs without a vehicle in {@code t}, by the stays known now; which EVSE a vehicle will get is not. A vehicle may come
     * an interval late and leave one early: at the moment it leaves, setpoints of the interval before are in force, and its EVSE already
     * counts as idle.
     */
    private static double idleShare(FleetState state, TimeGrid grid, List<Vehicle> vehicles, int t) {
        long present = vehicles.stream()
                .filter(v -> v.stays().stream()
                        .anyMatch(
                                s -> !s.from().isAfter(grid.boundary(t - 1)) && !s.to().isBefore(grid.boundary(t + 2))))
                .count();
        int all = state.evses().size();
        return all == 0 ? 0 : (double) Math.max(0, all - present) / all;
    }

    /** How much more the plugged-in vehicles may hold than is planned with: promises are planned on the low edge, kWh. */
    private static double doubtKwh(FleetState state) {
        return state.vehicles().stream()
                .filter(v -> v.plugIn().isPresent())
                .mapToDouble(v -> v.soc().highKwh() - v.soc().lowKwh())
                .sum();
    }

    private static Request request(GridRequest request, double doubtKwh, double worth) {
        if (request instanceof GridRequest.ImportLimit r) {
            return new Request.ImportLimit(r.id(), r.from(), r.to(), r.kw());
        } else if (request instanceof GridRequest.SumSocBand r) {
            return new Request.SumSocBand(
                    r.id(), r.from(), r.to(), r.lowerKwh(), Math.max(r.lowerKwh(), r.upperKwh() - doubtKwh));
        } else if (request instanceof GridRequest.DispatchRequest r) {
            return new Request.Dispatch(r.id(), r.from(), r.to(), r.kw(), Math.max(worth, r.penaltyEurPerKwh()));
        } else if (request instanceof GridRequest.Reserve r) {
            return new Request.Reserve(
                    r.id(), r.from(), r.to(), r.up(), r.kw(), r.holdMinutes(), r.earnEurPerKwPerHour(), r.firm());
        }
        throw new IllegalStateException("Unknown kind of request: " + request);
    }
}
