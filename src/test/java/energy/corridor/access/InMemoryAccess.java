package energy.corridor.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Accounts and audit log for tests without a database. */
public final class InMemoryAccess implements AccountStore, AuditLog {

    private final Map<String, Account> accounts = new TreeMap<>();
    private final List<AuditEntry> entries = new ArrayList<>();
    private boolean full;

    /** From now on nothing more can be written, or again. */
    public synchronized void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public synchronized List<Account> all() {
        return List.copyOf(accounts.values());
    }

    @Override
    public synchronized void save(Account account) {
        accounts.put(account.name(), account);
    }

    @Override
    public synchronized void delete(String name) {
        accounts.remove(name);
    }

    @Override
    public synchronized void append(AuditEntry entry) {
        if (full) {
            throw new IllegalStateException("The disk is full.");
        }
        entries.add(0, entry);
    }

    @Override
    public synchronized List<AuditEntry> newest(int most) {
        return List.copyOf(entries.subList(0, Math.min(most, entries.size())));
    }
}
