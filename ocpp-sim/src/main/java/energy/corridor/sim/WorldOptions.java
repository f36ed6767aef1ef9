package energy.corridor.sim;

import energy.corridor.sim.station.StationSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * How a scenario is played.
 *
 * @param gridConnector the depot: only its stations speak OCPP
 * @param from where to begin; empty: at the scenario's start
 * @param to where to end; empty: at the scenario's end
 * @param controlled false: no OCPP anywhere, every vehicle charges at full power from arrival to its desired SoC
 * @param accountInMemory whether to keep what was acknowledged
 * @param acknowledged file to append what was acknowledged to
 * @param faults file of what goes wrong; empty: nothing does
 * @param toleranceKwh how much a vehicle may miss of what it was promised and still count as ready
 */
public record WorldOptions(
        String gridConnector,
        Optional<Instant> from,
        Optional<Instant> to,
        boolean controlled,
        StationSettings station,
        boolean accountInMemory,
        Optional<Path> acknowledged,
        Optional<Path> faults,
        double toleranceKwh) {

    public static final double DEFAULT_TOLERANCE_KWH = 0.5;

    /** The whole scenario, by OCPP, everything acknowledged kept in memory. */
    public static WorldOptions at(String gridConnector) {
        return new WorldOptions(
                gridConnector,
                Optional.empty(),
                Optional.empty(),
                true,
                StationSettings.DEFAULT,
                true,
                Optional.empty(),
                Optional.empty(),
                DEFAULT_TOLERANCE_KWH);
    }

    public WorldOptions between(Instant begin, Instant end) {
        return new WorldOptions(
                gridConnector,
                Optional.of(begin),
                Optional.of(end),
                controlled,
                station,
                accountInMemory,
                acknowledged,
                faults,
                toleranceKwh);
    }

    public WorldOptions uncontrolled() {
        return new WorldOptions(
                gridConnector, from, to, false, station, accountInMemory, acknowledged, faults, toleranceKwh);
    }

    public WorldOptions with(StationSettings settings) {
        return new WorldOptions(
                gridConnector, from, to, controlled, settings, accountInMemory, acknowledged, faults, toleranceKwh);
    }

    public WorldOptions withFaults(Path file) {
        return new WorldOptions(
                gridConnector,
                from,
                to,
                controlled,
                station,
                accountInMemory,
                acknowledged,
                Optional.of(file),
                toleranceKwh);
    }
}
