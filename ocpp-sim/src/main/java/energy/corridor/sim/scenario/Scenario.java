package energy.corridor.sim.scenario;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A scenario as played. Maps keep the order of the file.
 *
 * @param fingerprint of the file's bytes, so that a saved state finds its scenario
 * @param start when the file begins
 * @param end start + n_intervals · interval; visits may reach beyond
 * @param warnings what is not taken over, one sentence each
 */
public record Scenario(
        String name,
        String fingerprint,
        Instant start,
        Instant end,
        Map<String, GridConnector> gridConnectors,
        Map<String, ChargingStation> stations,
        Map<String, Vehicle> vehicles,
        List<String> warnings) {

    public static Scenario read(Path file) {
        return ScenarioReader.read(file);
    }

    public GridConnector gridConnector(String id) {
        GridConnector found = gridConnectors.get(id);
        if (found == null) {
            throw new ScenarioException("%s has no grid connector \"%s\"; it has %s."
                    .formatted(
                            name,
                            id,
                            gridConnectors.keySet().stream()
                                    .map("\"%s\""::formatted)
                                    .collect(Collectors.joining(", "))));
        }
        return found;
    }
}
