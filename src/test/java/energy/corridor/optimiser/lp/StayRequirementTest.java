package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.ChargingProblem.Storage;
import energy.corridor.optimiser.DepotBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StayRequirementTest {

    @Test
    void theCheapestHoursBringWhatIsRequired() {
        var plan =
                OptimalPlan.of(DepotBuilder.hourly(4).price(0.4, 0.1, 0.3, 0.2).vehicles("bus-1 5 30 10 0 4"));

        assertThat(plan.kw(0)).containsExactly(new double[] {0, 10, 5, 10}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(1 + 1.5 + 2, within(1e-6));
    }

    @Test
    void theLeastEnergyIsMissingBeforeMoneyCounts() {
        // 3 h at 10 kW reach 30 of 40 kWh: every hour is used, however dear.
        var plan = OptimalPlan.of(DepotBuilder.hourly(3).price(1, 100, 1).vehicles("bus-1 0 40 10 0 3"));

        assertThat(plan.kw(0)).containsExactly(new double[] {10, 10, 10}, within(1e-6));
        assertThat(plan.unmetKwh()).isCloseTo(10, within(1e-6));
    }

    @Test
    void storageKeepsItsFinalMinimumAfterTheVehiclesAndBeforeMoney() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).price(1, 5).exportPrice(1, 5).storage("battery-1", 20, 10, 10, 8));

        // Full in the cheap hour, back to 8 kWh (not 0) in the dear one.
        assertThat(plan.storageKw()).containsExactly(new double[] {8, -10}, within(1e-6));
    }

    @Test
    void storageDoesNotClaimToLackMoreThanItDoesToOfferAReserve() {
        // 2 kW bring 1 kWh: 5 of 10 at the end whatever is done. A call would cost that 1 kWh, so none can be promised.
        var plan = OptimalPlan.of(DepotBuilder.hourly(1)
                .with(new Storage("battery-1", Optional.empty(), 10, 4, 0, 10, 2, 2, 0.5, 1, 0, 10))
                .reserve(true, 0, 1, 2, 60, 0, true));

        assertThat(plan.storageKw()).containsExactly(new double[] {2}, within(1e-6));
        assertThat(plan.unmetKwh()).isCloseTo(5, within(1e-6));
        assertThat(plan.plan().requests().get(0).brokenKwh()).isCloseTo(2, within(1e-6));
    }
}
