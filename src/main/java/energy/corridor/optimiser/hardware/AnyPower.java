package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.ChargeLevels;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Vehicle;

/** The same problem with supplies that can give every power up to their highest level: its bound is a bound of the problem's. */
final class AnyPower {

    private AnyPower() {}

    static boolean isEnoughFor(ChargingProblem problem) {
        return problem.vehicles().stream().allMatch(v -> v.minChargeKw() == 0 && v.chargeStepKw() == 0);
    }

    static ChargingProblem of(ChargingProblem problem) {
        return new ChargingProblem(
                problem.grid(),
                problem.site(),
                problem.prices(),
                problem.storage(),
                problem.vehicles().stream().map(AnyPower::of).toList(),
                problem.requests());
    }

    private static Vehicle of(Vehicle v) {
        return v.charging(
                ChargeLevels.within(v.minChargeKw(), v.maxChargeKw(), v.chargeStepKw())
                        .mostKw(),
                0,
                0);
    }
}
