package energy.corridor.grid.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Contacts for stage tests. */
public final class InMemoryContactStore implements ContactStore {

    /** Every state that was written down for good, in order. */
    public final List<ContactState> changes = new ArrayList<>();

    private final TreeMap<String, Contact> kept = new TreeMap<>();

    @Override
    public List<Contact> contacts() {
        return List.copyOf(kept.values());
    }

    @Override
    public void save(Contact contact, boolean changed) {
        kept.put(contact.rules().operator(), contact);
        if (changed) {
            changes.add(contact.state());
        }
    }

    @Override
    public boolean remove(String operator) {
        return kept.remove(operator) != null;
    }
}
