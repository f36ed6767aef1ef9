package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.lp.LpOptimiser;
import energy.corridor.quantity.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A price is right if nobody can do better than it says: the least cost is convex in every limit, so for any step δ
 * {@code cost(limit) − cost(limit + δ) ≤ price·δ ≤ cost(limit − δ) − cost(limit)}, also where the two sides differ.
 */
class ShadowPricesTest {

    private static final double STEP_KW = 0.25;

    enum Engine {
        EXACT(() -> new ExactOptimiser(2, 1e-9)),
        LINEAR_PROGRAM(LpOptimiser::new);

        /** A new one for every plan: none begins where another depot ended. */
        private final Supplier<Optimiser> optimiser;

        Engine(Supplier<Optimiser> optimiser) {
            this.optimiser = optimiser;
        }

        ChargingPlan plan(ChargingProblem problem) {
            ChargingPlan plan = optimiser.get().plan(problem, Duration.ofMinutes(2));
            assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
            return plan;
        }

        double eur(ChargingProblem problem) {
            return plan(problem).objectiveEur();
        }
    }

    /** Two feeders below a hall, tight; a capped evening; a demand charge; a flat tariff would be dull. */
    private static DepotBuilder depot(int variant) {
        double tight = 1 + 0.13 * variant;
        DepotBuilder depot = DepotBuilder.hourly(8)
                .siteLimit(55 * tight)
                .exportLimit(12)
                .base(8, 9, 7, 5, 4, 4, 6, 9)
                .pv(variant % 2 == 0 ? 0 : 3)
                .price(0.21, 0.29, 0.33, 0.18, 0.11, 0.12, 0.16, 0.27)
                .exportPrice(0.04)
                .demandCharge(variant % 3 == 0 ? 0 : 1.7, 24)
                .limit("hall", "", 40 * tight, 10)
                .limit("feeder", "hall", 17 * tight, 10)
                .vehicles("""
                        bus-1 12 70 22 0 6 limit=feeder eff=0.93
                        bus-2 30 75 22 1 8 limit=feeder eff=0.95
                        bus-3  5 60 22 0 7 limit=hall eff=0.9
                        bus-4 20 66 30 2 8 eff=0.92
                        """);
        if (variant % 2 == 0) {
            depot.with(new ChargingProblem.Vehicle(
                    "van-1",
                    java.util.Optional.of("hall"),
                    60,
                    40,
                    10,
                    60,
                    11,
                    0,
                    11,
                    0.94,
                    0.93,
                    0.02,
                    List.of(new ChargingProblem.Stay(DepotBuilder.at(0), DepotBuilder.at(8), 45, 0))));
        }
        return depot;
    }

    private static ChargingProblem with(ChargingProblem p, Site site, List<Request> requests) {
        return new ChargingProblem(p.grid(), site, p.prices(), p.storage(), p.vehicles(), requests);
    }

    private static Series raised(Series series, int t, double by) {
        return Series.generate(series.size(), k -> series.get(k) + (k == t ? by : 0));
    }

    private static ChargingProblem siteLimitRaised(ChargingProblem p, int t, double by) {
        Site s = p.site();
        return with(
                p,
                new Site(raised(s.importLimitKw(), t, by), s.exportLimitKw(), s.baseLoadKw(), s.pvKw(), s.limits()),
                p.requests());
    }

    private static ChargingProblem baseRaised(ChargingProblem p, int t, double by) {
        Site s = p.site();
        return with(
                p,
                new Site(s.importLimitKw(), s.exportLimitKw(), raised(s.baseLoadKw(), t, by), s.pvKw(), s.limits()),
                p.requests());
    }

    private static ChargingProblem limitRaised(ChargingProblem p, String id, int t, double by) {
        Site s = p.site();
        List<Limit> limits = s.limits().stream()
                .map(l -> l.id().equals(id)
                        ? new Limit(l.id(), l.parent(), raised(l.importLimitKw(), t, by), l.exportLimitKw())
                        : l)
                .toList();
        return with(p, new Site(s.importLimitKw(), s.exportLimitKw(), s.baseLoadKw(), s.pvKw(), limits), p.requests());
    }

