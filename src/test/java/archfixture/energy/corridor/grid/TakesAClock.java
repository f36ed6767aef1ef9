package archfixture.energy.corridor.grid;

import java.time.Clock;
import java.time.Instant;

/** Time comes in. */
public record TakesAClock(Clock clock) {
    public Instant now() {
        return Instant.now(clock);
    }

    public long elapsed(long since) {
        return System.nanoTime() - since;
    }
}
