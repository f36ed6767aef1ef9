package energy.corridor.optimiser.flexibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.HardwareDepot;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RandomDepot;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.lp.FlexibilityReference;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedFlexibilityTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static ChargingPlan planned(ChargingProblem problem) {
        return new ExactOptimiser(2, 1e-6).plan(problem, Duration.ofMinutes(1));
    }

    private static Flexibility.Point first(ChargingProblem problem, ChargingPlan plan, Duration duration) {
        return VerifiedFlexibility.of(problem, plan, List.of(duration), 1)
                .spans()
                .get(0)
                .points()
                .get(0);
    }

    @Test
    void whoHasTimeLaterGivesUpItsPowerNow() {
        ChargingProblem problem =
                DepotBuilder.hourly(3).price(0.1, 0.2, 0.3).vehicles("""
                        bus-1 0 10 10 0 3
                        bus-2 0 30 10 0 3
                        """).build();
        Flexibility.Point now = first(problem, planned(problem), HOUR);

        assertThat(now.lessKw()).isCloseTo(10, within(0.1)); // bus-1 alone; bus-2 has no time to lose
        assertThat(now.summedLessKw()).isGreaterThanOrEqualTo(now.lessKw());
        assertThat(now.moreKw()).isZero(); // both draw all they can
    }

    @Test
    void whatCannotBeChargedAgainUnderTheFeederIsNotGivenUp() {
        // In the second hour the site has room for 4 kW beside base load; the sums know nothing of it.
        ChargingProblem problem = DepotBuilder.hourly(2)
                .siteLimit(20, 24)
                .base(0, 20)
                .price(0.1, 0.2)
                .vehicles("bus-1 0 10 10 0 2")
                .build();
        Flexibility.Point now = first(problem, planned(problem), HOUR);

        assertThat(now.lessKw()).isCloseTo(4, within(0.1));
        assertThat(now.summedLessKw()).isCloseTo(10, within(1e-6));
    }

    @Test
    void oneVehiclesRoomIsNotAnothersPower() {
        // Summed: 10 kW of power and 10 kWh of room. But bus-1 has the power and no room, bus-2 the room and no power.
        ChargingProblem problem = DepotBuilder.hourly(2).vehicles("""
                        bus-1 49 0 10 0 2 cap=50
                        bus-2 10 0  1 0 2 cap=50
                        """).build();
        Flexibility.Point now = first(problem, planned(problem), HOUR);

        assertThat(now.moreKw()).isCloseTo(2, within(0.02));
        assertThat(now.summedMoreKw()).isCloseTo(2, within(1e-9)); // the upper bounds know each battery's own
        assertThat(first(problem, planned(problem), Duration.ofHours(2)).moreKw())
                .isCloseTo(1.5, within(0.02));
    }

    @Test
    void aFeedersLimitCutsWhatHangsBelowIt() {
        ChargingProblem problem =
                DepotBuilder.hourly(2).limit("feeder", "", 12, 5).vehicles("""
                        bus-1 50 0 10 0 2 outKw=10 wear=0.1 limit=feeder
                        bus-2 50 0 10 0 2 outKw=10 wear=0.1 limit=feeder
                        bus-3 50 0 10 0 2
                        """).build();
        Flexibility.Point now = first(problem, planned(problem), HOUR);

        assertThat(now.moreKw()).isCloseTo(12 + 10, within(0.22));
        assertThat(now.lessKw()).isCloseTo(5, within(0.05));
        assertThat(now.summedMoreKw()).isCloseTo(30, within(1e-9));
        assertThat(now.summedLessKw()).isCloseTo(20, within(1e-9));
    }

    @Test
    void aBandAndAnImportLimitAreKeptOnTheWayBack() {
        DepotBuilder depot = DepotBuilder.hourly(4).price(0.1, 0.2, 0.2, 0.2).vehicles("bus-1 10 30 10 0 4");
        ChargingProblem banded = depot.band(1, 2, 15, 100).build();

        // It charges 10 kWh in the first hour; the band wants 15 of 20 kWh at its end.
        assertThat(first(banded, planned(banded), HOUR).lessKw()).isCloseTo(5, within(0.1));
        ChargingProblem capped = depot.cap(1, 4, 6).build();
        assertThat(first(capped, planned(capped), HOUR).lessKw()).isCloseTo(5, within(0.1));
    }

    @Test
    void aReserveThatWasSoldIsNotSoldTwice() {
        ChargingProblem problem = DepotBuilder.hourly(3)
                .vehicles("bus-1 0 10 10 0 3")
                .reserve(true, 0, 1, 10, 60, 0, true)
                .build();
        ChargingPlan plan = new LeastLaxityFirst().plan(problem, HOUR);

        assertThat(plan.requests().get(0).reservedKw().get(0)).isCloseTo(10, within(1e-6));
        assertThat(first(problem, plan, HOUR).lessKw()).isZero();
    }

    @Test
    void figuresEndWhereTheirDurationWouldLeaveThePlan() {
        ChargingProblem problem =
                DepotBuilder.hourly(6).vehicles("bus-1 0 10 10 0 6").build();
        Flexibility flexibility =
                VerifiedFlexibility.of(problem, planned(problem), List.of(HOUR, Duration.ofMinutes(90)), 2);

        assertThat(flexibility.spans().get(0).points())
                .extracting(Flexibility.Point::from)
                .containsExactly(0, 2, 4);
        assertThat(flexibility.spans().get(1).intervals()).isEqualTo(2);
        assertThat(flexibility.energyKwh(flexibility.spans().get(1), 3)).isEqualTo(6);
    }

    @Test
    void whereEveryTryHasToBeAuditedFewerPointsAreWorkedOut() {
        ChargingProblem small =
                DepotBuilder.steps(15, 96).vehicles("bus-1 0 10 10 0 24").build();
        ChargingProblem reserved = DepotBuilder.steps(15, 96)
                .vehicles("bus-1 0 10 10 0 24")
                .vehicles(fleet(399))
                .reserve(true, 0, 1, 10, 60, 0, true)
                .build();

        assertThat(quarters(small)).hasSize(96);
        assertThat(quarters(reserved)).hasSize(12);
    }

    private static List<Flexibility.Point> quarters(ChargingProblem problem) {
        ChargingPlan plan = new LeastLaxityFirst().plan(problem, HOUR);
        return VerifiedFlexibility.of(problem, plan, List.of(Duration.ofMinutes(15)))
                .spans()
                .get(0)
                .points();
    }

    private static String fleet(int vehicles) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < vehicles; i++) {
            lines.append("more-%d 5 6 10 0 24%n".formatted(i));
        }
        return lines.toString();
    }

    /** What is published has been carried through: every rule holds, the import is the one claimed, nothing promised is lost. */
    private static void carriedThrough(String seed, ChargingProblem problem, ChargingPlan plan) {
        var flexibility = new VerifiedFlexibility(problem, plan);
        PlanAudit before = PlanAudit.of(problem, plan);
        int steps = problem.grid().steps();
        for (int intervals : new int[] {1, 3}) {
            for (int t = 0; t + intervals <= steps; t++) {
                for (boolean more : new boolean[] {false, true}) {
                    String at = "%s: %d intervals from %d, %s".formatted(seed, intervals, t, more ? "more" : "less");
                    double kw = flexibility.verifiedKw(t, intervals, more);
                    assertThat(flexibility.summedKw(t, intervals, more)).as(at).isGreaterThanOrEqualTo(kw);
                    if (kw > 0) {
                        Schedule schedule =
                                flexibility.schedule(t, intervals, more, kw).orElseThrow();
                        PlanAudit after = PlanAudit.of(problem, schedule);
                        assertThat(after.violations()).as(at).isEmpty();
                        for (int s = t; s < t + intervals; s++) {
                            assertThat(after.siteKw(s) - before.siteKw(s))
                                    .as(at)
                                    .isCloseTo(more ? kw : -kw, within(1e-5));
                        }
                        assertThat(after.aims().unmetKwh())
                                .as(at)
                                .isLessThanOrEqualTo(before.aims().unmetKwh() + 1e-4);
                        assertThat(after.aims().clampedKwh())
                                .as(at)
                                .isLessThanOrEqualTo(before.aims().clampedKwh() + 1e-4);
                        assertThat(after.aims().belowMinimumKwh())
                                .as(at)
                                .isLessThanOrEqualTo(before.aims().belowMinimumKwh() + 1e-4);
                        assertThat(after.aims().brokenKwh())
                                .as(at)
                                .isLessThanOrEqualTo(before.aims().brokenKwh() + 1e-4);
                        assertThat(after.aims().limitExceededKwh())
                                .as(at)
                                .isLessThanOrEqualTo(before.aims().limitExceededKwh() + 1e-4);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 40, 80, 120})
    void everyPublishedFigureIsCarriedThroughInDepotsOfAnyState(long first) {
        for (long seed = first; seed < first + 40; seed++) {
            ChargingProblem problem = RandomDepot.of(seed, 16, 5);
            carriedThrough("seed " + seed, problem, new LeastLaxityFirst().plan(problem, HOUR));
            if (ExactOptimiser.covers(problem)) {
                carriedThrough("seed " + seed + " planned", problem, planned(problem));
            }
        }
    }

    @Test
    void hardwareWithStepsAndLeastPowersIsAskedOnlyForWhatItCanGive() {
        double published = 0;
        for (long seed = 200; seed < 230; seed++) {
            ChargingProblem problem = HardwareDepot.of(seed, RandomDepot.of(seed, 16, 6));
            ChargingPlan plan = new LeastLaxityFirst().plan(problem, HOUR);
            carriedThrough("seed " + seed, problem, plan);
            published += first(problem, plan, HOUR).moreKw();
        }
        assertThat(published).isPositive();
    }

    private static ChargingProblem withoutReserves(ChargingProblem p) {
        return new ChargingProblem(
                p.grid(),
                p.site(),
                p.prices(),
                p.storage(),
                p.vehicles(),
                p.requests().stream()
                        .filter(request -> !(request instanceof Request.Reserve))
                        .toList());
    }

    /** The linear program of all vehicles knows the largest change there is: nothing published is above it. */
    @ParameterizedTest
    @ValueSource(longs = {1000, 1020})
    void nothingIsPublishedThatTheReferenceCouldNotDeliver(long first) {
        double published = 0;
        double possible = 0;
        for (long seed = first; seed < first + 20; seed++) {
            ChargingProblem problem = withoutReserves(RandomDepot.of(seed, 12, 4));
            ChargingPlan plan = new LeastLaxityFirst().plan(problem, HOUR);
            var flexibility = new VerifiedFlexibility(problem, plan);
            for (int t = 0; t + 2 <= 12; t += 3) {
                for (boolean more : new boolean[] {false, true}) {
                    double most = FlexibilityReference.mostKw(problem, plan, t, 2, more);
                    double kw = flexibility.verifiedKw(t, 2, more);
                    if (!Double.isNaN(most)) {
                        assertThat(kw)
                                .as("seed %d from %d, %s", seed, t, more ? "more" : "less")
                                .isLessThanOrEqualTo(most + 1e-4);
                        published += kw;
                        possible += most;
                    }
                }
            }
        }
        assertThat(published).isBetween(0.8 * possible, possible);
    }
}
