package energy.corridor.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All versions of all grid elements: durable first, then visible. Safe for any number of threads. */
public final class ElementRegister {

    /** Where versions outlive the process; they are only added. */
    public interface Store {
        List<GridElement> elements();

        void add(Collection<GridElement> versions);
    }

    private final Store store;
    private volatile Map<String, List<GridElement>> versions = Map.of();

    public ElementRegister(Store store) {
        this.store = store;
    }

    public void load() {
        Map<String, List<GridElement>> read = new TreeMap<>();
        store.elements()
                .forEach(e ->
                        read.computeIfAbsent(e.id(), id -> new ArrayList<>()).add(e));
        versions = read;
    }

    /** The newest version of every element, by id. */
    public List<GridElement> newest() {
        return versions.values().stream().map(ElementRegister::last).toList();
    }

    public Optional<GridElement> newest(String id) {
        return Optional.ofNullable(versions.get(id)).map(ElementRegister::last);
    }

    /** All versions, oldest first; none when the id is unknown. */
    public List<GridElement> history(String id) {
        return List.copyOf(versions.getOrDefault(id, List.of()));
    }

    /** What was registered for {@code instant}: of the versions that hold then, the one that was added last. */
    public Optional<GridElement> at(String id, Instant instant) {
        List<GridElement> known = versions.getOrDefault(id, List.of());
        for (int i = known.size() - 1; i >= 0; i--) {
            if (!known.get(i).validFrom().isAfter(instant)) {
                return Optional.of(known.get(i));
            }
        }
        return Optional.empty();
    }

    /** The settling members that a master had at an instant, weighed by what each can draw, W and at least 1. */
    public SortedMap<String, Long> weights(String master, Instant at) {
        SortedMap<String, Long> weights = new TreeMap<>();
        for (String id : versions.keySet()) {
            at(id, at)
                    .filter(e -> e.settles() && e.master().equals(Optional.of(master)))
                    .ifPresent(e -> weights.put(id, Math.max(1, e.capacityUpW())));
        }
        return weights;
    }

    public GridElement register(GridElement wanted) {
        return register(List.of(wanted)).get(0);
    }

    /** Adds a version of each where it says something new; the same content again is the version that is there. */
    public synchronized List<GridElement> register(List<GridElement> wanted) {
        Map<String, List<GridElement>> next = new TreeMap<>(versions);
        List<GridElement> added = new ArrayList<>();
        List<GridElement> result = new ArrayList<>();
        for (GridElement element : wanted) {
            List<GridElement> known = next.getOrDefault(element.id(), List.of());
            Optional<GridElement> before = known.isEmpty() ? Optional.empty() : Optional.of(last(known));
            if (before.isPresent() && element.saysTheSameAs(before.get())) {
                result.add(before.get());
                continue;
            }
            before.ifPresent(b -> mayFollow(b, element));
            GridElement version = element.as(known.size() + 1, element.validFrom(), element.source());
            List<GridElement> grown = new ArrayList<>(known);
            grown.add(version);
            next.put(version.id(), grown);
            added.add(version);
            result.add(version);
        }
        if (!added.isEmpty()) {
            store.add(added);
            versions = next;
        }
        return result;
    }

    /** Suspends, reactivates or retires from an instant on. */
    public GridElement move(String id, GridElement.State state, Instant from) {
        GridElement known = newest(id)
                .orElseThrow(() -> new IllegalArgumentException("The element \"%s\" is not registered.".formatted(id)));
        return register(known.in(state).as(known.version(), from, GridElement.Source.OPERATOR));
    }

    private static void mayFollow(GridElement before, GridElement next) {
        if (before.state() == GridElement.State.RETIRED) {
            throw new IllegalArgumentException(
                    "The element %s is retired; its id is not used again.".formatted(before.id()));
        }
        if (next.validFrom().isBefore(before.validFrom())) {
            throw new IllegalArgumentException("The validFrom (%s) of %s must not be before that of version %d (%s)."
                    .formatted(next.validFrom(), next.id(), before.version(), before.validFrom()));
        }
    }

    private static GridElement last(List<GridElement> known) {
        return known.get(known.size() - 1);
    }
}
