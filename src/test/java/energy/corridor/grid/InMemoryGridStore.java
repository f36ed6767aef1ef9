package energy.corridor.grid;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Site and requests for stage tests; nothing survives. */
public final class InMemoryGridStore implements GridStore {

    private final Map<String, GridRequest> requests = new TreeMap<>();
    private final Map<LocalDate, Double> peaks = new TreeMap<>();
    private Site site = Site.EMPTY;

    @Override
    public Site site() {
        return site;
    }

    @Override
    public void save(Site next) {
        site = next;
    }

    @Override
    public List<GridRequest> requestsEndingAfter(Instant now) {
        return requests.values().stream().filter(r -> r.to().isAfter(now)).toList();
    }

    @Override
    public void save(GridRequest request) {
        requests.put(request.id(), request);
    }

    @Override
    public boolean remove(String requestId) {
        return requests.remove(requestId) != null;
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
