package energy.corridor.sim.station;

import java.time.Duration;
import java.time.Instant;

/** What a station needs from the world it stands in. */
public interface Host {

    /** The clock; it stands still between steps. */
    Instant now();

    /**
     * Runs {@code action} with the world to itself, and lets the world look at what became of it. An error in it ends the
     * world: nothing is swallowed.
     */
    void enter(Runnable action);

    /** Runs {@code action} in {@link #enter} after {@code delay} of wall time. */
    Cancellable after(Duration delay, Runnable action);

    /** Keeps a sentence about something that went wrong on the wire. */
    void trouble(String station, String sentence);

    /** A timer that can be called off. */
    interface Cancellable {
        void cancel();
    }
}
