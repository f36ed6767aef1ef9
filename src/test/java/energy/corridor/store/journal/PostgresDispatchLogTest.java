package energy.corridor.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Superseded;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.telemetry.EvseId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a restart learns of the commands before it. */
class PostgresDispatchLogTest {

    private static final Instant EVENING = Instant.parse("2026-03-02T18:00:00.123456Z");
    private static final EvseId EVSE = EvseId.of("station-1", 1);

    private final DataSource database = TestDatabase.fresh();
    private final GroupCommit writer = new GroupCommit(
            database, new GroupCommit.Settings(1000, 100, 3, Duration.ofMillis(20)), new SimpleMeterRegistry());
    private final PostgresDispatchLog log = new PostgresDispatchLog(writer, database);

    PostgresDispatchLogTest() {
        Tables.run(database, "insert into evse values (0, 'station-1', 1, '', 100, 0, 5, 0)");
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void anAcceptedSetpointIsInForceAndLeavesNothingOpen() {
        Setpoint setpoint = sent(0, 40);
        answered(setpoint, 0, new Accepted());
        assertThat(log.lastAccepted()).containsExactly(setpoint);
        assertThat(log.unanswered()).isEmpty();
    }

    @Test
    void whatWasUnderWayOrUnansweredMayBeFollowed() {
        answered(sent(0, 40), 0, new Accepted());
        Setpoint silent = sent(1, 60);
        answered(silent, 1, new Unreachable("no answer within 30 s"));
        Setpoint underWay = sent(2, 80);
        assertThat(log.lastAccepted()).extracting(Setpoint::powerKw).containsExactly(40.0);
        assertThat(log.unanswered()).contains(silent, underWay).containsOnly(silent, underWay);
    }

    @Test
    void whatWasRefusedOrNeverLeftIsNotFollowed() {
        answered(sent(0, 40), 0, new Accepted());
        answered(sent(1, 60), 1, new Refused("Rejected"));
        answered(sent(2, 80), 2, new Superseded());
        assertThat(log.lastAccepted()).extracting(Setpoint::powerKw).containsExactly(40.0);
        assertThat(log.unanswered()).isEmpty();
    }

    @Test
    void anAcceptanceSettlesWhatWasOpenBefore() {
        sent(0, 90);
        answered(sent(1, 20), 1, new Accepted());
        assertThat(log.unanswered()).isEmpty();
    }

    private Setpoint sent(int minute, double kw) {
        Instant at = at(minute);
        Setpoint setpoint = new Setpoint(EVSE, 7, kw, at, at.plus(Duration.ofMinutes(15)));
        log.sending(setpoint, at).toCompletableFuture().join();
        return setpoint;
    }

    private void answered(Setpoint setpoint, int minute, CommandOutcome outcome) {
        log.commanded(setpoint, at(minute), outcome).toCompletableFuture().join();
    }

    private static Instant at(int minute) {
        return EVENING.plus(Duration.ofMinutes(minute));
    }
}
