package energy.corridor.store.register;

import energy.corridor.access.Account;
import energy.corridor.access.AccountStore;
import energy.corridor.access.AuditEntry;
import energy.corridor.access.AuditLog;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Accounts and the audit log. */
@ApplicationScoped
@Transactional
public class PanacheAccessStore implements AccountStore, AuditLog {

    @Override
    public List<Account> all() {
        return AccountRow.<AccountRow>listAll(Sort.by("name")).stream()
                .map(AccountRow::account)
                .toList();
    }

    @Override
    public void save(Account account) {
        AccountRow row = AccountRow.<AccountRow>findByIdOptional(account.name()).orElseGet(AccountRow::new);
        row.name = account.name();
        row.role = account.role().name();
        row.passwordHash = account.passwordHash();
        row.persist();
    }

    @Override
    public void delete(String name) {
        AccountRow.deleteById(name);
    }

    @Override
    public void append(AuditEntry entry) {
        AuditRow.of(entry).persist();
    }

    @Override
    public List<AuditEntry> newest(int most) {
        return AuditRow.<AuditRow>findAll(Sort.descending("entryId")).page(0, most).stream()
                .map(AuditRow::entry)
                .toList();
    }
}
