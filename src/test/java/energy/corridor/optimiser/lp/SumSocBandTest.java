package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class SumSocBandTest {

    @Test
    void anUpperBandHoldsTheSumDownUntilItEnds() {
        // 10 to 25 in the night, at most 15 until the window ends at hour 2, although the first hour is cheap.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(4).price(1, 2, 3, 4).band(0, 2.5, 0, 15).vehicles("bus-1 10 25 10 0 4"));

        assertThat(plan.kwh(0)).containsExactly(new double[] {10, 15, 15, 25, 25}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(5 + 30, within(1e-5));
    }

    @Test
    void aLowerBandBuysEarlierThanThePriceWould() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(3).price(3, 2, 1).band(1, 2, 14, 99).vehicles("""
                bus-1    5        5   10    0   3
                bus-2    5        5   10    0   3
                """));

        assertThat(plan.plan().corridor().sumKwh().get(1)).isCloseTo(14, within(1e-6));
        assertThat(plan.eur()).isCloseTo(12, within(1e-5));
    }

    @Test
    void whatTheBandCannotHaveIsReportedAndTheVehiclesComeFirst() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(2).band(1, 2, 0, 6).vehicles("bus-1 0 20 10 0 2"));
        assertThat(plan.unmetKwh()).isZero();
        assertThat(plan.plan().requests().get(0).brokenKwh()).isCloseTo(4 + 14, within(1e-5));
    }
}
