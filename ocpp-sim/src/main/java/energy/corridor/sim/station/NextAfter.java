package energy.corridor.sim.station;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Picks the earliest of the instants offered that lies after a given one. */
public final class NextAfter {

    private final Instant after;
    private @Nullable Instant earliest;

    public NextAfter(Instant after) {
        this.after = after;
    }

    public void offer(@Nullable Instant t) {
        if (t != null && t.isAfter(after) && (earliest == null || t.isBefore(earliest))) {
            earliest = t;
        }
    }

    public Optional<Instant> found() {
        return Optional.ofNullable(earliest);
    }
}
