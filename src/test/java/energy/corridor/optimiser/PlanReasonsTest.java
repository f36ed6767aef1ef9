package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.Reason.Code;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small depots in which everybody sees why. */
class PlanReasonsTest {

    enum Engine {
        EXACT(() -> new ExactOptimiser(2, 1e-6)),
        LINEAR_PROGRAM(LpOptimiser::new);

        /** A new one for every plan: none begins where another depot ended. */
        private final Supplier<Optimiser> optimiser;

        Engine(Supplier<Optimiser> optimiser) {
            this.optimiser = optimiser;
        }

        ChargingPlan plan(DepotBuilder depot) {
            ChargingPlan plan = optimiser.get().plan(depot.build(), Duration.ofMinutes(1));
            assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
            return plan;
        }
    }

    /** "0-2 PRICE, 2-3 LIMIT feeder". */
    private static String told(List<Reason> reasons) {
        return reasons.stream()
                .map(r -> ("%d-%d %s %s".formatted(r.from(), r.to(), r.code(), r.by())).strip())
                .collect(Collectors.joining(", "));
    }

    private static String told(ChargingPlan plan, int vehicle) {
        return told(plan.vehicles().get(vehicle).reasons());
    }

    @ParameterizedTest
    @EnumSource
    void itWaitsForTheCheaperHourAndThenHasEnough(Engine engine) {
        ChargingPlan plan = engine.plan(
                DepotBuilder.hourly(5).price(0.3, 0.3, 0.1, 0.3, 0.3).vehicles("bus-1 0 10 10 0 4"));
        assertThat(told(plan, 0)).isEqualTo("0-3 PRICE, 3-4 ENOUGH");
    }

    @ParameterizedTest
    @EnumSource
    void withoutTimeToSpareItChargesWhateverItCosts(Engine engine) {
        ChargingPlan plan =
                engine.plan(DepotBuilder.hourly(3).price(0.3, 0.2, 0.1).vehicles("bus-1 0 20 10 0 2"));
        assertThat(told(plan, 0)).isEqualTo("0-2 MUST_CHARGE");
    }

    @ParameterizedTest
    @EnumSource
    void aFeederIsNamedWhereItHoldsBackAndWhereItDrivesOthersToDearerHours(Engine engine) {
        ChargingPlan plan = engine.plan(DepotBuilder.hourly(4)
                .price(0.4, 0.2, 0.1, 0.4)
                .limit("feeder", "", 10, 0)
                .vehicles("""
                        bus-1 0 10 10 0 4 limit=feeder
                        bus-2 0 10 10 1 3 limit=feeder
                        bus-3 0 10 10 0 4
                        """));
        // One of the two has to take the second-cheapest hour, because the feeder is full in the cheapest.
        assertThat(told(plan, 0) + told(plan, 1)).contains("LIMIT feeder");
        assertThat(told(plan, 2)).isEqualTo("0-3 PRICE, 3-4 ENOUGH");
    }

    @ParameterizedTest
    @EnumSource
    void theSiteIsCalledByItsNameAndARequestInItsPlaceByItsId(Engine engine) {
        DepotBuilder depot = DepotBuilder.hourly(4).price(0.4, 0.1, 0.1, 0.4).vehicles("bus-1 0 15 10 0 3");
        assertThat(told(engine.plan(depot.siteLimit(100, 6, 6, 100)), 0)).isEqualTo("0-3 LIMIT site");
        ChargingPlan capped = engine.plan(DepotBuilder.hourly(4)
                .price(0.4, 0.1, 0.1, 0.4)
                .vehicles("bus-1 0 15 10 0 4")
                .cap(1, 3, 6));
        assertThat(told(capped, 0)).startsWith("0-3 REQUEST cap-0");
    }

