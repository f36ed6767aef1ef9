package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastLaxityFirstTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private static ChargingPlan plan(DepotBuilder depot) {
        ChargingProblem problem = depot.build();
        ChargingPlan plan = new LeastLaxityFirst().plan(problem, SOON);
        assertThat(PlanAudit.of(problem, plan).violations()).isEmpty();
        return plan;
    }

    private static double[] power(ChargingPlan plan, int vehicle) {
        return plan.vehicles().get(vehicle).powerKw().toArray();
    }

    @Test
    void whoHasLeastTimeToSpareChargesFirst() {
        ChargingPlan plan = plan(DepotBuilder.hourly(3).siteLimit(10).vehicles("""
                # id   soc required kW from to
                bus-1    0       20   10    0   3
                bus-2    0       10   10    0   1
                """));

        assertThat(power(plan, 0)).containsExactly(0, 10, 10);
        assertThat(power(plan, 1)).containsExactly(10, 0, 0);
        assertThat(plan.status()).isEqualTo(ChargingPlan.Status.FALLBACK);
        assertThat(plan.shortfalls()).isEmpty();
        assertThat(plan.objectiveEur()).isCloseTo(3.0, within(1e-9));
        assertThat(plan.boundEur()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void whatALimitTakesAwayIsNamedWithItsTimes() {
        ChargingPlan plan =
                plan(DepotBuilder.hourly(3).limit("feeder-1", "", 8, 0).vehicles("""
                bus-1    0       20   10    0   2  limit=feeder-1
                """));

        assertThat(plan.vehicles().get(0).unmetKwh()).containsExactly(4.0);
        assertThat(plan.shortfalls())
                .containsExactly(new ChargingPlan.Shortfall(
                        "bus-1", 0, 4.0, "feeder-1 is full from 2026-03-02T16:00:00Z to 2026-03-02T18:00:00Z"));
    }

    @Test
    void aChargerThatIsTooSmallIsNamedAsTheCause() {
        ChargingPlan plan = plan(DepotBuilder.hourly(3).vehicles("bus-1 0 25 10 0 2"));

        assertThat(plan.shortfalls())
                .containsExactly(
                        new ChargingPlan.Shortfall(
                                "bus-1",
                                0,
                                5.0,
                                "even 10 kW from 2026-03-02T16:00:00Z to 2026-03-02T18:00:00Z bring it only to 20.0 of 25.0 kWh"));
    }

    @Test
    void baseLoadAloneAboveTheLimitStopsChargingAndIsReported() {
        ChargingPlan plan =
                plan(DepotBuilder.hourly(2).siteLimit(50).base(60, 30).vehicles("bus-1 0 20 10 0 2"));

        assertThat(power(plan, 0)).containsExactly(0, 10);
        assertThat(plan.limitExceededKw().toArray()).containsExactly(10, 0);
        assertThat(plan.shortfalls().get(0).because())
                .isEqualTo("the site is full from 2026-03-02T16:00:00Z to 2026-03-02T17:00:00Z");
    }

    @Test
    void aBatteryHelpsWhenBaseLoadAloneIsAboveTheLimit() {
        ChargingPlan plan = plan(DepotBuilder.hourly(2)
                .siteLimit(50)
                .base(60, 40)
                .storage("battery-1", 100, 50, 30, 0)
                .vehicles("bus-1 0 10 10 0 2"));

        assertThat(plan.storage().get(0).powerKw().toArray()).containsExactly(-10, 0);
        assertThat(plan.limitExceededKw().toArray()).containsExactly(0, 0);
        assertThat(plan.shortfalls()).isEmpty();
    }

    @Test
    void aBandFromOutsideIsKeptWhereTimeAllows() {
        ChargingPlan plan = plan(DepotBuilder.hourly(4).band(0, 2.5, 0, 15).vehicles("""
                bus-1   0       20   10    0   4
                """));

        assertThat(plan.corridor().sumKwh().toArray()).containsExactly(0, 10, 15, 20, 20);
        assertThat(plan.requests().get(0).brokenKwh()).isZero();
    }

    @Test
    void aTripBelowZeroIsClampedAndReported() {
        ChargingPlan plan = plan(DepotBuilder.hourly(4).vehicles("bus-1 5 5 10 0 1 next=2/4/10/30"));

        assertThat(plan.vehicles().get(0).socKwh().toArray()).containsExactly(5, 15, 0, 10, 10);
        assertThat(plan.shortfalls())
                .containsExactly(new ChargingPlan.Shortfall(
                        "bus-1", 1, 15.0, "the trip before it takes 30.0 kWh, more than the battery held"));
    }

    @Test
    void aThousandVehiclesTakeMilliseconds() {
        ChargingProblem problem = RandomDepot.of(1, 96, 1000);
        new LeastLaxityFirst().plan(problem, SOON);
        ChargingPlan plan = new LeastLaxityFirst().plan(problem, SOON);
        assertThat(plan.millis()).isLessThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyStateGivesAPlanThatKeepsEveryLimit(long seed) {
        for (int part = 0; part < 25; part++) {
            ChargingProblem any = RandomDepot.of(seed * 1000 + part, 24, 6);
            ChargingProblem problem = part % 2 == 0 ? any : HardwareDepot.of(seed, any);
            ChargingPlan plan = new LeastLaxityFirst().plan(problem, SOON);

            PlanAudit audit = PlanAudit.of(problem, plan);
            assertThat(audit.violations()).as("part " + part).isEmpty();
            assertThat(audit.moneyEur()).as("part " + part).isCloseTo(plan.objectiveEur(), within(1e-6));
            for (int k = 0; k <= 24; k++) {
                assertThat(plan.corridor().sumKwh().get(k))
                        .as("part %d boundary %d", part, k)
                        .isLessThanOrEqualTo(plan.corridor().upperKwh().get(k) + 1e-6);
            }
        }
    }
}
