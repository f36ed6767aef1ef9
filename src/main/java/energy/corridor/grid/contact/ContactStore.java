package energy.corridor.grid.contact;

import java.util.List;

/** Where operators and the contact with them outlive the process. Calls return when the change is durable. */
public interface ContactStore {

    List<Contact> contacts();

    /** Adds or replaces by operator. @param changed whether the state is a new one, which is also written down for good */
    void save(Contact contact, boolean changed);

    /** @return whether there was one */
    boolean remove(String operator);
}
