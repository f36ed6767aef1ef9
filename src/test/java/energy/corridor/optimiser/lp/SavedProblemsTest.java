package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.web.ChargingProblemJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Saved problems replay to the figures beside them. Those come from elsewhere: a second formulation of the charging problem as a
 * mixed-integer program (every interval its own, every either-or a binary variable), which shares no code with this one, solved
 * by HiGHS through {@code scipy.optimize.milp}, one solve per aim, each held within 1e-6 in those after it. Rounded to four digits.
 */
class SavedProblemsTest {

    private static final double ROUNDING = 1e-3;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "price-night",
                "binding-feeder",
                "demand-charge",
                "v2g-with-wear",
                "negative-prices",
                "sum-soc-band",
                "dispatch",
                "reserve-up-firm",
                "infeasible-promise",
                "arrival-below-minimum",
                "two-stays-with-trip"
            })
    void aSavedProblemHasItsProvenPlan(String name) throws IOException {
        ChargingProblem problem = ChargingProblemJson.read(bytes(name + ".json"));
        JsonNode expected = new ObjectMapper().readTree(bytes(name + ".expected.json"));

        ChargingPlan plan = new LpOptimiser().plan(problem, Duration.ofMinutes(5));

        PlanAudit audit = PlanAudit.of(problem, plan);
        Aims aims = audit.aims();
        assertThat(audit.violations()).isEmpty();
        assertThat(plan.status()).hasToString(expected.get("status").textValue());
        assertThat(aims.limitExceededKwh()).isCloseTo(figure(expected, "limitExceededKwh"), within(ROUNDING));
        assertThat(aims.clampedKwh()).isCloseTo(figure(expected, "clampedKwh"), within(ROUNDING));
        assertThat(aims.belowMinimumKwh()).isCloseTo(figure(expected, "belowMinimumKwh"), within(ROUNDING));
        assertThat(aims.unmetKwh()).isCloseTo(figure(expected, "unmetKwh"), within(ROUNDING));
        assertThat(aims.brokenKwh()).isCloseTo(figure(expected, "brokenKwh"), within(ROUNDING));
        assertThat(plan.objectiveEur()).isCloseTo(figure(expected, "objectiveEur"), within(ROUNDING));
        assertThat(plan.boundEur()).isCloseTo(plan.objectiveEur(), within(ROUNDING));
        assertThat(plan.shortfalls().isEmpty())
                .isEqualTo(figure(expected, "unmetKwh") + figure(expected, "clampedKwh") == 0);
    }

    private static double figure(JsonNode expected, String name) {
        return expected.get(name).doubleValue();
    }

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(SavedProblemsTest.class.getResourceAsStream("/problems/" + file), file)) {
            return in.readAllBytes();
        }
    }
}
