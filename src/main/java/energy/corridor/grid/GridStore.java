package energy.corridor.grid;

import java.time.Instant;
import java.util.List;

/** Where site and requests outlive the process. Calls return when the change is durable. */
public interface GridStore {

    Site site();

    void save(Site site);

    /** Every request whose window ends after {@code now}. */
    List<GridRequest> requestsEndingAfter(Instant now);

    /** Adds a request, or replaces the one with its id. */
    void save(GridRequest request);

    /** @return whether there was one */
    boolean remove(String requestId);
}
