package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RandomDepot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LpOptimiserTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static ChargingPlan plan(ChargingProblem problem) {
        ChargingPlan plan = new LpOptimiser().plan(problem, LONG);
        assertThat(PlanAudit.of(problem, plan).violations()).isEmpty();
        return plan;
    }

    private static double[] power(ChargingPlan plan, int vehicle) {
        return plan.vehicles().get(vehicle).powerKw().toArray();
    }

    private static ChargingProblem chargingOnly(ChargingProblem any) {
        List<Vehicle> vehicles = any.vehicles().stream()
                .map(v -> new Vehicle(
                        v.id(),
                        v.limit(),
                        v.capacityKwh(),
                        v.socKwh(),
                        v.minSocKwh(),
                        v.maxSocKwh(),
                        v.maxChargeKw(),
                        0,
                        0,
                        v.chargeEfficiency(),
                        v.dischargeEfficiency(),
                        v.wearEurPerKwh(),
                        v.stays()))
                .toList();
        return new ChargingProblem(any.grid(), any.site(), any.prices(), List.of(), vehicles, any.requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aDepotThatOnlyChargesIsPlannedToTheOptimum(long seed) {
        for (int part = 0; part < 10; part++) {
            ChargingProblem problem = chargingOnly(RandomDepot.of(seed * 100 + part, 16, 4));
            ChargingPlan plan = plan(problem);
            Aims aims = PlanAudit.of(problem, plan).aims();
            Aims rule =
                    PlanAudit.of(problem, LeastLaxityFirst.schedule(problem)).aims();

            assertThat(plan.status()).as("part " + part).isEqualTo(Status.OPTIMAL);
            assertThat(plan.objectiveEur()).as("part " + part).isCloseTo(aims.moneyEur(), within(1e-6));
            assertThat(plan.boundEur()).as("part " + part).isLessThanOrEqualTo(plan.objectiveEur());
            assertThat(rule.betterThan(aims)).as("part " + part).isFalse();
            if (rule.keepsTheSameAs(aims)) {
                assertThat(rule.moneyEur()).as("part " + part).isGreaterThan(aims.moneyEur() - 1e-4);
            }
        }
    }

    /** Discharging, least powers and trips below zero need choices; half a second may leave a gap, never a broken rule. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyStateGivesAPlanNoWorseThanTheRules(long seed) {
        for (int part = 0; part < 4; part++) {
            ChargingProblem problem = RandomDepot.of(seed * 1000 + part, 10, 2);
            ChargingPlan plan = new LpOptimiser().plan(problem, Duration.ofMillis(500));

            PlanAudit audit = PlanAudit.of(problem, plan);
            Aims rule =
                    PlanAudit.of(problem, LeastLaxityFirst.schedule(problem)).aims();
            assertThat(audit.violations()).as("part " + part).isEmpty();
            assertThat(audit.moneyEur()).as("part " + part).isCloseTo(plan.objectiveEur(), within(1e-6));
            assertThat(plan.boundEur()).as("part " + part).isLessThanOrEqualTo(plan.objectiveEur());
            assertThat(rule.betterThan(audit.aims())).as("part " + part).isFalse();
        }
    }

    @Test
    void whenTheDeadlineHasPassedTheRulesPlanIsTheAnswer() {
        ChargingProblem problem = DepotBuilder.hourly(3)
                .price(3, 2, 1)
                .vehicles("bus-1 0 20 10 0 3")
                .build();
        ChargingPlan plan = new LpOptimiser().plan(problem, Duration.ZERO);

        assertThat(plan.status()).isEqualTo(Status.FALLBACK);
        assertThat(plan.boundEur()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(power(plan, 0)).containsExactly(power(new LeastLaxityFirst().plan(problem, LONG), 0));
        assertThat(plan(problem).status()).isEqualTo(Status.OPTIMAL);
    }

    @Test
    void aPromiseOutOfReachGivesAPlanAndItsReason() {
        ChargingPlan plan = plan(DepotBuilder.hourly(3)
                .limit("feeder-1", "", 12, 0)
                .price(1, 2, 3)
                .vehicles("""
                        bus-1    0       30   10    0   3  limit=feeder-1
                        bus-2    0       20   10    0   3  limit=feeder-1
                        """)
                .build());

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.shortfalls().stream().mapToDouble(s -> s.kwh()).sum()).isCloseTo(14, within(1e-5));
        assertThat(plan.shortfalls())
                .allSatisfy(s -> assertThat(s.because()).startsWith("feeder-1 is full from 2026-03-02T16:00:00Z"));
    }

    @Test
    void aDepotWithoutVehiclesHasAPlan() {
        ChargingPlan plan = plan(DepotBuilder.hourly(2).base(10, 20).build());

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.objectiveEur()).isCloseTo(3, within(1e-9));
        assertThat(plan.peakKw()).isEqualTo(20);
    }

    @Test
    void equalHoursMayStillAskForFullAndIdleOnesInTurns() {
        // 8 kW or nothing, 4 kWh wanted in four equal quarters: one quarter of 8 and one of 8 kW, not four of 4.
        ChargingPlan plan =
                plan(DepotBuilder.steps(15, 4).siteLimit(12).vehicles("""
                        bus-1    0        4   10    0   1  minKw=8
                        bus-2    0        4   10    0   1  minKw=8
                        """).build());

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.shortfalls()).isEmpty();
        assertThat(plan.objectiveEur()).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void equalHoursOfNegativePricesMayChargeAndDischargeInTurns() {
        // One hour empties 10 kWh (8 to the grid), the next takes 12.5 kW for 10: the full battery earns 0.45 by it.
        ChargingPlan plan = plan(DepotBuilder.hourly(2)
                .price(-0.1)
                .exportPrice(-0.1)
                .vehicles("bus-1 40 40 12.5 0 2 max=40 cap=40 outKw=8 eff=0.8")
                .build());

        assertThat(power(plan, 0)).containsExactly(new double[] {-8, 12.5}, within(1e-6));
        assertThat(plan.objectiveEur()).isCloseTo(-0.45, within(1e-6));
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
    }

    @Test
    void aBoundThatKeepsMoreThanThePlanProvesNothingAboutItsMoney() {
        // A least power of 9 under a limit of 8: no plan can charge, the linear program without choices could.
        ChargingPlan plan = plan(DepotBuilder.hourly(2)
                .siteLimit(8)
                .vehicles("bus-1 0 10 10 0 2 minKw=9")
                .build());

        assertThat(plan.vehicles().get(0).unmetKwh()).containsExactly(10.0);
        assertThat(plan.objectiveEur()).isCloseTo(0, within(1e-9));
        assertThat(plan.boundEur()).isCloseTo(0, within(1e-6)); // of the plans that miss 10 kWh too
    }

    @Test
    void whatATripTakesBelowZeroBeforeAnyChargingDoesNotHideTheOptimum() {
        // The bus is away at the start and arrives with 5 kWh less than nothing: no decision changes that.
        ChargingPlan plan = plan(DepotBuilder.hourly(4)
                .price(3, 3, 2, 1)
                .vehicles("bus-1 5 0 10 0 0.5 next=1/4/10/10")
                .build());

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(power(plan, 0)).containsExactly(new double[] {0, 0, 0, 10}, within(1e-6));
        assertThat(plan.shortfalls()).hasSize(1);
    }
}
