package energy.corridor.store.register;

import energy.corridor.grid.GridRequest;
import energy.corridor.grid.GridStore;
import energy.corridor.grid.Site;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The site and the grid operators' requests. */
@ApplicationScoped
@Transactional
public class PanacheGridStore implements GridStore {

    @Override
    public Site site() {
        return SiteRow.<SiteRow>findByIdOptional(SiteRow.ID).map(SiteRow::site).orElse(Site.EMPTY);
    }

    @Override
    public void save(Site site) {
        SiteRow.deleteAll();
        SiteRow.of(site).persist();
    }

    @Override
    public List<GridRequest> requestsEndingAfter(Instant now) {
        return GridRequestRow.<GridRequestRow>list("toAt > ?1", Sort.by("requestId"), now).stream()
                .map(GridRequestRow::request)
                .toList();
    }

    @Override
    public void save(GridRequest request) {
        Panache.getEntityManager().merge(GridRequestRow.of(request));
    }

    @Override
    public boolean remove(String requestId) {
        return GridRequestRow.deleteById(requestId);
    }

    @Override
    public double peakKw(LocalDate month) {
        return PeakRow.<PeakRow>findByIdOptional(month).map(row -> row.importKw).orElse(0.0);
    }

    @Override
    public void savePeak(LocalDate month, double importKw) {
        Panache.getEntityManager().merge(PeakRow.of(month, importKw));
    }
}
