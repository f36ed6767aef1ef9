package energy.corridor.app;

import energy.corridor.web.DepotSnapshot;
import energy.corridor.web.DepotView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The newest cycle, swapped as a whole. */
@Singleton
final class Live implements DepotView {

    private final List<Consumer<DepotSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<DepotSnapshot> newest = Optional.empty();

    void publish(DepotSnapshot snapshot) {
        newest = Optional.of(snapshot);
        listeners.forEach(l -> l.accept(snapshot));
    }

    @Override
    public Optional<DepotSnapshot> newest() {
        return newest;
    }

    @Override
    public AutoCloseable onCycle(Consumer<DepotSnapshot> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
