package energy.corridor.sim;

import energy.corridor.sim.physics.SiteMeter;
import energy.corridor.sim.station.StationState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A world at rest, as it is written to a file.
 *
 * @param format of this record
 * @param scenario fingerprint of the scenario's file
 */
public record WorldState(
        int format,
        String scenario,
        String gridConnector,
        boolean controlled,
        Instant from,
        Instant now,
        Map<String, Bus.State> vehicles,
        Map<String, Double> registersWh,
        Map<String, StationState> stations,
        SiteMeter.Reading meter,
        List<Departure> departures,
        double elsewhereKwh,
        int discarded) {

    static final int FORMAT = 1;
}
