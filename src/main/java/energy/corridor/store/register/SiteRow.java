package energy.corridor.store.register;

import energy.corridor.grid.GridLimit;
import energy.corridor.grid.LoadPoint;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one site of a depot. */
@Entity
@Table(name = "site")
class SiteRow extends PanacheEntityBase {

    static final int ID = 1;

    @Id
    int siteId = ID;

    double importLimitKw;
    double exportLimitKw;
    double demandChargeEurPerKw;

    @ElementCollection
    @CollectionTable(name = "site_limit", joinColumns = @JoinColumn(name = "site_id"))
    @OrderColumn(name = "position")
    List<Limit> limits = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "site_price", joinColumns = @JoinColumn(name = "site_id"))
    @OrderColumn(name = "position")
    List<Price> prices = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "site_load", joinColumns = @JoinColumn(name = "site_id"))
    @OrderColumn(name = "position")
    List<Load> loads = new ArrayList<>();

    @Embeddable
    record Limit(String limitId, @Nullable String parentId, double importLimitKw, double exportLimitKw) {}

    @Embeddable
    record Price(Instant fromAt, double importEurPerKwh, double exportEurPerKwh) {}

    @Embeddable
    record Load(Instant fromAt, double baseLoadKw, double pvKw) {}

    static SiteRow of(Site site) {
        SiteRow row = new SiteRow();
        row.importLimitKw = site.importLimitKw();
        row.exportLimitKw = site.exportLimitKw();
        row.demandChargeEurPerKw = site.demandChargeEurPerKw();
        site.limits()
                .forEach(l -> row.limits.add(
                        new Limit(l.id(), l.parent().orElse(null), l.importLimitKw(), l.exportLimitKw())));
        site.prices().forEach(p -> row.prices.add(new Price(p.from(), p.importEurPerKwh(), p.exportEurPerKwh())));
        site.loads().forEach(l -> row.loads.add(new Load(l.from(), l.baseLoadKw(), l.pvKw())));
        return row;
    }

    Site site() {
        return new Site(
                importLimitKw,
                exportLimitKw,
                limits.stream()
                        .map(l -> new GridLimit(
                                l.limitId(), Optional.ofNullable(l.parentId()), l.importLimitKw(), l.exportLimitKw()))
                        .toList(),
                demandChargeEurPerKw,
                prices.stream()
                        .map(p -> new PricePoint(p.fromAt(), p.importEurPerKwh(), p.exportEurPerKwh()))
                        .toList(),
                loads.stream()
                        .map(l -> new LoadPoint(l.fromAt(), l.baseLoadKw(), l.pvKw()))
                        .toList());
    }
}
