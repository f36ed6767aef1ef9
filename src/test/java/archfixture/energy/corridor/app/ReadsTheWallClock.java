package archfixture.energy.corridor.app;

import java.time.Clock;

/** The one place where it is allowed. */
public final class ReadsTheWallClock {
    public final Clock clock = Clock.systemUTC();
}
