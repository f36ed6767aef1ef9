package energy.corridor.grid.request;

import java.time.Instant;

/** When something was first heard of that its protocol lets begin "now", and a number drawn then; both outlive the process. */
public interface FirstHeard {

    /** @param seed of whatever has to be drawn once */
    record Mark(Instant at, long seed) {}

    /** @param otherwise what is kept from now on, durably, when there is none yet @return what is kept */
    Mark of(String operator, String name, Mark otherwise);
}
