package energy.corridor.optimiser.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.exact.OptimiserChoice;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecondOpinionTest {

    private static final Duration DEADLINE = Duration.ofSeconds(40);

    /** What the reference was given each time it was asked. */
    private final List<Duration> asked = new ArrayList<>();

    private final Optimiser linearProgram = new LpOptimiser();
    private final Optimiser reference = (problem, deadline) -> {
        asked.add(deadline);
        return linearProgram.plan(problem, deadline);
    };

    /** Charges in the dear hour: the rule knows no prices. */
    private static ChargingProblem dearFirst(int vehicles, String hardware) {
        StringBuilder table = new StringBuilder();
        for (int v = 0; v < vehicles; v++) {
            table.append("bus-%d 0 20 20 0 3 %s%n".formatted(v, hardware));
        }
        return DepotBuilder.hourly(3)
                .price(0.3, 0.1, 0.2)
                .vehicles(table.toString())
                .build();
    }

    private ChargingPlan planned(ChargingProblem problem, Optimiser first) {
        return new Realisable(first, reference).plan(problem, DEADLINE);
    }

    @Test
    void aPlanThatIsNotProvenIsShownToTheLinearProgramOnceForATwentiethOfTheDeadline() {
        ChargingPlan plan = planned(dearFirst(2, ""), new LeastLaxityFirst());

        assertThat(asked).containsExactly(Duration.ofSeconds(2));
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.vehicles().get(0).powerKw().get(1)).isEqualTo(20);
    }

    @Test
    void leastPowersAreAskedForOnceAsWell() {
        ChargingPlan plan = planned(dearFirst(2, "minKw=15"), new LeastLaxityFirst());

        assertThat(asked).containsExactly(Duration.ofSeconds(2));
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
    }

    @Test
    void provenPlansLargeFleetsAndStepsAreNotAskedFor() {
        planned(dearFirst(2, ""), new ExactOptimiser());
        planned(dearFirst(SecondOpinion.SMALL + 1, ""), new LeastLaxityFirst());
        planned(dearFirst(2, "stepKw=3"), new LeastLaxityFirst());

        assertThat(asked).isEmpty();
    }

    @Test
    void whatOnlyTheLinearProgramCoversIsItsFirstOpinion() {
        ChargingProblem problem = DepotBuilder.hourly(3)
                .price(0.1)
                .exportPrice(0.2)
                .vehicles("bus-1 0 20 20 0 3 outKw=10")
                .build();
        planned(problem, new OptimiserChoice(new ExactOptimiser(), reference));

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0)).isGreaterThan(DEADLINE.dividedBy(2));
    }
}
