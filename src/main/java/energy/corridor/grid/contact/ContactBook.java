package energy.corridor.grid.contact;

import energy.corridor.grid.GridRequest.ImportLimit;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** The contact with every operator that was agreed upon: durable first, then visible. Safe for any number of threads. */
public final class ContactBook {

    /** Exchanges closer together are not worth a write: a restart waits for a new one anyway. */
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(30);

    private final ContactStore store;
    private final List<Consumer<Contact>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> written = new TreeMap<>();
    private volatile Map<String, Contact> contacts = Map.of();

    public ContactBook(ContactStore store) {
        this.store = store;
    }

    /** Reads what was kept; everybody is starting. A state of failsafe outlives a restart. */
    public synchronized void load(Instant now) {
        Map<String, Contact> kept = new TreeMap<>();
        for (Contact contact : store.contacts()) {
            boolean failsafe = contact.state() == ContactState.FAILSAFE || contact.state() == ContactState.RECOVERING;
            kept.put(
                    contact.rules().operator(),
                    failsafe ? contact : Contact.starting(contact.rules(), now, contact.lastHeard()));
        }
        contacts = kept;
    }

    public List<Contact> all() {
        return List.copyOf(contacts.values());
    }

    public Optional<Contact> find(String operator) {
        return Optional.ofNullable(contacts.get(operator));
    }

    /** Runs after every change of a state or of rules, on the changing thread. */
    public void onChange(Consumer<Contact> listener) {
        listeners.add(listener);
    }

    /** Agrees on an operator's contact, or on other rules for it. */
    public void agree(OperatorRules rules, Instant now) {
        Contact next;
        synchronized (this) {
            Optional<Contact> known = find(rules.operator());
            next = known.map(c -> new Contact(rules, c.state(), c.since(), c.lastHeard(), c.reason()))
                    .orElseGet(() -> Contact.starting(rules, now, Optional.empty()));
            keep(next, known.isEmpty());
        }
        listeners.forEach(listener -> listener.accept(next));
    }

    /** @return whether there was one */
    public boolean forget(String operator) {
        Optional<Contact> known = find(operator);
        synchronized (this) {
            store.remove(operator);
            Map<String, Contact> next = new TreeMap<>(contacts);
            next.remove(operator);
            contacts = next;
        }
        known.ifPresent(contact -> listeners.forEach(listener -> listener.accept(contact)));
        return known.isPresent();
    }

    /** A full exchange with an operator; without effect for one whose contact nothing was agreed about. */
    public void heard(String operator, List<GridSignal> binding, Instant now) {
        change(operator, now, contact -> contact.heard(now, schedule(operator, binding, now)));
    }

    /** As time goes by. */
    public void advance(List<GridSignal> binding, Instant now) {
        for (String operator : contacts.keySet()) {
            change(operator, now, contact -> contact.at(now, schedule(operator, binding, now)));
        }
    }

    private static Contact.Schedule schedule(String operator, List<GridSignal> binding, Instant now) {
        return new OperatorLimits(of(operator, binding), Optional.empty()).schedule(now);
    }

    private void change(String operator, Instant now, Function<Contact, Contact> step) {
        Contact next;
        synchronized (this) {
            Contact known = contacts.get(operator);
            if (known == null) {
                return;
            }
            next = step.apply(known);
            if (next.equals(known)) {
                return;
            }
            boolean changed = next.state() != known.state();
            Instant last = written.getOrDefault(operator, Instant.MIN);
            if (changed
                    || last.equals(Instant.MIN)
                    || Duration.between(last, now).compareTo(BETWEEN_WRITES) >= 0) {
                keep(next, changed);
                written.put(operator, now);
            } else {
                show(next);
            }
            if (!changed) {
                return;
            }
        }
        listeners.forEach(listener -> listener.accept(next));
    }

    /** Every operator's limits within {@code [from, until)}; which of them is the most restrictive shows where they meet. */
    public List<ImportLimit> limits(List<GridSignal> binding, Instant from, Instant until) {
        TreeSet<String> operators = new TreeSet<>(contacts.keySet());
        binding.forEach(signal -> operators.add(signal.id().operator()));
        List<ImportLimit> limits = new ArrayList<>();
        for (String operator : operators) {
            limits.addAll(new OperatorLimits(of(operator, binding), find(operator)).pieces(from, until));
        }
        return limits;
    }

    private static List<SiteLimit> of(String operator, List<GridSignal> binding) {
        return binding.stream()
                .filter(SiteLimit.class::isInstance)
                .map(SiteLimit.class::cast)
                .filter(limit -> limit.id().operator().equals(operator))
                .toList();
    }

    private void keep(Contact contact, boolean changed) {
        store.save(contact, changed);
        show(contact);
    }

    private void show(Contact contact) {
        Map<String, Contact> next = new TreeMap<>(contacts);
        next.put(contact.rules().operator(), contact);
        contacts = next;
    }
}
