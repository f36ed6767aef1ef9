package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class SiteLimitTest {

    @Test
    void theSiteLimitPushesChargingIntoTheDearHourAtTheDifferenceInPrice() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(2).siteLimit(8).base(2, 0).price(0.1, 0.3).vehicles("bus-1 0 10 10 0 2"));

        assertThat(plan.kw(0)).containsExactly(new double[] {6, 4}, within(1e-6));
        // One more kW in the first hour saves one kWh of 0.3 for one of 0.1.
        assertThat(plan.plan().prices().siteLimitEurPerKw().toArray())
                .containsExactly(new double[] {0.2, 0}, within(1e-6));
    }

    @Test
    void aCapIsAsHardAsTheSiteAndMayCostEnergy() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(2).cap(0.5, 1.5, 4).vehicles("bus-1 0 20 10 0 2"));

        assertThat(plan.kw(0)).containsExactly(new double[] {4, 4}, within(1e-6)); // it touches both hours
        assertThat(plan.unmetKwh()).isCloseTo(12, within(1e-6));
    }

    @Test
    void baseLoadAboveTheLimitIsAnExcessThatOnlyABatteryLowers() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(2)
                .siteLimit(10)
                .base(16, 4)
                .storage("battery-1", 10, 4, 10, 0)
                .vehicles("bus-1 0 10 10 0 2"));

        assertThat(plan.kw(0)[0]).isCloseTo(0, within(1e-6));
        assertThat(plan.storageKw()[0]).isCloseTo(-4, within(1e-6));
        assertThat(plan.plan().limitExceededKw().toArray()).containsExactly(new double[] {2, 0}, within(1e-6));
    }

    @Test
    void noMoreIsSoldThanTheSiteMayExport() {
        var plan = OptimalPlan.of(
                DepotBuilder.hourly(1).exportLimit(3).exportPrice(1).vehicles("bus-1 20 0 10 0 1 outKw=8"));

        assertThat(plan.siteKw()).containsExactly(new double[] {-3}, within(1e-6));
    }
}
