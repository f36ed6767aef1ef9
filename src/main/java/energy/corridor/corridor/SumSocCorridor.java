package energy.corridor.corridor;

import energy.corridor.corridor.EnergyEnvelope.Battery;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.PlannedStay;
import energy.corridor.fleet.Vehicle;
import energy.corridor.fleet.VehicleState;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lower and upper bound of the fleet's summed state of charge, kWh; the sum counts the vehicles that are plugged in, now or
 * by their duties later.
 *
 * <p>An outer approximation: every deliverable course of the sum lies inside, not every course inside is deliverable.
 *
 * @param upperKwh steps + 1 values: as early as possible, battery ceiling
 * @param lowerKwh steps + 1 values: as late as every promise allows, never below reserve
 * @param sumKwh the summed energy of the plugged-in vehicles now, as known
 * @param needKwh the least that sum may be now so that every promise can still be kept
 * @param mostKwh the most it could be now, had every vehicle charged at full power since it arrived
 */
public record SumSocCorridor(
        TimeGrid grid, Series upperKwh, Series lowerKwh, double sumKwh, double needKwh, double mostKwh) {

    public static SumSocCorridor of(FleetState state, TimeGrid grid) {
        Map<VehicleState, EnergyEnvelope> parts = envelopes(state, grid);
        List<EnergyEnvelope> envelopes = List.copyOf(parts.values());
        double need = 0;
        double most = 0;
        for (Map.Entry<VehicleState, EnergyEnvelope> part : parts.entrySet()) {
            if (part.getKey().plugIn().isPresent()) {
                need += part.getValue().needKwh();
                most += mostKwh(state, part.getKey());
            }
        }
        return new SumSocCorridor(
                grid,
                EnergyEnvelope.summedUpper(grid, envelopes),
                EnergyEnvelope.summedLower(grid, envelopes),
                state.pluggedInKwh(),
                need,
                most);
    }

    /** What the bounds are the sums of: the vehicles that have a stay, in the state's order. */
    public static Map<VehicleState, EnergyEnvelope> envelopes(FleetState state, TimeGrid grid) {
        Map<VehicleState, EnergyEnvelope> parts = new LinkedHashMap<>();
        for (VehicleState vehicle : state.vehicles()) {
            List<PlannedStay> planned = PlannedStay.of(vehicle, state.now(), maxKw(state, vehicle));
            if (!planned.isEmpty()) {
                parts.put(vehicle, envelope(state, grid, vehicle, planned));
            }
        }
        return parts;
    }

    /** Most that a vehicle and the EVSE it is on, or the weakest EVSE it may get, exchange, kW. */
    public static double maxKw(FleetState state, VehicleState vehicle) {
        double evseKw = vehicle.plugIn()
                .flatMap(p -> state.evse(p.evse()))
                .map(e -> e.evse().maxKw())
                .orElseGet(() -> state.evses().stream()
                        .mapToDouble(e -> e.evse().maxKw())
                        .min()
                        .orElse(0));
        return Math.min(vehicle.vehicle().maxChargeKw(), evseKw);
    }

    private static EnergyEnvelope envelope(
            FleetState state, TimeGrid grid, VehicleState vehicle, List<PlannedStay> planned) {
        Vehicle v = vehicle.vehicle();
        double soc = vehicle.soc().socKwh();
        if (vehicle.plugIn().isEmpty()) {
            soc = Math.max(0, soc - planned.get(0).tripKwh());
        }
        Battery battery = new Battery(
                soc,
                v.minSocKwh(),
                v.capacityKwh(),
                maxKw(state, vehicle),
                v.maxDischargeKw(),
                v.chargeEfficiency(),
                v.dischargeEfficiency());
        return EnergyEnvelope.of(
                grid,
                battery,
                planned.stream()
                        .map(s -> new EnergyEnvelope.Stay(s.from(), s.to(), s.requiredKwh(), s.tripKwh()))
                        .toList());
    }

    private static double mostKwh(FleetState state, VehicleState vehicle) {
        Vehicle v = vehicle.vehicle();
        double since = vehicle.plugIn()
                .map(p -> p.arrivalKwh()
                        + v.chargeEfficiency()
                                * Units.energyKwh(maxKw(state, vehicle), Duration.between(p.since(), state.now())))
                .orElse(0.0);
        return Math.max(vehicle.soc().socKwh(), Math.min(v.capacityKwh(), since));
    }
}
