package energy.corridor.store.register;

import energy.corridor.access.Account;
import energy.corridor.access.Role;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "account")
class AccountRow extends PanacheEntityBase {

    @Id
    String name = "";

    String role = "";
    String passwordHash = "";

    Account account() {
        return new Account(name, Role.valueOf(role), passwordHash);
    }
}
