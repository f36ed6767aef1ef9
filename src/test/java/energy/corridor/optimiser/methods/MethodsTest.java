package energy.corridor.optimiser.methods;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.exact.ExactOptimiser;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {

    private static final Duration TIME = Duration.ofMinutes(1);

    /** The other two are allowed to miss promises and often do; then they may cost what they will. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void ofASavedNightOursIsNeverDearerThanTheCorridorOrTheRule(int night) throws IOException {
        ChargingProblem problem = SavedNights.read(night);
        Aims rule = PlanAudit.of(problem, LeastLaxityFirst.schedule(problem)).aims();
        PlanAudit corridor = ClosedLoop.run(problem, ClosedLoop::corridorAndSplit);
        PlanAudit ours = PlanAudit.of(problem, new ExactOptimiser(2, 1e-6).plan(problem, TIME));

        assertThat(ours.violations()).isEmpty();
        assertThat(corridor.violations()).isEmpty();
        assertThat(ours.aims().keepsEveryPromise()).isTrue();
        assertThat(rule.betterThan(ours.aims())).isFalse();
        assertThat(corridor.aims().betterThan(ours.aims())).isFalse();
        if (corridor.aims().keepsEveryPromise()) {
            assertThat(ours.moneyEur()).isLessThanOrEqualTo(corridor.moneyEur() * (1 + 1e-6));
        }
    }
}
