package energy.corridor.optimiser.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargeLevels;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.HardwareDepot;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RandomDepot;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealisableTest {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Optimiser NOBODY = new LeastLaxityFirst();

    /** The move to levels alone, without the reference's second opinion. */
    private static ChargingPlan moved(ChargingProblem problem) {
        return new Realisable(new ExactOptimiser(), NOBODY).plan(problem, TIME);
    }

    private static double[] power(ChargingPlan plan, int vehicle) {
        return plan.vehicles().get(vehicle).powerKw().toArray();
    }

    @Test
    void halfAnAmpereTooLittleBecomesAWholeOneInTheCheapestHour() {
        ChargingProblem problem = DepotBuilder.hourly(4)
                .price(0.1, 0.2, 0.3, 0.4)
                .vehicles("van-1 0 30 11.04 0 4 minKw=4.14 stepKw=0.69")
                .build();
        ChargingPlan plan = moved(problem);

        // 11.04 + 11.04 + 7.92 at any power; in whole amperes of three phases 7.92 kW are 12 A, 8.28 kW.
        assertThat(power(plan, 0)).containsExactly(new double[] {11.04, 11.04, 8.28, 0}, within(1e-6));
        assertThat(plan.hardwareEur()).isCloseTo(0.36 * 0.3, within(1e-6));
        assertThat(plan.status()).isEqualTo(Status.BEST_FOUND);
        assertThat(plan.objectiveEur() - plan.boundEur()).isCloseTo(plan.hardwareEur(), within(1e-6));
    }

    @Test
    void aRestBelowTheLeastPowerTakesFromTheHourBefore() {
        ChargingPlan plan = moved(DepotBuilder.hourly(3)
                .price(0.1, 0.2, 0.3)
                .vehicles("bus-1 0 22 20 0 3 minKw=5")
                .build());

        assertThat(power(plan, 0)).containsExactly(new double[] {17, 5, 0}, within(1e-6));
        assertThat(plan.hardwareEur()).isCloseTo(3 * 0.1, within(1e-6));
    }

    @Test
    void aPlanThatHardwareCanGiveIsLeftAsItIs() {
        ChargingProblem problem = DepotBuilder.hourly(3)
                .price(0.1, 0.2, 0.3)
                .vehicles("bus-1 0 40 20 0 3 minKw=5 stepKw=1")
                .build();
        ChargingPlan plan = moved(problem);

        assertThat(power(plan, 0)).containsExactly(new double[] {20, 20, 0}, within(1e-6));
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.hardwareEur()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aFullFeederIsSharedInWholeAmperes() {
        ChargingProblem problem = DepotBuilder.hourly(4)
                .limit("feeder-1", "", 20, 0)
                .vehicles("""
                        van-1 0 26 11.04 0 4 minKw=4.14 stepKw=0.69 limit=feeder-1
                        van-2 0 26 11.04 0 4 minKw=4.14 stepKw=0.69 limit=feeder-1
                        van-3 0 22 11.04 0 4 minKw=4.14 stepKw=0.69 limit=feeder-1
                        """)
                .build();
        ChargingPlan plan = moved(problem);

        assertThat(PlanAudit.of(problem, plan).violations()).isEmpty();
        assertThat(plan.shortfalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyDepotKeepsEveryLimitAndItsHardwareTwiceAlike(long seed) {
        for (int part = 0; part < 8; part++) {
            ChargingProblem problem = HardwareDepot.of(seed, RandomDepot.of(seed * 100 + part, 16, 5));
            ChargingPlan plan = moved(problem);

            PlanAudit audit = PlanAudit.of(problem, plan);
            assertThat(audit.violations()).as("part " + part).isEmpty();
            assertThat(plan.objectiveEur()).as("part " + part).isGreaterThanOrEqualTo(plan.boundEur() - 1e-6);
            Aims rule = PlanAudit.of(problem, new LeastLaxityFirst().plan(problem, TIME))
                    .aims();
            assertThat(rule.betterThan(audit.aims())).as("part " + part).isFalse();
            assertThat(moved(problem).vehicles()).as("part " + part).isEqualTo(plan.vehicles());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatHasBeenMovedStaysWhereItIs(long seed) {
        ChargingProblem problem = HardwareDepot.of(seed, RandomDepot.of(seed, 16, 5));
        ChargingPlan once = moved(problem);
        ChargingPlan twice = new Realisable((relaxed, deadline) -> once, NOBODY).plan(problem, TIME);

        assertThat(twice.vehicles()).isEqualTo(once.vehicles());
    }

    /** Depots in which nothing is out of reach, small enough for branch and bound. */
    private static ChargingProblem smallDepot(long seed) {
        var random = new Random(seed);
        double[] price = random.doubles(8, 0.1, 0.4).toArray();
        var depot = DepotBuilder.hourly(8).price(price).siteLimit(45).limit("feeder", "", 30, 0);
        if (random.nextBoolean()) {
            depot.demandCharge(2, 20);
        }
        for (int v = 0; v < 4; v++) {
            int from = random.nextInt(3);
            int to = 6 + random.nextInt(3);
            depot.vehicles("bus-%d 10 %.2f 22 %d %d minKw=8 eff=0.93 limit=feeder cap=100"
                    .formatted(v, 10 + 30 * random.nextDouble(), from, to));
        }
        return depot.build();
    }

    /** Share of the money by which the best of a handful of vehicles with coarse levels is at most cheaper; large fleets lose far less. */
    private static final double GAP = 0.2;

    /** Energy of the coarsest step in one interval, kWh. */
    private static final double STEP_KWH = 5 * 0.9;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void branchAndBoundFindsLittleThatIsCheaper(long seed) {
        ChargingProblem problem = smallDepot(seed);
        ChargingPlan exact = new LpOptimiser().plan(problem, TIME);
        ChargingPlan plan = moved(problem);

        assertThat(exact.shortfalls()).isEmpty();
        assertThat(plan.shortfalls()).isEmpty();
        assertThat(plan.objectiveEur()).isLessThanOrEqualTo(exact.objectiveEur() * (1 + GAP));
        assertThat(exact.objectiveEur()).isGreaterThanOrEqualTo(plan.boundEur() - 1e-6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPlanInWholeStepsMissesLessOrIsMuchCheaper(long seed) {
        var random = new Random(seed);
        ChargingProblem problem = DepotBuilder.hourly(4)
                .price(random.doubles(4, 0.1, 0.4).toArray())
                .siteLimit(12 + random.nextInt(10))
                .vehicles("""
                        van-1 0 %.1f 15 0 4 minKw=5 stepKw=5 eff=0.9 max=60
                        van-2 0 %.1f 15 %d 4 minKw=6 stepKw=3 eff=0.9 max=60
                        """.formatted(5 + 25 * random.nextDouble(), 5 + 20 * random.nextDouble(), random.nextInt(2)))
                .build();
        Aims best = bestOfAll(problem);
        Aims plan = PlanAudit.of(problem, moved(problem)).aims();

        assertThat(plan.unmetKwh()).isLessThan(best.unmetKwh() + STEP_KWH);
        assertThat(plan.moneyEur()).isLessThanOrEqualTo(best.moneyEur() * (1 + GAP));
    }

    /** Tries every combination of levels. */
    private static Aims bestOfAll(ChargingProblem problem) {
        var schedule = new Schedule(problem);
        int steps = problem.grid().steps();
        Aims[] best = {PlanAudit.of(problem, schedule).aims()};
        tryAll(problem, schedule, 0, steps, best);
        return best[0];
    }

    private static void tryAll(ChargingProblem problem, Schedule schedule, int cell, int steps, Aims[] best) {
        if (cell == problem.vehicles().size() * steps) {
            PlanAudit audit = PlanAudit.of(problem, schedule);
            if (audit.violations().isEmpty() && audit.aims().betterThan(best[0])) {
                best[0] = audit.aims();
            }
            return;
        }
        Vehicle vehicle = problem.vehicles().get(cell / steps);
        var levels = ChargeLevels.within(vehicle.minChargeKw(), vehicle.maxChargeKw(), vehicle.chargeStepKw());
        double[] power = schedule.powerKw(cell / steps);
        for (double kw = 0; kw <= levels.mostKw(); kw = kw == 0 ? levels.leastKw() : kw + levels.stepKw()) {
            power[cell % steps] = kw;
            tryAll(problem, schedule, cell + 1, steps, best);
        }
        power[cell % steps] = 0;
    }
}
