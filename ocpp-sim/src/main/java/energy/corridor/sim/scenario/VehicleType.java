package energy.corridor.sim.scenario;

/**
 * A kind of vehicle.
 *
 * @param capacityKwh usable energy of the battery
 * @param curve most power by state of charge, grid side
 * @param minKw below this limit it does not charge at all
 * @param efficiency share of the energy drawn that reaches the battery
 */
public record VehicleType(String id, double capacityKwh, ChargingCurve curve, double minKw, double efficiency) {

    public VehicleType {
        if (!(0 < capacityKwh && capacityKwh <= 1e5)) {
            throw new ScenarioException(
                    "The capacity of vehicle type %s is %s kWh; it must be above 0 and at most 100000 kWh."
                            .formatted(id, capacityKwh));
        }
        if (!(0 < efficiency && efficiency <= 1)) {
            throw new ScenarioException(
                    "The battery_efficiency of vehicle type %s is %s; it must be above 0 and at most 1."
                            .formatted(id, efficiency));
        }
    }
}
