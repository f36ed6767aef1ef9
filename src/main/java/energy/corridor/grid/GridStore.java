package energy.corridor.grid;

import java.time.LocalDate;

/** Where the site outlives the process. Calls return when the change is durable. */
public interface GridStore {

    Site site();

    void save(Site site);

    /** @param month its first day, @return the highest import of that month so far, kW; 0 when none is kept */
    double peakKw(LocalDate month);

    void savePeak(LocalDate month, double importKw);
}
