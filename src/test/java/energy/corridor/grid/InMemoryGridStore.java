package energy.corridor.grid;

import energy.corridor.grid.contact.ContactBook;
import energy.corridor.grid.contact.InMemoryContactStore;
import energy.corridor.grid.request.InMemoryRequestStore;
import energy.corridor.grid.request.RequestBook;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** The site for stage tests; nothing survives. */
public final class InMemoryGridStore implements GridStore {

    private final Map<LocalDate, Double> peaks = new TreeMap<>();
    private Site site = Site.EMPTY;

    /** A book whose site, requests and contacts nothing survives. */
    public static GridBook book() {
        return new GridBook(
                new InMemoryGridStore(),
                new RequestBook(new InMemoryRequestStore()),
                new ContactBook(new InMemoryContactStore()));
    }

    @Override
    public Site site() {
        return site;
    }

    @Override
    public void save(Site next) {
        site = next;
    }

    @Override
    public double peakKw(LocalDate month) {
        return peaks.getOrDefault(month, 0.0);
    }

    @Override
    public void savePeak(LocalDate month, double importKw) {
        peaks.put(month, importKw);
    }
}
