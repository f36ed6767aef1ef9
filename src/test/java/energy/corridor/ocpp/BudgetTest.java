package energy.corridor.ocpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void tenSecondsWorthComeAtOnceThenOneByOne() {
        Budget budget = new Budget(20, 0);
        for (int i = 0; i < 200; i++) {
            assertThat(budget.spend(0)).isZero();
        }
        assertThat(budget.spend(0)).isEqualTo(Duration.ofMillis(50));
        assertThat(budget.spend(SECOND / 10))
                .as("two more after a tenth of a second")
                .isZero();
        assertThat(budget.spend(60 * SECOND)).isZero();
        for (int i = 1; i < 200; i++) {
            assertThat(budget.spend(60 * SECOND)).isZero();
        }
        assertThat(budget.spend(60 * SECOND)).as("a quiet minute saves no more").isPositive();
    }
}
