package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class DemandChargeTest {

    @Test
    void aDearPeakFlattensTheNight() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(3).price(1, 2, 3).demandCharge(100, 0).vehicles("bus-1 0 18 10 0 3"));

        assertThat(plan.kw(0)).containsExactly(new double[] {6, 6, 6}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(6 + 12 + 18 + 600, within(1e-5));
    }

    @Test
    void thePeakAlreadyPaidForIsFree() {
        // Base 4 of 7 paid kW: 3, 5 and 7 kW are free, the missing 3 kWh go into the cheapest hour or raise the peak
        // evenly.
        var plan = OptimalPlan.of(DepotBuilder.hourly(3)
                .base(4, 2, 0)
                .price(1, 1, 1)
                .demandCharge(10, 7)
                .vehicles("bus-1 0 18 10 0 3"));

        assertThat(plan.plan().peakKw()).isCloseTo(8, within(1e-6)); // (18 + 6) / 3
        assertThat(plan.eur()).isCloseTo(24 + 10, within(1e-5));
    }

    @Test
    void aSmallPriceForThePeakIsPaid() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).price(1, 3).demandCharge(1, 0).vehicles("bus-1 0 10 10 0 2"));

        assertThat(plan.kw(0)).containsExactly(new double[] {10, 0}, within(1e-6)); // 10 + 10 < 20 + 5
        assertThat(plan.eur()).isCloseTo(20, within(1e-6));
    }
}
