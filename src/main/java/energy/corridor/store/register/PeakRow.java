package energy.corridor.store.register;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** The highest import of one month. */
@Entity
@Table(name = "site_peak")
class PeakRow extends PanacheEntityBase {

    @Id
    LocalDate month = LocalDate.MIN;

    double importKw;

    static PeakRow of(LocalDate month, double importKw) {
        PeakRow row = new PeakRow();
        row.month = month;
        row.importKw = importKw;
        return row;
    }
}
