package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class LimitTreeTest {

    @Test
    void everyLimitAboveAVehicleHolds() {
        // hall 12 over feeder 7: bus-1 alone is under the feeder, both are under the hall.
        var plan = OptimalPlan.of(DepotBuilder.hourly(2)
                .limit("hall", "", 12, 0)
                .limit("feeder", "hall", 7, 0)
                .price(1, 2)
                .vehicles("""
                        bus-1    0       12   10    0   2  limit=feeder
                        bus-2    0       10   10    0   2  limit=hall
                        """));

        assertThat(plan.kw(0)[0] + plan.kw(1)[0]).isCloseTo(12, within(1e-6));
        assertThat(plan.kw(0)[0]).isLessThanOrEqualTo(7 + 1e-6);
        assertThat(plan.kw(0)[1]).isLessThanOrEqualTo(7 + 1e-6);
        assertThat(plan.eur()).isCloseTo(12 + 20, within(1e-5));
        assertThat(plan.limitEurPerKw("hall")).isCloseTo(1, within(1e-6));
        assertThat(plan.limitEurPerKw("feeder")).isCloseTo(0, within(1e-6));
    }

    @Test
    void whatHangsElsewhereIsNotCounted() {
        var plan = OptimalPlan.of(DepotBuilder.hourly(1)
                .limit("feeder-1", "", 5, 0)
                .limit("feeder-2", "", 9, 0)
                .base(100)
                .vehicles("""
                        bus-1    0       10   10    0   1  limit=feeder-1
                        bus-2    0       10   10    0   1  limit=feeder-2
                        bus-3    0       10   10    0   1
                        """));

        assertThat(plan.kw(0)).containsExactly(new double[] {5}, within(1e-6));
        assertThat(plan.kw(1)).containsExactly(new double[] {9}, within(1e-6));
        assertThat(plan.kw(2)).containsExactly(new double[] {10}, within(1e-6));
    }

    @Test
    void aFeederThatMayNotExportLetsABusFeedOnlyItsNeighbour() {
        // bus-1 gives bus-2 its 6 kWh under the feeder; the 4 it has left may not leave it at any price.
        var plan = OptimalPlan.of(DepotBuilder.hourly(1)
                .limit("feeder", "", 100, 0)
                .price(1)
                .exportPrice(0.9)
                .vehicles("""
                        bus-1   10        0   10    0   1  outKw=10 limit=feeder
                        bus-2    0        6   10    0   1  limit=feeder cap=6
                        """));

        assertThat(plan.kw(0)).containsExactly(new double[] {-6}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(0, within(1e-6));
    }
}
