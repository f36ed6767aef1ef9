package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Vehicle;
import java.util.List;
import java.util.Random;

/** Any depot with stations that give no power below a least one, or whole amperes only: the same seed, the same stations. */
public final class HardwareDepot {

    private static final double AMPERE_KW = 0.23;
    private static final double LEAST_AMPERES = 6;

    private HardwareDepot() {}

    /** Half of the vehicles at AC stations of one or three phases, a quarter at DC stations with a least power, the rest at any power. */
    public static ChargingProblem of(long seed, ChargingProblem problem) {
        var random = new Random(seed);
        List<Vehicle> vehicles = problem.vehicles().stream()
                .map(vehicle -> switch (random.nextInt(4)) {
                    case 0 -> at(vehicle, LEAST_AMPERES * AMPERE_KW, AMPERE_KW);
                    case 1 -> at(vehicle, 3 * LEAST_AMPERES * AMPERE_KW, 3 * AMPERE_KW);
                    case 2 -> at(vehicle, 0.3 * vehicle.maxChargeKw(), 0);
                    default -> at(vehicle, 0, 0);
                })
                .toList();
        return new ChargingProblem(
                problem.grid(), problem.site(), problem.prices(), problem.storage(), vehicles, problem.requests());
    }

    /** The vehicle at a station of that least power and step. */
    public static Vehicle at(Vehicle v, double minChargeKw, double chargeStepKw) {
        return v.charging(v.maxChargeKw(), minChargeKw, chargeStepKw);
    }
}
