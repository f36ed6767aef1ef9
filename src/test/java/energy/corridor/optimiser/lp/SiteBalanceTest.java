package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class SiteBalanceTest {

    @Test
    void sunThatIsThereIsUsedBeforeAnyIsBought() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(3).price(0.2, 0.2, 0.2).pv(0, 12, 0).base(2).vehicles("bus-1 0 15 10 0 3"));

        assertThat(plan.kw(0)[1]).isCloseTo(10, within(1e-6));
        assertThat(plan.eur()).isCloseTo((2 + 2 + 5) * 0.2, within(1e-6));
    }

    @Test
    void sunThatWouldCostMoneyIsNotProduced() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(1).pv(10).exportPrice(-0.3));

        assertThat(plan.siteKw()).containsExactly(new double[] {0}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(0, within(1e-6));
    }

    @Test
    void paidForTakingTheSunIsLeftOut() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(1).price(-0.3).exportPrice(-0.3).base(4).pv(10));

        assertThat(plan.siteKw()).containsExactly(new double[] {4}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(-1.2, within(1e-6));
    }

    @Test
    void nothingIsBoughtAndSoldAtOnceWhenSellingPaysMore() {
        // Selling at 3 what is bought at 1 in the same hour would be money for nothing.
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(1).price(1).exportPrice(3).base(2).vehicles("bus-1 10 0 10 0 1 outKw=5"));

        assertThat(plan.siteKw()).containsExactly(new double[] {-3}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(-9, within(1e-6));
    }
}
