package energy.corridor.store.register;

import energy.corridor.access.AuditEntry;
import energy.corridor.access.Role;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "audit_entry")
class AuditRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long entryId;

    Instant at = Instant.EPOCH;
    String who = "";
    String role = "";
    String action = "";
    int status;
    String asked = "";
    String before = "";

    static AuditRow of(AuditEntry entry) {
        AuditRow row = new AuditRow();
        row.at = entry.at();
        row.who = entry.who();
        row.role = entry.role().name();
        row.action = entry.action();
        row.status = entry.status();
        row.asked = entry.asked();
        row.before = entry.before();
        return row;
    }

    AuditEntry entry() {
        return new AuditEntry(at, who, Role.valueOf(role), action, status, asked, before);
    }
}
