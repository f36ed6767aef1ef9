package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChargeLevelsTest {

    @Test
    void threePhasesGiveNothingOrSixToThirtyTwoWholeAmperes() {
        var levels = ChargeLevels.within(4.14, 22.1, 0.69);

        assertThat(levels.leastKw()).isCloseTo(6 * 0.69, within(1e-9));
        assertThat(levels.mostKw()).isCloseTo(32 * 0.69, within(1e-9));
        assertThat(levels.atMost(4.1)).isZero();
        assertThat(levels.atMost(10)).isCloseTo(14 * 0.69, within(1e-9));
        assertThat(levels.atLeast(0.1)).isCloseTo(6 * 0.69, within(1e-9));
        assertThat(levels.atLeast(10)).isCloseTo(15 * 0.69, within(1e-9));
        assertThat(levels.atLeast(50)).isEqualTo(levels.mostKw());
        assertThat(levels.atLeast(-3)).isZero();
    }

    @Test
    void aLevelIsItsOwnNeighbour() {
        var levels = ChargeLevels.within(1.38, 7.36, 0.23);
        for (int amperes = 6; amperes <= 32; amperes++) {
            double kw = amperes * 0.23;
            assertThat(levels.atMost(kw)).isCloseTo(kw, within(1e-12));
            assertThat(levels.atLeast(kw)).isCloseTo(kw, within(1e-12));
        }
    }

    @Test
    void withoutAStepEveryPowerFromTheLeastOnIsALevel() {
        var levels = ChargeLevels.within(5, 150, 0);

        assertThat(levels.atMost(4.9)).isZero();
        assertThat(levels.atLeast(1)).isEqualTo(5);
        assertThat(levels.atMost(77.7)).isEqualTo(77.7);
        assertThat(levels.areAll()).isFalse();
        assertThat(ChargeLevels.within(0, 150, 0).areAll()).isTrue();
    }
}
