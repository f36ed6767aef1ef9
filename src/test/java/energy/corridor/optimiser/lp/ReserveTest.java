package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class ReserveTest {

    @Test
    void anOfferIsMadeAsFarAsItPays() {
        // Charging in the dear hour instead of the cheap one costs 0.2 per kWh; a kW that can be dropped there earns
        // 0.3.
        var plan = OptimalPlan.of(DepotBuilder.hourly(3)
                .price(0.1, 0.3, 0.1)
                .reserve(true, 1, 2, 10, 60, 0.3, false)
                .vehicles("bus-1 0 10 10 0 3"));

        assertThat(plan.kw(0)).containsExactly(new double[] {0, 10, 0}, within(1e-6));
        assertThat(plan.reservedKw(0)).containsExactly(new double[] {0, 10, 0}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(3 - 3, within(1e-6));
    }

    @Test
    void anOfferThatDoesNotPayIsLeft() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(3)
                .price(0.1, 0.5, 0.1)
                .reserve(true, 1, 2, 10, 60, 0.3, false)
                .vehicles("bus-1 0 10 10 0 3"));

        assertThat(plan.reservedKw(0)).containsExactly(new double[] {0, 0, 0}, within(1e-6));
    }

    @Test
    void aPromiseRanksAboveMoneyAndWhatItLacksIsBroken() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(3)
                .price(0.1, 0.5, 0.1)
                .reserve(true, 1, 2, 12, 60, 0, true)
                .vehicles("bus-1 0 10 10 0 3"));

        assertThat(plan.reservedKw(0)).containsExactly(new double[] {0, 10, 0}, within(1e-5));
        assertThat(plan.plan().requests().get(0).brokenKwh()).isCloseTo(2, within(1e-5));
    }

    @Test
    void powerThatTheDepartureNeedsIsNoReserve() {
        // Full power in every hour: nothing can be dropped and made up for.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).reserve(true, 0, 1, 10, 60, 1, false).vehicles("bus-1 0 20 10 0 2"));

        assertThat(plan.reservedKw(0)).containsExactly(new double[] {0, 0}, within(1e-6));
    }

    @Test
    void aBusThatCanDischargeOffersWhatItsMinimumLeavesForTheWholeHold() {
        // 20 kWh above the minimum for two hours: 10 kW, although 15 kW could flow.
        var plan = OptimalPlan.of(DepotBuilder.hourly(3)
                .reserve(true, 0, 1, 50, 120, 1, false)
                .vehicles("bus-1 25 0 1 0 3 min=5 outKw=15 cap=25"));

        assertThat(plan.reservedKw(0)[0]).isCloseTo(10, within(1e-5));
    }

    @Test
    void downIsRoomUnderTheCeilingAndUnderEveryLimit() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(2)
                .limit("feeder", "", 6, 0)
                .reserve(false, 0, 1, 50, 60, 1, false)
                .vehicles("""
                        bus-1   10       10   10    0   2  max=14
                        bus-2   10       10   10    0   2  limit=feeder
                        """));

        assertThat(plan.reservedKw(0)[0]).isCloseTo(4 + 6, within(1e-6));
    }

    @Test
    void aCallDownFirstEndsTheDischargingAndThenCharges() {
        // Selling 8 kW from 10 kWh at 80 %: after it 0 kWh. A call of 8 + 5 kW stops that and adds 4 kWh up to the
        // ceiling of 14.
        var plan = OptimalPlan.of(DepotBuilder.hourly(1)
                .exportPrice(1)
                .reserve(false, 0, 1, 50, 60, 0.1, false)
                .vehicles("bus-1 10 0 20 0 1 max=14 eff=0.8 outKw=8"));

        assertThat(plan.kw(0)).containsExactly(new double[] {-8}, within(1e-6));
        assertThat(plan.reservedKw(0)).containsExactly(new double[] {13}, within(1e-5));
    }

    @Test
    void allReservesOfADirectionMayBeCalledTogether() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(1)
                .reserve(false, 0, 1, 7, 60, 0.1, false)
                .reserve(false, 0, 1, 7, 60, 0.2, false)
                .vehicles("bus-1 0 0 10 0 1"));

        assertThat(plan.reservedKw(0)).containsExactly(new double[] {3}, within(1e-6));
        assertThat(plan.reservedKw(1)).containsExactly(new double[] {7}, within(1e-6));
    }
}
