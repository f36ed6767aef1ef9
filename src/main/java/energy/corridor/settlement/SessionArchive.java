package energy.corridor.settlement;

import java.time.Instant;
import java.util.List;

/** Ended charging sessions as they are billed. */
public interface SessionArchive {

    /** Those that ended in {@code [from, to)}, by their end and number, after the first {@code skip}. */
    List<ChargedSession> sessions(Instant from, Instant to, int skip, int most);

    int count(Instant from, Instant to);
}
