package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlanAuditTest {

    private static Schedule schedule(ChargingProblem problem, double[]... powers) {
        var schedule = new Schedule(problem);
        for (int b = 0; b < powers.length; b++) {
            System.arraycopy(powers[b], 0, schedule.powerKw(b), 0, powers[b].length);
        }
        return schedule;
    }

    private static double[] kw(double... kw) {
        return kw;
    }

    private static ChargingPlan built(ChargingProblem problem, Schedule schedule) {
        return PlanBuilder.build(
                problem,
                schedule,
                ChargingPlan.Status.BEST_FOUND,
                Double.NEGATIVE_INFINITY,
                PlanBuilder.noPrices(problem),
                0);
    }

    @Test
    void moneyIsEnergyPeakWearAndPenaltiesMinusEarnings() {
        ChargingProblem problem = DepotBuilder.hourly(3)
                .base(10, 10, 10)
                .price(0.1, 0.2, 0.3)
                .exportPrice(0.05)
                .demandCharge(2, 15)
                .vehicles("bus-1 50 0 20 0 3 outKw=30 wear=0.04")
                .dispatch(0, 1.5, 20, 1)
                .reserve(true, 2, 3, 10, 60, 0.5, false)
                .build();
        Schedule schedule = schedule(problem, kw(20, -30, 0));
        schedule.reservedKw(1)[2] = 10;

        // bought 30·0.1 + 10·0.3, sold 20·0.05, peak 30 over 15, wear 30 kWh, off by 10 for 1 h and by 40 for half an
        // hour
        double expected = 3 + 3 - 1 + 2 * 15 + 1.2 + 10 + 20 - 5;
        assertThat(PlanAudit.of(problem, schedule).moneyEur()).isCloseTo(expected, within(1e-9));
        assertThat(PlanAudit.of(problem, schedule).violations()).isEmpty();
    }

    @Test
    void energyFollowsFromPowerWithLossesAndTrips() {
        ChargingProblem problem = DepotBuilder.hourly(4)
                .vehicles("bus-1 20 30 10 0 2 eff=0.8 outKw=8 next=3/4/20/12")
                .build();
        ChargingPlan plan = built(problem, schedule(problem, kw(10, -8, 0, 10)));

        assertThat(plan.vehicles().get(0).socKwh().toArray()).containsExactly(20, 28, 18, 6, 14);
        assertThat(plan.vehicles().get(0).unmetKwh()).containsExactly(12.0, 6.0);
        assertThat(plan.corridor().sumKwh().toArray()).containsExactly(20, 28, 0, 6, 14);
    }

    @Test
    void theCorridorRunsFromAsLateToAsEarlyAsTheVehicleCan() {
        ChargingProblem problem = DepotBuilder.hourly(4).vehicles("""
                        # id   soc required kW from to
                        bus-1   10       25   10    0   3  max=30
                        bus-2   20       20   10    1   4  outKw=10 min=5
                        """).build();
        ChargingPlan plan = built(problem, new Schedule(problem));

        // bus-1 alone: 10 20 30 | lower 10 10 15; bus-2 from hour 1: 20 30 40 50 | lower 20 10 10 20
        assertThat(plan.corridor().upperKwh().toArray()).containsExactly(10, 40, 60, 40, 50);
        assertThat(plan.corridor().lowerKwh().toArray()).containsExactly(10, 30, 25, 10, 20);
    }

    @Test
    void aStayBeyondTheHorizonNeedsOnlyWhatTheHoursAfterItCannotBring() {
        ChargingProblem problem =
                DepotBuilder.hourly(2).vehicles("bus-1 0 40 10 0 5").build();

        assertThat(built(problem, schedule(problem, kw(0, 10)))
                        .vehicles()
                        .get(0)
                        .unmetKwh())
                .containsExactly(0.0);
        assertThat(built(problem, schedule(problem, kw(0, 4))).vehicles().get(0).unmetKwh())
                .containsExactly(6.0);
    }

    @Test
    void onlyIntervalsWhollyInsideAStayAreItsOwn() {
        ChargingProblem problem =
                DepotBuilder.hourly(4).vehicles("bus-1 0 40 10 0.5 3.5").build();

        assertThat(PlanAudit.of(problem, schedule(problem, kw(0, 10, 10, 0))).violations())
                .isEmpty();
        assertThat(PlanAudit.of(problem, schedule(problem, kw(1, 10, 10, 1))).violations())
                .containsExactly(
                        "bus-1: 1.000000 kW in interval 0, where it is away",
                        "bus-1: 1.000000 kW in interval 3, where it is away");
    }

    @Test
    void powerBetweenTwoStepsIsNamed() {
        ChargingProblem problem = DepotBuilder.hourly(4)
                .vehicles("bus-1 0 40 22 0 4 minKw=4.14 stepKw=0.69 outKw=5")
                .build();

        assertThat(PlanAudit.of(problem, schedule(problem, kw(10, 32 * 0.69, -3.3, 22 * 0.69)))
                        .violations())
                .containsExactly(
                        "bus-1: 10.000000 kW in interval 0 is no multiple of its chargeStepKw",
                        "bus-1: 22.080000 kW in interval 1 is beyond its power");
    }

    @Test
    void everyBrokenRuleIsNamed() {
        ChargingProblem problem = DepotBuilder.hourly(4)
                .siteLimit(30)
                .exportLimit(5)
                .cap(2, 3, 12)
                .limit("feeder-1", "", 15, 3)
                .pv(2)
                .vehicles("bus-1 10 0 20 0 4 min=4 max=30 minKw=3 outKw=10 limit=feeder-1")
                .build();
        Schedule schedule = schedule(problem, kw(2, 16, 14.5, -10));
        schedule.curtailedKw()[0] = 3;

        assertThat(PlanAudit.of(problem, schedule).violations())
                .containsExactly(
                        "bus-1: 2.000000 kW in interval 0 is below its least charging power",
                        "bus-1: 42.500000 kWh after interval 2 is above its ceiling",
                        "bus-1: 32.500000 kWh after interval 3 is above its ceiling",
                        "site: 3.000000 kW of PV curtailed in interval 0 is not there",
                        "feeder-1: 16.000000 kW in interval 1 is beyond its limit",
                        "site: 12.500000 kW in interval 2, allowed is 12.000000",
                        "site: -12.000000 kW in interval 3, export beyond its limit",
                        "feeder-1: -10.000000 kW in interval 3 is beyond its limit");
        assertThat(PlanAudit.of(problem, schedule(problem, kw(0, 0, 0, -7))).violations())
                .contains("bus-1: discharged to 3.000000 kWh in interval 3, below its minimum");
    }

    @Test
    void aReserveIsWhatEachVehicleCanHoldForItsWholeTimeAndStillBeReady() {
        ChargingProblem problem = DepotBuilder.hourly(4).vehicles("""
                        # id   soc required kW from to
                        bus-1    0       30   10    0   4
                        bus-2   20        0   10    0   4  outKw=10
                        """).build();
        PlanAudit audit = PlanAudit.of(problem, schedule(problem, kw(10, 10, 10, 0), kw(0, 0, 0, 0)));

        // bus-1 has one hour of slack: it can drop 10 kW for 1 h, 5 for 2 h. bus-2 discharges 10 kW for 2 h at most.
        assertThat(audit.headroomKw(true, 0, 1)).isCloseTo(20, within(1e-6));
        assertThat(audit.headroomKw(true, 0, 2)).isCloseTo(15, within(1e-6));
        assertThat(audit.headroomKw(true, 2, 2)).isCloseTo(10, within(1e-6)); // bus-1 has nothing to drop in hour 3
        assertThat(audit.headroomKw(false, 0, 1)).isCloseTo(10, within(1e-6));
        assertThat(audit.headroomKw(false, 3, 1)).isCloseTo(20, within(1e-6));
    }

    @Test
    void aReserveNeedsRoomUnderEveryLimit() {
        ChargingProblem problem = DepotBuilder.hourly(2)
                .siteLimit(40)
                .exportLimit(4)
                .limit("feeder-1", "", 12, 0)
                .vehicles("""
                        bus-1   50        0   10    0   2  outKw=10 limit=feeder-1
                        bus-2   50        0   10    0   2  outKw=10
                        """)
                .reserve(false, 0, 1, 20, 60, 0, true)
                .build();
        Schedule schedule = schedule(problem, kw(5, 0), kw(0, 0));
        schedule.reservedKw(0)[0] = 16;
        PlanAudit audit = PlanAudit.of(problem, schedule);

        assertThat(audit.headroomKw(false, 0, 1)).isCloseTo(5 + 10, within(1e-6));
        assertThat(audit.headroomKw(true, 0, 1)).isCloseTo(9, within(1e-6)); // 5 + 10 could, the site may export 4
        assertThat(audit.violations())
                .containsExactly("reserve down: 16.000000 kW held in interval 0, only 15.000000 can be called");
        assertThat(audit.brokenKwh(0)).isCloseTo(4, within(1e-9));
    }

    @Test
    void aBandCountsWhatIsPluggedInAtTheBoundariesOfItsWindow() {
        ChargingProblem problem = DepotBuilder.hourly(4)
                .storage("battery-1", 100, 50, 10, 0)
                .vehicles("bus-1 20 0 10 1 3")
                .band(0, 4, 60, 65)
                .band(1, 3, 75, 80)
                .build();
        PlanAudit audit = PlanAudit.of(problem, new Schedule(problem));

        assertThat(audit.sumKwh(0)).isEqualTo(50);
        assertThat(audit.sumKwh(1)).isEqualTo(70);
        assertThat(audit.sumKwh(3)).isEqualTo(50);
        assertThat(audit.brokenKwh(0)).isEqualTo(10 + 5 + 5 + 10 + 10); // the last boundary too
        assertThat(audit.brokenKwh(1)).isEqualTo(5 + 5); // the window is half-open
    }

    @Test
    void limitsCountMoreThanEnergyAndEnergyMoreThanMoney() {
        var cheap = new Aims(0, 0, 0, 1, 0, 10);
        assertThat(new Aims(0, 0, 0, 0, 5, 99).betterThan(cheap)).isTrue();
        assertThat(new Aims(1, 0, 0, 0, 0, 0).betterThan(cheap)).isFalse();
        assertThat(new Aims(0, 0, 0, 1 + 1e-9, 0, 9).betterThan(cheap)).isTrue();
        assertThat(cheap.betterThan(cheap)).isFalse();
    }
}
