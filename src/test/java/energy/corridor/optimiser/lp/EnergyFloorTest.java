package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class EnergyFloorTest {

    @Test
    void whoArrivesBelowItsMinimumChargesAtFullPowerWhateverItCosts() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(4).price(9, 9, 9, 1).vehicles("bus-1 0 30 10 0 4 min=15"));

        // 10 kWh at once, 5 more to the minimum, then only the cheap hour and, at 9, what is left.
        assertThat(plan.kwh(0)[1]).isCloseTo(10, within(1e-6));
        assertThat(plan.kwh(0)[2]).isGreaterThanOrEqualTo(15 - 1e-6);
        assertThat(plan.kwh(0)[4]).isCloseTo(30, within(1e-6));
        assertThat(plan.eur()).isCloseTo(20 * 9 + 10, within(1e-5));
    }

    @Test
    void belowItsMinimumItDoesNotDischarge() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).price(1, 1).exportPrice(5, 0).vehicles("bus-1 4 0 2 0 2 min=8 outKw=3"));

        assertThat(plan.kw(0)).containsExactly(new double[] {2, 2}, within(1e-6));
    }

    @Test
    void aLimitThatStandsInTheWayOfTheMinimumWins() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(3).siteLimit(4).price(1, 2, 3).vehicles("bus-1 0 0 10 0 3 min=10"));

        assertThat(plan.kw(0)).containsExactly(new double[] {4, 4, 2}, within(1e-5));
    }

    @Test
    void theSecondArrivalIsLiftedToItsMinimumToo() {
        // The trip takes all; 6 kWh are then due at once although the last hour is cheap.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(5).price(9, 9, 9, 9, 1).vehicles("bus-1 10 10 8 0 1 min=6 cap=10 next=2/5/6/10"));

        assertThat(plan.kw(0)).containsExactly(new double[] {0, 0, 6, 0, 0}, within(1e-5));
    }
}