    @ParameterizedTest
    @EnumSource
    void theDemandChargeSpreadsWhatTheTariffWouldBunch(Engine engine) {
        ChargingPlan plan = engine.plan(
                DepotBuilder.hourly(3).price(0.1, 0.11, 0.12).demandCharge(5, 0).vehicles("bus-1 0 15 10 0 3"));
        assertThat(told(plan, 0)).isEqualTo("0-3 PEAK");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFullTakesNothingMore(Engine engine) {
        ChargingPlan plan =
                engine.plan(DepotBuilder.hourly(3).price(-0.1).exportPrice(-0.1).vehicles("bus-1 10 0 10 0 3 cap=20"));
        assertThat(told(plan, 0)).isEqualTo("0-1 PRICE, 1-3 FULL");
    }

    @ParameterizedTest
    @EnumSource
    void belowItsMinimumItIsChargedAtOnce(Engine engine) {
        ChargingPlan plan =
                engine.plan(DepotBuilder.hourly(4).price(0.5, 0.5, 0.1, 0.1).vehicles("bus-1 5 0 10 0 4 min=25"));
        assertThat(told(plan, 0)).isEqualTo("0-2 BELOW_MINIMUM, 2-4 ENOUGH");
    }

    @ParameterizedTest
    @EnumSource
    void aBandIsNamedWhereItHasEnergyBoughtEarlier(Engine engine) {
        ChargingPlan plan = engine.plan(DepotBuilder.hourly(4)
                .price(0.3, 0.3, 0.1, 0.1)
                .vehicles("bus-1 0 20 20 0 4")
                .band(2, 3, 12, 60));
        assertThat(told(plan, 0)).isEqualTo("0-1 REQUEST band-0, 1-3 PRICE, 3-4 ENOUGH");
    }

    @ParameterizedTest
    @EnumSource
    void aDispatchIsNamedWhereItMakesPowerCheapOrDear(Engine engine) {
        ChargingPlan more = engine.plan(DepotBuilder.hourly(3)
                .price(0.3, 0.1, 0.1)
                .vehicles("bus-1 0 20 20 0 3")
                .dispatch(0, 1, 15, 0.5));
        assertThat(told(more, 0)).startsWith("0-1 REQUEST flex-0, 1-2 PRICE");
        ChargingPlan less = engine.plan(DepotBuilder.hourly(3)
                .price(0.1, 0.3, 0.3)
                .vehicles("bus-1 0 20 20 0 3")
                .dispatch(0, 1, 0, 0.5));
        assertThat(told(less, 0))
                .isEqualTo("0-2 REQUEST flex-0, 2-3 ENOUGH"); // it waits, then pays more, because of it
    }

    @ParameterizedTest
    @EnumSource
    void storageDischargesBecauseOfThePeakThatItShaves(Engine engine) {
        ChargingPlan plan = engine.plan(DepotBuilder.hourly(3)
                .base(10, 30, 10)
                .price(0.2)
                .demandCharge(5, 0)
                .storage("battery-1", 100, 50, 20, 50));
        assertThat(plan.storage().get(0).powerKw().get(1)).isNegative();
        assertThat(told(plan.storage().get(0).reasons())).isEqualTo("0-3 PEAK");
    }

    @Test
    void aReserveIsNamedWhereNothingElseExplains() {
        // Held ready to import 10 kW less in the first hour it has to charge there, though energy is dear.
        ChargingPlan plan = Engine.LINEAR_PROGRAM.plan(DepotBuilder.hourly(3)
                .price(0.3, 0.1, 0.1)
                .vehicles("bus-1 0 10 10 0 3")
                .reserve(true, 0, 1, 10, 60, 2, false));
        assertThat(plan.vehicles().get(0).powerKw().get(0)).isEqualTo(10);
        assertThat(told(plan, 0)).startsWith("0-1 RESERVE reserve-0");
    }

    @Test
    void betweenNothingAndTheLeastPowerThereIsNothing() {
        // 12 kWh are asked for: 10 in the cheap hour, and the 2 that are missing cannot be drawn as 2.
        ChargingPlan plan = Engine.LINEAR_PROGRAM.plan(
                DepotBuilder.hourly(2).price(0.1, 0.3).vehicles("bus-1 0 12 10 0 2 minKw=5"));
        assertThat(plan.vehicles().get(0).powerKw().get(1)).isEqualTo(5);
        assertThat(told(plan, 0)).contains("1-2 MINIMUM_POWER");
    }

    @Test
    void theRuleGivesItsOwnReasons() {
        ChargingPlan plan = new LeastLaxityFirst()
                .plan(
                        DepotBuilder.hourly(4)
                                .siteLimit(15)
                                .cap(1, 2, 5)
                                .limit("feeder", "", 10, 0)
                                .vehicles("""
                                bus-1 0 15 10 0 3 limit=feeder
                                bus-2 0 10 10 0 4 limit=feeder
                                bus-3 0 5 5 0 4
                                """)
                                .build(),
                        Duration.ofSeconds(1));

        assertThat(told(plan, 0)).isEqualTo("0-2 RULE, 2-3 ENOUGH");
        assertThat(told(plan, 1)).startsWith("0-1 LIMIT feeder, 1-2 REQUEST cap-0");
        assertThat(told(plan, 2)).isEqualTo("0-1 RULE, 1-4 ENOUGH");
    }

    /** Whatever the depot: every interval of every stay has exactly one reason, and those that name something name what exists. */
    @ParameterizedTest
    @ValueSource(longs = {0, 30, 60})
    void everyIntervalOfAStayHasOneReason(long first) {
        for (long seed = first; seed < first + 30; seed++) {
            ChargingProblem problem = RandomDepot.of(seed, 16, 4);
            ChargingPlan plan = ExactOptimiser.covers(problem)
                    ? new ExactOptimiser(2, 1e-6).plan(problem, Duration.ofMinutes(1))
                    : new LeastLaxityFirst().plan(problem, Duration.ofMinutes(1));
            List<Battery> batteries = Battery.of(problem);
            List<String> names = names(problem);
            for (int b = 0; b < problem.vehicles().size(); b++) {
                int[] covered = new int[problem.grid().steps()];
                for (Reason reason : plan.vehicles().get(b).reasons()) {
                    for (int t = reason.from(); t < reason.to(); t++) {
                        covered[t]++;
                    }
                    boolean needsName =
                            List.of(Code.LIMIT, Code.REQUEST, Code.RESERVE).contains(reason.code());
                    assertThat(tuple(seed, reason.by().isEmpty() ? "" : names.contains(reason.by())))
                            .isEqualTo(tuple(seed, needsName || !reason.by().isEmpty() ? true : ""));
                }
                for (int t = 0; t < covered.length; t++) {
                    assertThat(covered[t])
                            .as("seed %d, vehicle %d, interval %d", seed, b, t)
                            .isEqualTo(batteries.get(b).windowAt(t) >= 0 ? 1 : 0);
                }
            }
        }
    }

    private static List<String> names(ChargingProblem problem) {
        var names = new java.util.ArrayList<>(List.of("site"));
        problem.site().limits().forEach(limit -> names.add(limit.id()));
        problem.requests().forEach(request -> names.add(request.id()));
        return names;
    }
}
