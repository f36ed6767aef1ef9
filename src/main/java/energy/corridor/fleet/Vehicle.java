package energy.corridor.fleet;

import energy.corridor.duty.VehicleId;
import java.util.List;

/**
 * What the depot knows about a vehicle for good. Energies are in the battery; powers at the EVSE's grid side.
 *
 * @param idTags tokens by which stations know it, e.g. RFID or AutoCharge; at least one
 * @param capacityKwh usable energy at 100 % SoC
 * @param minSocKwh floor that is never discharged below, in 0..capacityKwh
 * @param maxChargeKw most it draws
 * @param minChargeKw least it draws while charging; below that it stops
 * @param maxDischargeKw most it gives back, 0 for none
 * @param chargeEfficiency share of drawn energy that reaches the battery, in (0, 1]
 * @param dischargeEfficiency share of battery energy that reaches the grid, in (0, 1]
 * @param wearEurPerKwh cost of a kWh given back, grid side
 * @param curve how charging power falls as the battery fills
 */
public record Vehicle(
        VehicleId id,
        List<String> idTags,
        double capacityKwh,
        double minSocKwh,
        double maxChargeKw,
        double minChargeKw,
        double maxDischargeKw,
        double chargeEfficiency,
        double dischargeEfficiency,
        double wearEurPerKwh,
        ChargingCurve curve) {

    public Vehicle {
        idTags = List.copyOf(idTags);
        if (idTags.isEmpty()) {
            throw new IllegalArgumentException("Vehicle %s needs at least one id tag.".formatted(id));
        }
        require(id, "capacityKwh", capacityKwh, 0.001, 1e6);
        require(id, "minSocKwh", minSocKwh, 0, capacityKwh);
        require(id, "maxChargeKw", maxChargeKw, 0, 1e5);
        require(id, "minChargeKw", minChargeKw, 0, maxChargeKw);
        require(id, "maxDischargeKw", maxDischargeKw, 0, 1e5);
        require(id, "chargeEfficiency", chargeEfficiency, 0.01, 1);
        require(id, "dischargeEfficiency", dischargeEfficiency, 0.01, 1);
        require(id, "wearEurPerKwh", wearEurPerKwh, 0, 1e3);
    }

    private static void require(VehicleId id, String field, double value, double least, double most) {
        if (!(least <= value && value <= most)) { // also refuses NaN
            throw new IllegalArgumentException(
                    "The %s (%s) of %s must be in %s..%s.".formatted(field, value, id, least, most));
        }
    }
}
