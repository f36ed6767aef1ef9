package energy.corridor.sim.station;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * A transaction as the station counts it.
 *
 * @param number 1, 2, 3… over the life of the station
 */
public record Session(long number, String idTag, Instant startedAt, long meterStartWh) {

    /** As OCPP 2.0.1 has it: the station names its transactions, each once. */
    String name(String station) {
        String facts = station + "/" + number + "/" + startedAt;
        return UUID.nameUUIDFromBytes(facts.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
