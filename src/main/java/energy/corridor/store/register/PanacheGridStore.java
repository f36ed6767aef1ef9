package energy.corridor.store.register;

import energy.corridor.grid.GridStore;
import energy.corridor.grid.Site;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;

/** The site and its peaks. */
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
    public double peakKw(LocalDate month) {
        return PeakRow.<PeakRow>findByIdOptional(month).map(row -> row.importKw).orElse(0.0);
    }

    @Override
    public void savePeak(LocalDate month, double importKw) {
        Panache.getEntityManager().merge(PeakRow.of(month, importKw));
    }
}
