package energy.corridor.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is made of a station's clock and of its register. */
class MeteringTest {

    private static final Instant EIGHT = Instant.parse("2026-03-02T20:00:00Z");

    @Test
    void aClockThatIsTenMinutesSlowIsSeenThrough() {
        StationClock clock = new StationClock();
        Duration slow = Duration.ofMinutes(10);
        for (int s = 0; s < 300; s += 60) {
            clock.heard(EIGHT.plusSeconds(s).minus(slow), EIGHT.plusSeconds(s).plusMillis(200));
        }
        assertThat(clock.ours(EIGHT.plusSeconds(300).minus(slow)))
                .isBetween(EIGHT.plusSeconds(300), EIGHT.plusSeconds(301));
    }

    @Test
    void whatWaitedInAQueueIsNotNew() {
        StationClock clock = new StationClock();
        clock.heard(EIGHT, EIGHT.plusMillis(100));
        clock.heard(EIGHT.plusSeconds(60), EIGHT.plusSeconds(1260)); // 20 minutes later
        assertThat(clock.ours(EIGHT.plusSeconds(60))).isBefore(EIGHT.plusSeconds(64));
    }

    @Test
    void aRegisterThatStandsWhilePowerFlowsIsFrozen() {
        RegisterWatch watch = RegisterWatch.next(null, 1600, EIGHT, 36);
        watch = RegisterWatch.next(
                watch, 1600, EIGHT.plusSeconds(60), 36); // 0.6 kWh are missing, but a pause may be why
        watch = RegisterWatch.next(watch, 1600, EIGHT.plusSeconds(120), 36);
        assertThat(watch.standsSince()).isEmpty();
        watch = RegisterWatch.next(watch, 1600, EIGHT.plusSeconds(180), 36);
        assertThat(watch.standsSince()).contains(EIGHT);
        watch = RegisterWatch.next(watch, 2800, EIGHT.plusSeconds(240), 36);
        assertThat(watch.standsSince()).isEmpty();
    }

    @Test
    void aRegisterThatStandsWithoutPowerIsWell() {
        RegisterWatch watch = RegisterWatch.next(null, 1600, EIGHT, 36);
        for (int minute = 1; minute <= 60; minute++) { // told to pause just after the first reading
            watch = RegisterWatch.next(watch, 1600, EIGHT.plusSeconds(60L * minute), 0);
        }
        assertThat(watch.standsSince()).isEmpty();
    }
}
