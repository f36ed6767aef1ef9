package energy.corridor.grid.request;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where requests outlive the process. Calls return when the change is durable. */
public interface RequestStore {

    /** Every revision whose window ends after {@code since}, or which is not over. */
    List<RequestRecord> endingAfter(Instant since);

    /** The highest revision under that key. */
    Optional<RequestRecord> newest(String key);

    /** Adds or replaces the revision; of its history, the last {@code added} transitions are appended, none is ever changed. */
    void save(RequestRecord request, int added);
}
