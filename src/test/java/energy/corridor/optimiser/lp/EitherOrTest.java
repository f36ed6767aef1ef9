package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.DepotBuilder;
import org.junit.jupiter.api.Test;

class EitherOrTest {

    @Test
    void leastPowerIsGivenInFullOrNotAtAll() {
        // 6 kWh wanted, at least 8 kW: one hour of 8 in the cheapest hour.
        var plan = OptimalPlan.of(DepotBuilder.hourly(3).price(3, 1, 2).vehicles("bus-1 0 6 10 0 3 minKw=8"));

        assertThat(plan.kw(0)).containsExactly(new double[] {0, 8, 0}, within(1e-6));
    }

    @Test
    void twoBusesThatDoNotFitTogetherTakeTurns() {
        var plan =
                OptimalPlan.of(DepotBuilder.hourly(2).siteLimit(10).price(1, 2).vehicles("""
                bus-1    0        6   10    0   2  minKw=6
                bus-2    0        7   10    0   2  minKw=6
                """));

        // The larger one takes the cheap hour.
        assertThat(plan.kw(0)).containsExactly(new double[] {0, 6}, within(1e-6));
        assertThat(plan.kw(1)).containsExactly(new double[] {7, 0}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(19, within(1e-5));
    }

    @Test
    void energyIsNotBurnedByChargingAndDischargingAtOnce() {
        // Full and paid 0.5 per kWh drawn: doing both would draw 10 − 6.4 kW for ever.
        var plan = OptimalPlan.of(DepotBuilder.hourly(1)
                .price(-0.5)
                .exportPrice(-0.5)
                .vehicles("bus-1 20 0 10 0 1 cap=20 eff=0.8 outKw=10"));

        assertThat(plan.kw(0)).containsExactly(new double[] {0}, within(1e-6));
        assertThat(plan.eur()).isCloseTo(0, within(1e-6));
    }
}
