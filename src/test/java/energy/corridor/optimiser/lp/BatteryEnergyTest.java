package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class BatteryEnergyTest {

    @Test
    void lossesAreBoughtOnTheWayInAndLostOnTheWayOut() {
        // Stored 0.8·10 = 8 kWh, of which 0.8·8 = 6.4 kWh come back: −10·0.1 + 6.4·0.5 − 6.4·0.05 of wear.
        var plan = OptimalPlan.of(DepotBuilder.hourly(2)
                .price(0.1, 0.5)
                .exportPrice(0.1, 0.5)
                .vehicles("bus-1 0 0 10 0 2 eff=0.8 outKw=10 wear=0.05"));

        assertThat(plan.kw(0)).containsExactly(new double[] {10, -6.4}, within(1e-6));
        assertThat(plan.kwh(0)).containsExactly(new double[] {0, 8, 0}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(1 - 3.2 + 0.32, within(1e-6));
    }

    @Test
    void wearThatCostsMoreThanThePricesDifferKeepsTheBatteryIdle() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(2)
                .price(0.1, 0.5)
                .exportPrice(0.1, 0.5)
                .vehicles("bus-1 0 0 10 0 2 eff=0.8 outKw=10 wear=0.4"));

        assertThat(plan.kw(0)).containsExactly(new double[] {0, 0}, within(1e-6)); // 0.1/0.64 + 0.4 > 0.5
    }

    @Test
    void theNextStayBeginsWithWhatTheTripLeft() {
        // Cheap before the trip, dear after it: 20 kWh first, of which 5 remain for the 12 wanted.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(5).price(1, 1, 9, 5, 6).vehicles("bus-1 0 15 10 0 2 next=3/5/12/15 cap=20"));

        assertThat(plan.kwh(0)).containsExactly(new double[] {0, 10, 20, 5, 12, 12}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(20 + 35, within(1e-5));
    }

    @Test
    void neitherBoundOfTheBatteryIsCrossed() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(3)
                .price(-1, 5, 0.1)
                .exportPrice(-1, 5, 0.1)
                .vehicles("bus-1 20 0 20 0 3 min=5 max=30 outKw=40"));

        assertThat(plan.kwh(0)).containsExactly(new double[] {20, 30, 5, 5}, within(1e-6));
    }
}