    private static ChargingProblem requestReplaced(ChargingProblem p, Request by) {
        List<Request> requests = new ArrayList<>(p.requests());
        requests.replaceAll(request -> request.id().equals(by.id()) ? by : request);
        return with(p, p.site(), requests);
    }

    /** What a step up saves, what the price says, what a step down costs. */
    private static void inOrder(String what, double price, double cost, double raised, double lowered) {
        double noise = 1e-5 * (1 + Math.abs(cost));
        assertThat(price * STEP_KW).as(what).isBetween(cost - raised - noise, lowered - cost + noise);
    }

    private static double at(ShadowPrices prices, String limit, int t) {
        return Objects.requireNonNull(prices.limits().get(limit)).get(t);
    }

    @ParameterizedTest
    @EnumSource
    void aLimitIsWorthWhatOneMoreKilowattOfItSaves(Engine engine) {
        int priced = 0;
        for (int variant = 0; variant < 4; variant++) {
            ChargingProblem problem = depot(variant).build();
            ChargingPlan plan = engine.plan(problem);
            for (String limit : List.of("hall", "feeder")) {
                for (int t = 0; t < 8; t++) {
                    double price = at(plan.prices(), limit, t);
                    inOrder(
                            "%s in %d of %d".formatted(limit, t, variant),
                            price,
                            plan.objectiveEur(),
                            engine.eur(limitRaised(problem, limit, t, STEP_KW)),
                            engine.eur(limitRaised(problem, limit, t, -STEP_KW)));
                    priced += price > 1e-3 ? 1 : 0;
                }
            }
        }
        assertThat(priced).isGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource
    void theSitesPowerCostsWhatOneMoreKilowattOfBaseLoadCosts(Engine engine) {
        double peakParts = 0;
        for (int variant = 0; variant < 4; variant++) {
            ChargingProblem problem = depot(variant).build();
            ChargingPlan plan = engine.plan(problem);
            for (int t = 0; t < 8; t++) {
                double price = plan.prices().siteEurPerKw().get(t);
                inOrder(
                        "interval %d of %d".formatted(t, variant),
                        -price, // more load is less room
                        plan.objectiveEur(),
                        engine.eur(baseRaised(problem, t, STEP_KW)),
                        engine.eur(baseRaised(problem, t, -STEP_KW)));
            }
            double demandCharge = problem.prices().demandChargeEurPerKw();
            if (plan.peakKw() > problem.prices().peakSoFarKw() + 1e-3) {
                peakParts += demandCharge;
                assertThat(plan.prices().peakEurPerKw().sum()).isCloseTo(demandCharge, within(1e-5));
            }
            assertThat(plan.prices().peakEurPerKw().sum()).isBetween(0.0, demandCharge + 1e-9);
        }
        assertThat(peakParts).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void baseLoadThatIsAloneHasItsPriceToo(Engine engine) {
        ChargingProblem problem = DepotBuilder.hourly(4)
                .base(50, 5, 5, 20)
                .demandCharge(2, 10)
                .dispatch(3, 4, 40, 0.3)
                .vehicles("bus-1 0 20 22 1 3")
                .build();
        ChargingPlan plan = engine.plan(problem);

        assertThat(plan.prices().siteEurPerKw().get(0)).isCloseTo(0.1 + 2, within(1e-9));
        assertThat(plan.prices().siteEurPerKw().get(3)).isCloseTo(0.1 - 0.3, within(1e-9));
        for (int t : new int[] {0, 3}) {
            inOrder(
                    "interval %d".formatted(t),
                    -plan.prices().siteEurPerKw().get(t),
                    plan.objectiveEur(),
                    engine.eur(baseRaised(problem, t, STEP_KW)),
                    engine.eur(baseRaised(problem, t, -STEP_KW)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePeakAlreadyPaidForIsWorthTheDemandChargeWhereItBinds(Engine engine) {
        ChargingProblem problem = depot(1).build();
        ChargingPlan plan = engine.plan(problem);
        double atTheLimitOfWhatIsPaid = plan.prices().peakEurPerKw().sum();
        Prices p = problem.prices();
        double raised = engine.eur(new ChargingProblem(
                problem.grid(),
                problem.site(),
                new Prices(
                        p.importEurPerKwh(), p.exportEurPerKwh(), p.demandChargeEurPerKw(), p.peakSoFarKw() + STEP_KW),
                problem.storage(),
                problem.vehicles(),
                problem.requests()));

        assertThat(plan.objectiveEur() - raised).isCloseTo(STEP_KW * atTheLimitOfWhatIsPaid, within(1e-4));
        assertThat(raised).isLessThan(plan.objectiveEur());
    }

    @ParameterizedTest
    @EnumSource
    void aSiteLimitAndTheRequestInItsPlaceShareOnePrice(Engine engine) {
        ChargingProblem problem =
                depot(0).siteLimit(38).cap(3, 4, 26).cap(4, 5, 28).build();
        ChargingPlan plan = engine.plan(problem);
        ShadowPrices prices = plan.prices();
        for (int t = 0; t < 8; t++) {
            boolean capped = t == 3 || t == 4;
            double price = prices.siteLimitEurPerKw().get(t);
            double[] moved = new double[2];
            for (int side = 0; side < 2; side++) {
                double by = side == 0 ? STEP_KW : -STEP_KW;
                moved[side] = engine.eur(
                        capped
                                ? requestReplaced(
                                        problem,
                                        new Request.ImportLimit(
                                                "cap-" + (t - 3),
                                                DepotBuilder.at(t),
                                                DepotBuilder.at(t + 1),
                                                (t == 3 ? 26 : 28) + by))
                                : siteLimitRaised(problem, t, by));
            }
            inOrder("interval %d".formatted(t), price, plan.objectiveEur(), moved[0], moved[1]);
            for (int cap = 0; cap < 2; cap++) {
                assertThat(Objects.requireNonNull(prices.requests().get("cap-" + cap))
                                .get(t))
                        .isEqualTo(t == 3 + cap ? price : 0);
            }
        }
        assertThat(prices.siteLimitEurPerKw().get(4)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aDispatchAddsWhatMovingItSaves(Engine engine) {
        ChargingProblem problem = depot(0).dispatch(1, 2, 22, 0.3).build();
        ChargingPlan plan = engine.plan(problem);
        ShadowPrices prices = plan.prices();

        // The site follows it: 22 kW though energy is dear. One kW more asked for costs what it adds below zero.
        double part = Objects.requireNonNull(prices.requests().get("flex-0")).get(1);
        assertThat(plan.sitePowerKw().get(1)).isCloseTo(22, within(1e-4));
        assertThat(part).isNegative();
        inOrder(
                "flex-0",
                part,
                plan.objectiveEur(),
                engine.eur(depot(0).dispatch(1, 2, 22 + STEP_KW, 0.3).build()),
                engine.eur(depot(0).dispatch(1, 2, 22 - STEP_KW, 0.3).build()));
        assertThat(Objects.requireNonNull(prices.requests().get("flex-0")).get(5))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aBandPricesTheEnergyHeldInIt(Engine engine) {
        double lowerKwh = 150;
        ChargingProblem problem = depot(0).band(3, 4, lowerKwh, 400).build();
        ChargingPlan plan = engine.plan(problem);

        double part =
                Objects.requireNonNull(plan.prices().requests().get("band-0")).get(3);
        assertThat(plan.corridor().sumKwh().get(3)).isCloseTo(lowerKwh, within(1e-4));
        assertThat(part).isNegative(); // held energy is paid for
        inOrder(
                "band-0",
                part,
                plan.objectiveEur(),
                engine.eur(depot(0).band(3, 4, lowerKwh + STEP_KW, 400).build()),
                engine.eur(depot(0).band(3, 4, lowerKwh - STEP_KW, 400).build()));
    }
}
