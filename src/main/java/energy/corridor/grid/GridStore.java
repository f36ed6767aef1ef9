package energy.corridor.grid;

import java.time.Instant;
import java.time.LocalDate;
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

    /** @param month its first day, @return the highest import of that month so far, kW; 0 when none is kept */
    double peakKw(LocalDate month);

    void savePeak(LocalDate month, double importKw);
}
