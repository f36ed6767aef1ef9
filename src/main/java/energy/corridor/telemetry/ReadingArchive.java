package energy.corridor.telemetry;

import java.time.Instant;
import java.util.List;

/** Where accepted readings can be read again. */
public interface ReadingArchive {

    /** Readings of one EVSE with {@code from ≤ at < to}, by the station's clock, oldest first. */
    List<MeterReading> between(EvseId evse, Instant from, Instant to);
}
