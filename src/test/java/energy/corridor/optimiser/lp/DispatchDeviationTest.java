package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class DispatchDeviationTest {

    @Test
    void aDispatchIsFollowedWhereThePenaltyIsDearerThanThePrice() {
        // 6 kW are asked for in the dear hour: 6·0.4 more for energy, 6·0.9 saved.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).price(0.1, 0.5).dispatch(1, 2, 6, 0.9).vehicles("bus-1 0 10 10 0 2"));

        assertThat(plan.kw(0)).containsExactly(new double[] {4, 6}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(0.4 + 3, within(1e-6));
    }

    @Test
    void aCheapPenaltyIsPaidForTheHoursInTheWindowOnly() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).price(0.1, 0.5).dispatch(1.5, 2, 6, 0.3).vehicles("bus-1 0 10 10 0 2"));

        assertThat(plan.kw(0)).containsExactly(new double[] {10, 0}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(1 + 6 * 0.5 * 0.3, within(1e-6));
    }

    @Test
    void tooMuchCostsAsMuchAsTooLittle() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(1).base(8).dispatch(0, 1, 5, 0.9));

        assertThat(plan.eur()).isCloseTo(0.8 + 2.7, within(1e-6));
    }

    @Test
    void sunIsCurtailedWhenTheDispatchIsWorthIt() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(1).pv(9).exportPrice(0.1).dispatch(0, 1, -4, 0.9));

        assertThat(plan.siteKw()).containsExactly(new double[] {-4}, within(1e-6));
    }
}
