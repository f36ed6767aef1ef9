package energy.corridor.optimiser.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.ReserveOffer;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.methods.ClosedLoop;
import energy.corridor.optimiser.methods.SavedNights;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyingTest {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final Optimiser NOBODY = new LeastLaxityFirst();

    private static Schedule steadied(ChargingProblem problem, double[]... kw) {
        var schedule = new Schedule(problem);
        for (int b = 0; b < kw.length; b++) {
            System.arraycopy(kw[b], 0, schedule.powerKw(b), 0, kw[b].length);
        }
        return Steadying.of(problem, schedule, Long.MAX_VALUE);
    }

    @Test
    void twoBusesThatTakeTurnsChargeOneAfterTheOther() {
        ChargingProblem problem =
                DepotBuilder.hourly(4).siteLimit(50).vehicles("""
                        bus-1 0 100 50 0 4
                        bus-2 0 100 50 0 4
                        """).build();
        Schedule steady = steadied(problem, new double[] {50, 0, 50, 0}, new double[] {0, 50, 0, 50});

        assertThat(steady.powerKw(0)).containsExactly(50, 50, 0, 0);
        assertThat(steady.powerKw(1)).containsExactly(0, 0, 50, 50);
    }

    @Test
    void whoChargesNowGoesOn() {
        ChargingProblem problem =
                DepotBuilder.hourly(4).siteLimit(50).vehicles("""
                        bus-1 0 100 50 0 4 now=0
                        bus-2 0 100 50 0 4 now=50
                        """).build();
        Schedule steady = steadied(problem, new double[] {50, 50, 0, 0}, new double[] {0, 0, 50, 50});

        assertThat(steady.powerKw(1)).containsExactly(50, 50, 0, 0);
        assertThat(steady.powerKw(0)).containsExactly(0, 0, 50, 50);
    }

    @Test
    void whoHasToLeaveFirstIsNotMadeToWait() {
        ChargingProblem problem =
                DepotBuilder.hourly(4).siteLimit(50).vehicles("""
                        bus-1 0 100 50 0 2 now=0
                        bus-2 0 100 50 0 4 now=50
                        """).build();
        Schedule steady = steadied(problem, new double[] {50, 50, 0, 0}, new double[] {0, 0, 50, 50});

        assertThat(steady.powerKw(0)).containsExactly(50, 50, 0, 0);
    }

    @Test
    void aFullFeederLeavesNoRoomForTheExchange() {
        ChargingProblem problem =
                DepotBuilder.hourly(2).limit("feeder", "", 50, 0).vehicles("""
                        bus-1 0 50 50 0 2 now=0
                        bus-2 0 50 50 0 2 now=50 limit=feeder
                        bus-3 0 50 50 0 2 now=50 limit=feeder
                        """).build();
        Schedule steady = steadied(problem, new double[] {50, 0}, new double[] {0, 50}, new double[] {50, 0});

        assertThat(steady.powerKw(0)).containsExactly(50, 0);
        assertThat(PlanAudit.of(problem, steady).violations()).isEmpty();
    }

    /**
     * Random powers, half of them on a feeder, whatever stays they belong to: required is what they bring, and there is room for no more than they
     * need; a band, a firm reserve and hardware with a least power hold as before.
     */
    private static ChargingProblem randomDepot(Random random, double[][] kw) {
        int steps = kw[0].length;
        double[] sum = new double[steps];
        DepotBuilder depot =
                DepotBuilder.hourly(steps).price(random.doubles(steps, 0.1, 0.4).toArray());
        StringBuilder vehicles = new StringBuilder();
        for (int v = 0; v < kw.length; v++) {
            int from = random.nextInt(3);
            int to = steps - random.nextInt(3);
            double energy = 0;
            for (int t = from; t < to; t++) {
                kw[v][t] = random.nextInt(5) < 2 ? 0 : v % 3 == 0 ? 20 + 30 * random.nextDouble() : 50;
                energy += 0.9 * kw[v][t];
                sum[t] += kw[v][t];
            }
            vehicles.append("bus-%d 40 %.9f 50 %d %d min=20 max=%.9f eff=0.9 minKw=20%s now=%d%n"
                    .formatted(
                            v,
                            40 + energy - 1e-6,
                            from,
                            to,
                            60 + energy,
                            v % 2 == 0 ? " limit=hall" : "",
                            50 * (v % 2)));
        }
        depot.limit("hall", "", 150, 0).siteLimit(sum).vehicles(vehicles.toString());
        if (random.nextBoolean()) {
            depot.band(4, 6, 0, 600);
        }
        return random.nextBoolean()
                ? depot.build()
                : depot.reserve(true, 6, 7, 30, 60, 0.1, true).build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void steadinessCostsNothingInAnyDepot(long seed) {
        var random = new Random(seed);
        double before = 0;
        double after = 0;
        for (int part = 0; part < 50; part++) {
            double[][] kw = new double[6][12];
            ChargingProblem problem = randomDepot(random, kw);
            var given = new Schedule(problem);
            for (int b = 0; b < kw.length; b++) {
                System.arraycopy(kw[b], 0, given.powerKw(b), 0, kw[b].length);
            }
            ReserveOffer.fill(problem, given);
            PlanAudit was = PlanAudit.of(problem, given);
            Schedule steady = Steadying.of(problem, given, Long.MAX_VALUE);
            PlanAudit audit = PlanAudit.of(problem, steady);

            if (was.violations().isEmpty()) {
                assertThat(audit.violations()).as("part " + part).isEmpty();
                assertThat(audit.aims().keepsTheSameAs(was.aims()))
                        .as("part " + part)
                        .isTrue();
                assertThat(audit.moneyEur()).as("part " + part).isCloseTo(was.moneyEur(), within(1e-9));
                before += Switching.of(problem, given);
                after += Switching.of(problem, steady);
            }
        }
        assertThat(after).isLessThan(0.9 * before);
    }

    /** Planned anew every quarter of an hour, all as foreseen: what vehicles are really told, from evening to morning. */
    @Test
    void nightsSwitchLessThanHalfAsOftenForTheSameMoney() throws IOException {
        double before = 0;
        double after = 0;
        for (int night : new int[] {1, 4}) {
            ChargingProblem problem = SavedNights.read(night);
            PlanAudit without = ClosedLoop.run(problem, ClosedLoop.of(new ExactOptimiser(2, 1e-6), TIME));
            PlanAudit with =
                    ClosedLoop.run(problem, ClosedLoop.of(new Realisable(new ExactOptimiser(2, 1e-6), NOBODY), TIME));

            assertThat(with.violations()).isEmpty();
            assertThat(with.aims().unmetKwh()).isCloseTo(without.aims().unmetKwh(), within(1e-6));
            assertThat(with.moneyEur()).isCloseTo(without.moneyEur(), within(1e-5 * without.moneyEur()));
            before += Switching.of(problem, without.schedule());
            after += Switching.of(problem, with.schedule());
        }
        assertThat(after).isLessThan(0.5 * before);
    }
}
