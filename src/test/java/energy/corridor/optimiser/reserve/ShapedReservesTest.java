package energy.corridor.optimiser.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.exact.ExactOptimiser;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShapedReservesTest {

    private static final Duration TIME = Duration.ofSeconds(30);

    /** Twelve hours of five minutes, cheap at the end: too much for a linear program that knows reserves. */
    private static DepotBuilder patient() {
        double[] price = new double[144];
        Arrays.setAll(price, t -> t < 96 ? 0.3 : 0.1);
        StringBuilder table = new StringBuilder();
        for (int v = 0; v < 20; v++) {
            table.append("bus-%d 20 80 50 0 12%n".formatted(v));
        }
        return DepotBuilder.steps(5, 144).siteLimit(500).price(price).vehicles(table.toString());
    }

    @Test
    void someChargeInDearHoursSoThatTheyCanDrawLess() {
        ChargingProblem problem = patient().reserve(true, 0, 2, 60, 15, 0, true).build();
        var asked = new java.util.ArrayList<ChargingProblem>();
        Optimiser exact = new ExactOptimiser();
        ChargingPlan plan = new ShapedReserves((p, time) -> {
                    asked.add(p);
                    return exact.plan(p, time);
                })
                .plan(problem, TIME);
        assertThat(asked).as("no plan below is asked about reserves").allMatch(ExactOptimiser::covers);
        assertThat(PlanAudit.of(problem, plan).violations()).isEmpty();
        assertThat(plan.requests().get(0).brokenKwh()).isLessThan(0.02 * 60 * 2);
        assertThat(plan.shortfalls()).isEmpty();
        assertThat(plan.sitePowerKw().get(0)).isGreaterThan(59);
        // 120 kWh in two hours that are three times as dear, and little more
        assertThat(plan.objectiveEur()).isBetween(20 * 60 * 0.1 + 120 * 0.2 - 0.5, 20 * 60 * 0.1 + 120 * 0.2 + 6);
    }

    @Test
    void theConnectionIsNotFullWhereMoreMustBePossible() {
        ChargingProblem problem =
                patient().reserve(false, 9, 11, 100, 15, 0, true).build();
        ChargingPlan plan = new ShapedReserves(new ExactOptimiser()).plan(problem, TIME);
        assertThat(plan.requests().get(0).brokenKwh()).isLessThan(0.02 * 100 * 2);
        for (int t = 108; t < 132; t++) {
            assertThat(plan.sitePowerKw().get(t)).isLessThanOrEqualTo(401);
        }
    }

    @Test
    void whatThePlanLeavesRoomForAnywayCostsNothing() {
        ChargingProblem problem =
                patient().reserve(false, 0, 2, 100, 15, 0, true).build();
        ChargingPlan plan = new ShapedReserves(new ExactOptimiser()).plan(problem, TIME);
        assertThat(plan.status()).isEqualTo(ChargingPlan.Status.OPTIMAL);
        assertThat(plan.requests().get(0).brokenKwh()).isZero();
    }
}
