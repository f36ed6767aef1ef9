package energy.corridor.web;

import java.util.Optional;
import java.util.function.Consumer;

/** Where the page and the REST resources read the depot. */
public interface DepotView {

    /** The newest cycle; empty until the first has run. */
    Optional<DepotSnapshot> newest();

    /** Calls {@code listener} after every cycle, on the loop's thread: it must return at once. Close to stop. */
    AutoCloseable onCycle(Consumer<DepotSnapshot> listener);
}
