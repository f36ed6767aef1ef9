package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class AimsInOrderTest {

    @Test
    void aVehiclesPromiseCountsMoreThanABandAndABandMoreThanMoney() {
        // 20 kWh are promised; the band wants at most 12 at hour 1, which costs dear energy in hour 2.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).price(1, 50).band(1, 1.5, 0, 12).vehicles("bus-1 0 20 15 0 2"));
        assertThat(plan.kw(0)).containsExactly(new double[] {12, 8}, within(1e-5));

        var tight = OptimalPlan.of(
                DepotBuilder.hourly(2).price(1, 50).band(1, 1.5, 0, 12).vehicles("bus-1 0 30 15 0 2"));
        assertThat(tight.unmetKwh()).isZero();
        assertThat(tight.plan().requests().get(0).brokenKwh()).isCloseTo(3, within(1e-5));
    }

    @Test
    void ofPlansThatMissTheSameEnergyTheCheapestIsTaken() {
        // Two hours of 6 kW bring 12 of the 14 kWh, if bus-2 leaves them to bus-1 and takes the third: 30 + 6 + 12.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(3).siteLimit(6).price(5, 1, 3).vehicles("""
                bus-1    0       14   10    0   2
                bus-2    0        4   10    1   3
                """));

        assertThat(plan.unmetKwh()).isCloseTo(2, within(1e-5));
        assertThat(plan.eur()).isCloseTo(48, within(1e-5));
    }

    @Test
    void noPriceIsHighEnoughToLeaveAVehicleShort() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(1).price(1e6).demandCharge(1e6, 0).vehicles("bus-1 0 10 10 0 1"));

        assertThat(plan.kw(0)).containsExactly(new double[] {10}, within(1e-6));
    }

    @Test
    void equalMoneyChargesEarlier() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(4).vehicles("bus-1 0 15 10 0 4"));

        assertThat(plan.kw(0)).containsExactly(new double[] {10, 5, 0, 0}, within(1e-6));
    }
}
