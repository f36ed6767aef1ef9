package energy.corridor.optimiser.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.HardwareDepot;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RandomDepot;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.hardware.Realisable;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedReservesTest {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final Optimiser CARRIED = new CarriedReserves(new ExactOptimiser(2, 1e-6), new LpOptimiser());

    /** Buses that could all wait for the cheap hours at the end. */
    private static DepotBuilder patient(int buses) {
        StringBuilder table = new StringBuilder();
        for (int v = 0; v < buses; v++) {
            table.append("bus-%d 20 60 20 0 8%n".formatted(v));
        }
        return DepotBuilder.hourly(8)
                .siteLimit(5000)
                .price(0.4, 0.4, 0.4, 0.3, 0.3, 0.1, 0.1, 0.1)
                .vehicles(table.toString());
    }

    @Test
    void whatAnOptimumLeavesRoomForAnywayIsHeldAndProven() {
        ChargingProblem problem =
                patient(80).reserve(false, 0, 3, 500, 60, 0.01, true).build();
        ChargingPlan plan = CARRIED.plan(problem, TIME);

        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.requests().get(0).brokenKwh()).isZero();
        assertThat(plan.objectiveEur()).isCloseTo(80 * 40 * 0.1 - 3 * 500 * 0.01, within(1e-4));
    }

    @Test
    void aPromiseToDrawLessMakesSomeBusesDrawInTheDearHours() {
        ChargingProblem problem =
                patient(80).reserve(true, 1, 3, 60, 60, 0, true).build();
        ChargingPlan plan = CARRIED.plan(problem, TIME);

        assertThat(plan.requests().get(0).brokenKwh()).isZero();
        assertThat(plan.sitePowerKw().get(1)).isGreaterThanOrEqualTo(60 - 1e-6);
        // 60 kWh in each of two hours, three times as dear as need be, and not a kilowatt-hour more.
        assertThat(plan.objectiveEur()).isCloseTo(80 * 40 * 0.1 + 2 * 60 * 0.3, within(1e-4));
        assertThat(plan.status()).isEqualTo(Status.BEST_FOUND);
        assertThat(plan.boundEur()).isCloseTo(80 * 40 * 0.1, within(1e-3));
    }

    @Test
    void aPromiseSurvivesWholeAmperesAndLeastPowers() {
        DepotBuilder depot =
                DepotBuilder.hourly(6).price(0.4, 0.4, 0.1, 0.1, 0.1, 0.1).reserve(true, 0, 2, 33.3, 60, 0, true);
        for (int v = 0; v < 12; v++) {
            depot.vehicles("van-%d 20 50.5 11.04 0 6 minKw=4.14 stepKw=0.69 eff=0.93".formatted(v));
        }
        ChargingProblem problem = depot.build();
        ChargingPlan plan = new Realisable(CARRIED, new LeastLaxityFirst()).plan(problem, TIME);

        PlanAudit audit = PlanAudit.of(problem, plan);
        assertThat(audit.violations()).isEmpty();
        assertThat(plan.requests().get(0).brokenKwh()).isZero();
    }

    /** Reserves really callable, vehicle by vehicle, from every interval of their windows. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverIsHeldCanBeCalledAndEveryDepartureIsKept(long seed) {
        int held = 0;
        for (int part = 0; part < 10; part++) {
            ChargingProblem problem = RandomDepot.of(seed * 1000 + part, 12, 4);
            problem = part % 2 == 0 ? problem : HardwareDepot.of(seed, problem);
            Optimiser optimiser = part % 3 == 0 ? new LpOptimiser() : new Realisable(CARRIED, new LeastLaxityFirst());
            ChargingPlan plan = optimiser.plan(problem, Duration.ofSeconds(4));
            for (boolean up : new boolean[] {true, false}) {
                for (int t = 0; t < problem.grid().steps(); t++) {
                    var call = new Call(problem, plan, up, t);
                    if (call.heldKw > 1e-6) {
                        held++;
                        assertThat(call.deliveredKw())
                                .as("seed %d part %d, %s from %d".formatted(seed, part, up ? "up" : "down", t))
                                .isGreaterThanOrEqualTo(call.heldKw - 1e-3);
                    }
                }
            }
        }
        assertThat(held).isPositive();
    }

    /** Two hours of a reserve that costs something: the linear program knows what is best. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void carriersComeNearTheLinearProgramAndTheBoundIsOne(long seed) {
        var random = new Random(seed);
        DepotBuilder depot = DepotBuilder.hourly(8)
                .price(random.doubles(8, 0.1, 0.4).toArray())
                .siteLimit(360);
        for (int v = 0; v < 24; v++) {
            depot.vehicles(String.format(
                    Locale.ROOT,
                    "bus-%d 20 %.1f 22 %d %d eff=0.93",
                    v,
                    40 + 40 * random.nextDouble(),
                    random.nextInt(3),
                    6 + random.nextInt(3)));
        }
        boolean firm = seed % 2 == 0;
        ChargingProblem problem =
                depot.reserve(random.nextBoolean(), 3, 5, 120, 60, 0.05, firm).build();
        ChargingPlan best = new LpOptimiser().plan(problem, TIME);
        ChargingPlan plan = CARRIED.plan(problem, TIME);
        Aims mine = PlanAudit.of(problem, plan).aims();
        Aims reference = PlanAudit.of(problem, best).aims();

        assertThat(best.status()).isEqualTo(Status.OPTIMAL);
        assertThat(mine.unmetKwh()).isCloseTo(reference.unmetKwh(), within(1e-5));
        assertThat(mine.brokenKwh()).isCloseTo(reference.brokenKwh(), within(1e-5));
        assertThat(plan.boundEur()).isLessThanOrEqualTo(best.objectiveEur() + 1e-5);
        assertThat(plan.objectiveEur()).isLessThanOrEqualTo(best.objectiveEur() * 1.005);
        assertThat(plan.objectiveEur()).isGreaterThanOrEqualTo(best.objectiveEur() - 1e-4);
    }
}
