package energy.corridor.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.bench.FullProgram.Answer;
import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.RandomDepot;
import energy.corridor.optimiser.exact.BenchDepot;
import energy.corridor.optimiser.exact.Covered;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program that the solvers are measured with means what the reference of the product means. */
class FullProgramTest {

    private static final Duration TIME = Duration.ofMinutes(1);

    @ParameterizedTest
    @ValueSource(longs = {0, 50, 100, 150})
    void depotsInAnyStateCostWhatTheReferenceSays(long first) {
        int equal = 0;
        for (long seed = first; seed < first + 50; seed++) {
            ChargingProblem problem = Covered.of(RandomDepot.of(seed, 16, 4));
            ChargingPlan plan = new LpOptimiser().plan(problem, TIME);
            Aims aims = PlanAudit.of(problem, plan).aims();
            for (String solver : new String[] {"highs", "glop"}) {
                Answer answer = new FullProgram(problem).solve(solver, TIME);
                if (!answer.optimal() || plan.status() != Status.OPTIMAL) {
                    continue;
                }
                boolean kept = answer.missed() <= 1e-4;
                assertThat(kept).as("seed %d, %s", seed, solver).isEqualTo(aims.keepsEveryPromise());
                if (kept && answer.burnedKw() <= 1e-6) {
                    equal++;
                    assertThat(answer.eur())
                            .as("seed %d, %s", seed, solver)
                            .isCloseTo(aims.moneyEur(), within(1e-6 * (1 + Math.abs(aims.moneyEur()))));
                }
            }
        }
        assertThat(equal).isGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDayOfFewVehiclesCostsWhatTheReferenceSays(long seed) {
        ChargingProblem problem = BenchDepot.of(seed, 8, seed % 2 == 0, 96);
        double eur = new LpOptimiser().plan(problem, TIME).objectiveEur();
        assertThat(new FullProgram(problem).solve("highs", TIME).eur()).isCloseTo(eur, within(1e-6 * Math.abs(eur)));
        assertThat(new FullProgram(problem).solve("glop", TIME).eur()).isCloseTo(eur, within(1e-6 * Math.abs(eur)));
    }

    /** Else the measured problems would not be what their name says. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDayWithEverythingCanKeepEveryPromiseAndEachOfThemCosts(boolean bidirectional) {
        ChargingProblem day = BenchDepot.everything(1, 200, bidirectional, 15, 4);
        Answer answer = new FullProgram(day).solve("highs", TIME);
        assertThat(answer.missed()).isCloseTo(0, within(1e-6));
        assertThat(answer.burnedKw()).isCloseTo(0, within(1e-6));
        for (ChargingProblem easier : List.of(
                BenchDepot.everything(1, 200, bidirectional, 15, 0),
                without(day, Request.SumSocBand.class),
                without(day, Request.Dispatch.class))) {
            assertThat(new FullProgram(easier).solve("highs", TIME).eur()).isLessThan(answer.eur() - 0.1);
        }
    }

    private static ChargingProblem without(ChargingProblem p, Class<?> kind) {
        return new ChargingProblem(
                p.grid(),
                p.site(),
                p.prices(),
                p.storage(),
                p.vehicles(),
                p.requests().stream()
                        .filter(request -> !kind.isInstance(request))
                        .toList());
    }
}
