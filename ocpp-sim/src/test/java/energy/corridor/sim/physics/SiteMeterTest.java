package energy.corridor.sim.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.sim.physics.SiteMeter.Reading;
import energy.corridor.sim.physics.SiteMeter.Violation;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SiteMeterTest {

    private static final Instant NINE = Instant.parse("2026-03-02T21:00:00Z");

    private final SiteMeter meter = new SiteMeter(Reading.ZERO);

    @Test
    void countsChargingApartFromTheWholeSite() {
        hour(0, 60, 40, 200, 0.25);
        hour(1, 20, 40, 200, 0.50);

        Reading reading = meter.read();
        assertThat(reading.chargingKwh()).isCloseTo(80, within(1e-9));
        assertThat(reading.chargingEur()).isCloseTo(15 + 10, within(1e-9));
        assertThat(reading.siteKwh()).isCloseTo(160, within(1e-9));
        assertThat(reading.siteEur()).isCloseTo(25 + 30, within(1e-9));
        assertThat(reading.maxKw()).isEqualTo(100);
        assertThat(reading.maxAt()).isEqualTo(NINE);
        assertThat(reading.violations()).isEmpty();
    }

    @Test
    void stepsThatFollowEachOtherOverTheLimitAreOneViolationWithItsWorst() {
        hour(0, 61, 40, 100, 0);
        hour(1, 75, 40, 100, 0);
        hour(2, 65, 40, 100, 0);
        hour(3, 60, 40, 100, 0);
        hour(4, 65, 40, 104, 0);

        assertThat(meter.read().violations())
                .containsExactly(new Violation(at(0), at(3), 115, 100), new Violation(at(4), at(5), 105, 104));
    }

    @Test
    void goesOnFromWhereItWasRead() {
        hour(0, 61, 40, 100, 0.1);
        SiteMeter next = new SiteMeter(meter.read());
        assertThat(next.read()).isEqualTo(meter.read());
    }

    @Test
    void whatIsGeneratedBeyondTheNeedIsNotPaid() {
        hour(0, 20, -50, 100, 0.3);
        assertThat(meter.read().siteKwh()).isZero();
        assertThat(meter.read().siteEur()).isZero();
        assertThat(meter.read().chargingKwh()).isEqualTo(20);
    }

    private void hour(int index, double chargingKw, double loadKw, double limitKw, double eurPerKwh) {
        meter.step(at(index), at(index + 1), chargingKw, chargingKw, loadKw, limitKw, eurPerKwh);
    }

    private static Instant at(int hours) {
        return NINE.plusSeconds(3600L * hours);
    }
}
