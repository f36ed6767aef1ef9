package energy.corridor.access;

import java.util.List;

/** Where accounts are kept. */
public interface AccountStore {

    /** By name. */
    List<Account> all();

    /** Adds it, or replaces the one with its name. */
    void save(Account account);

    void delete(String name);
}
