package energy.corridor.app;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.LeastLaxityFirst;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlexibilityKeeperTest {

    private final FlexibilityKeeper keeper = new FlexibilityKeeper(
            List.of(Duration.ofHours(1), Duration.ofHours(2)), Duration.ofHours(1), new SimpleMeterRegistry());

    @AfterEach
    void close() {
        keeper.close();
    }

    private CompletableFuture<Void> submitted(int hours) {
        ChargingProblem problem =
                DepotBuilder.hourly(hours).vehicles("bus-1 0 10 10 0 " + hours).build();
        ChargingPlan plan = new LeastLaxityFirst().plan(problem, Duration.ofSeconds(1));
        return keeper.submit(problem, plan);
    }

    @Test
    void thereIsNoneBeforeTheFirstPlanAndThenThatOfTheNewest() throws Exception {
        assertThat(keeper.newest()).isEmpty();
        submitted(3).get(30, TimeUnit.SECONDS);
        assertThat(keeper.newest()).hasValueSatisfying(flexibility -> {
            assertThat(flexibility.grid().steps()).isEqualTo(3);
            assertThat(flexibility.spans()).hasSize(2);
            assertThat(flexibility.spans().get(0).points().get(0).lessKw()).isPositive();
        });
        CompletableFuture<Void> passedOver = submitted(4);
        CompletableFuture<Void> last = submitted(5);
        passedOver.get(30, TimeUnit.SECONDS);
        last.get(30, TimeUnit.SECONDS);
        assertThat(keeper.newest())
                .hasValueSatisfying(
                        flexibility -> assertThat(flexibility.grid().steps()).isEqualTo(5));
    }
}
