package archfixture.energy.corridor.gridlink;

import java.time.Instant;
import java.util.function.Supplier;

/** An adapter reads the injected clock too. */
public final class ReadsTheWallClock {
    public final Supplier<Instant> clock = Instant::now;
}
