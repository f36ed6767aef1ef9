package energy.corridor.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a station's clock stands to ours, learned from what it sends: between making and receiving lies the difference of the clocks
 * and the way, on a live message hardly any way. The least that was ever seen counts, and it may grow as fast as a bad clock drifts,
 * so that messages out of a station's queue do not pass for live ones. Guarded by its {@link FleetBook}.
 */
final class StationClock {

    private static final long DRIFT = 500; // one second in 500, ten times what a bad quartz does

    private @Nullable Duration apart;
    private @Nullable Instant heardAt;

    /** @param theirs when the station says it made a message @param ours when it was received */
    void heard(Instant theirs, Instant ours) {
        Duration lag = Duration.between(theirs, ours);
        Duration known = apart;
        Instant before = heardAt;
        if (known != null && before != null) {
            Duration since = Duration.between(before, ours);
            Duration most = since.isNegative() ? known : known.plus(since.dividedBy(DRIFT));
            lag = lag.compareTo(most) < 0 ? lag : most;
        }
        apart = lag;
        heardAt = before == null || ours.isAfter(before) ? ours : before;
    }

    /** A restart may have set it. */
    void restarted() {
        apart = null;
        heardAt = null;
    }

    /** How far it is ahead of ours; empty before anything was heard. */
    Optional<Duration> ahead() {
        return Optional.ofNullable(apart).map(Duration::negated);
    }

    /** The station's instant on our clock, as far as that is known. */
    Instant ours(Instant theirs) {
        return apart == null ? theirs : theirs.plus(apart);
    }
}
