package energy.corridor.app;

import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.Finding;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.SignedStore;
import energy.corridor.settlement.SignedStore.Looked;
import energy.corridor.settlement.SignedStore.Unread;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signed meter values of stations, verified with the key registered for the element. Where they verify they are what a session is billed by;
 * what does not verify, and what differs from the registers, is told.
 */
@Singleton
final class SignedMeterValues {

    private static final int AT_ONCE = 500;

    private final SignedStore store;
    private final ElementRegister register;

    SignedMeterValues(SignedStore store, ElementRegister register) {
        this.store = store;
        this.register = register;
    }

    /** Looks at what has come since the last time. */
    void takeUp() {
        store.tellRefused();
        store.tellUnregistered();
        List<Looked> looked = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        byTransaction(store.unread(AT_ONCE)).values().forEach(values -> {
            Unread first = values.get(0);
            SignedTransaction transaction = new SignedTransaction(
                    first.transaction() == 0 ? List.of() : store.looked(first.transaction()),
                    registered(first, "signingKey"),
                    registered(first, "meterId"),
                    store::billedBefore);
            values.forEach(transaction::read);
            looked.addAll(transaction.looked());
            findings.addAll(transaction.findings());
        });
        if (!looked.isEmpty()) {
            store.add(looked, findings);
        }
    }

    /** Whole transactions only: the last may go on in the next batch. What belongs to no transaction stands by itself. */
    private static Map<Long, List<Unread>> byTransaction(List<Unread> unread) {
        Map<Long, List<Unread>> together = new LinkedHashMap<>();
        for (Unread value : unread) {
            together.computeIfAbsent(
                            value.transaction() == 0 ? -value.order() : value.transaction(), t -> new ArrayList<>())
                    .add(value);
        }
        if (unread.size() == AT_ONCE && together.size() > 1) {
            together.remove(unread.get(AT_ONCE - 1).transaction());
        }
        return together;
    }

    private String registered(Unread value, String attribute) {
        return register.at(value.evse().toString(), value.at())
                .map(GridElement::attributes)
                .map(a -> a.getOrDefault(attribute, ""))
                .orElse("");
    }
}
