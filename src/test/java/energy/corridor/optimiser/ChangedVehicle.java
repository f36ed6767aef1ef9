package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The same vehicle somewhere else, with other energy, another power or other stays. */
public final class ChangedVehicle {

    private ChangedVehicle() {}

    public static Vehicle of(
            Vehicle v, Optional<String> limit, double socKwh, OptionalDouble presentKw, List<Stay> stays) {
        return new Vehicle(
                v.id(),
                limit,
                v.capacityKwh(),
                socKwh,
                v.minSocKwh(),
                v.maxSocKwh(),
                v.maxChargeKw(),
                v.minChargeKw(),
                v.chargeStepKw(),
                v.maxDischargeKw(),
                v.chargeEfficiency(),
                v.dischargeEfficiency(),
                v.wearEurPerKwh(),
                presentKw,
                stays);
    }
}
