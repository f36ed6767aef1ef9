package energy.corridor.optimiser.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.app.DepotOptimiser;
import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Prices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.NastyDepot;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RandomDepot;
import energy.corridor.quantity.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold for every depot there is, over many seeds; equal objectives with the linear program: {@link ExactOptimiserTest}. */
class PlanPropertiesTest {

    private static final Duration TIME = Duration.ofMinutes(1);
    private static final int DEPOTS = 12;

    private static ChargingPlan planned(ChargingProblem problem) {
        return new ExactOptimiser(1, ExactOptimiser.PROVEN).plan(problem, TIME);
    }

    private static Aims aims(ChargingProblem problem, ChargingPlan plan) {
        return PlanAudit.of(problem, plan).aims();
    }

    private static ChargingProblem depot(long seed) {
        return Covered.of(RandomDepot.of(seed, 12, 4));
    }

    /** As the service plans: exact, hardware, reserves, second opinion, exchanges. */
    @ParameterizedTest
    @ValueSource(longs = {0, 20, 40, 60, 80})
    void anyStateGivesAPlanThatBreaksNoRuleAndIsNoWorseThanTheRules(long first) {
        Optimiser service = DepotOptimiser.create();
        for (long seed = first; seed < first + 20; seed++) {
            ChargingProblem problem = NastyDepot.of(seed, 1 + (int) (seed % 6));
            ChargingPlan plan = service.plan(problem, Duration.ofMillis(400));
            PlanAudit audit = PlanAudit.of(problem, plan);
            Aims rule = aims(problem, new LeastLaxityFirst().plan(problem, TIME));

            assertThat(audit.violations()).as("seed %d", seed).isEmpty();
            assertThat(rule.betterThan(audit.aims())).as("seed %d", seed).isFalse();
            assertThat(plan.objectiveEur()).as("seed %d", seed).isFinite().isGreaterThanOrEqualTo(plan.boundEur());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 200, 300, 400})
    void moreLimitNeverCostsMore(long first) {
        int proven = 0;
        for (long seed = first; seed < first + DEPOTS; seed++) {
            ChargingProblem problem = depot(seed);
            ChargingProblem wider = wider(problem);
            ChargingPlan plan = planned(problem);
            ChargingPlan with = planned(wider);
            if (with.status() == Status.OPTIMAL) {
                proven++;
                assertThat(aims(problem, plan).betterThan(rounded(aims(wider, with))))
                        .as("seed %d", seed)
                        .isFalse();
            }
        }
        assertThat(proven).isGreaterThan(DEPOTS / 3);
    }

    private static ChargingProblem wider(ChargingProblem p) {
        var site = p.site();
        return new ChargingProblem(
                p.grid(),
                new Site(
                        more(site.importLimitKw()),
                        more(site.exportLimitKw()),
                        site.baseLoadKw(),
                        site.pvKw(),
                        site.limits().stream()
                                .map(l ->
                                        new Limit(l.id(), l.parent(), more(l.importLimitKw()), more(l.exportLimitKw())))
                                .toList()),
                p.prices(),
                p.storage(),
                p.vehicles(),
                p.requests());
    }

    private static Series more(Series kw) {
        return Series.generate(kw.size(), t -> 1.1 * kw.get(t) + 1);
    }

    /** Proofs hold to 1e-6 of the money and 1e-5 kWh. */
    private static Aims rounded(Aims aims) {
        double off = 1e-5 * (1 + Math.abs(aims.moneyEur()));
        return new Aims(
                aims.limitExceededKwh() - 1e-4,
                aims.clampedKwh() - 1e-4,
                aims.belowMinimumKwh() - 1e-4,
                aims.unmetKwh() - 1e-4,
                aims.brokenKwh() - 1e-4,
                aims.moneyEur() - off);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 200, 300, 400})
    void addingABandNeverPays(long first) {
        int proven = 0;
        for (long seed = first; seed < first + DEPOTS; seed++) {
            ChargingProblem problem = depot(seed);
            ChargingPlan without = planned(problem);
            List<Request> requests = new ArrayList<>(problem.requests());
            requests.add(new Request.SumSocBand(
                    "one more", DepotBuilder.at(1), DepotBuilder.at(2), 20.0 * (seed % 20), 20.0 * (seed % 20) + 100));
            ChargingPlan with = planned(new ChargingProblem(
                    problem.grid(), problem.site(), problem.prices(), problem.storage(), problem.vehicles(), requests));
            if (without.status() == Status.OPTIMAL) {
                proven++;
                ChargingPlan same = withoutLast(with);
                assertThat(aims(problem, same).betterThan(rounded(aims(problem, without))))
                        .as("seed %d", seed)
                        .isFalse();
            }
        }
        assertThat(proven).isGreaterThan(DEPOTS / 3);
    }

    private static ChargingPlan withoutLast(ChargingPlan plan) {
        return new ChargingPlan(
                plan.status(),
                plan.objectiveEur(),
                plan.boundEur(),
                plan.millis(),
                plan.grid(),
                plan.vehicles(),
                plan.storage(),
                plan.sitePowerKw(),
                plan.peakKw(),
                plan.limitExceededKw(),
                plan.corridor(),
                plan.shortfalls(),
                plan.prices(),
                plan.requests().subList(0, plan.requests().size() - 1));
    }

    /** Were money to buy off a promise, a hundred times the money would buy off more. */
    @ParameterizedTest
    @ValueSource(longs = {100, 200, 300})
    void theOrderOfTheAimsDoesNotHangOnWhatMoneyIsWorth(long first) {
        for (long seed = first; seed < first + DEPOTS; seed++) {
            ChargingProblem problem = depot(seed);
            ChargingPlan plan = planned(problem);
            ChargingPlan dear = planned(dearer(problem, 100));
            if (plan.status() == Status.OPTIMAL && dear.status() == Status.OPTIMAL) {
                Aims mine = aims(problem, plan);
                Aims other = aims(problem, dear);
                assertThat(other.belowMinimumKwh()).as("seed %d", seed).isCloseTo(mine.belowMinimumKwh(), within(1e-3));
                assertThat(other.unmetKwh()).as("seed %d", seed).isCloseTo(mine.unmetKwh(), within(1e-3));
                assertThat(other.brokenKwh()).as("seed %d", seed).isCloseTo(mine.brokenKwh(), within(1e-2));
            }
        }
    }

    private static ChargingProblem dearer(ChargingProblem p, double factor) {
        Prices prices = p.prices();
        return new ChargingProblem(
                p.grid(),
                p.site(),
                new Prices(
                        Series.generate(
                                p.grid().steps(),
                                t -> factor * prices.importEurPerKwh().get(t)),
                        Series.generate(
                                p.grid().steps(),
                                t -> factor * prices.exportEurPerKwh().get(t)),
                        factor * prices.demandChargeEurPerKw(),
                        prices.peakSoFarKw()),
                p.storage(),
                p.vehicles(),
                p.requests());
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 200, 300})
    void oneAndTwoThreadsGiveTheSamePlanInAnyDepot(long first) {
        for (long seed = first; seed < first + DEPOTS; seed++) {
            ChargingProblem problem = Covered.of(RandomDepot.of(seed, 12, 9));
            ChargingPlan one = new ExactOptimiser(1, 1e-4).plan(problem, TIME);
            ChargingPlan two = new ExactOptimiser(2, 1e-4).plan(problem, TIME);
            assertThat(two.vehicles()).as("seed %d", seed).isEqualTo(one.vehicles());
            assertThat(two.boundEur()).as("seed %d", seed).isEqualTo(one.boundEur());
        }
    }
}
