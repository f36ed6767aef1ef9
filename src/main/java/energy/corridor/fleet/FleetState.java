package energy.corridor.fleet;

import energy.corridor.telemetry.EvseId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything the depot knows at one instant, immutable; EVSEs and vehicles in the order of the {@link Depot}. */
public final class FleetState {

    private final Instant now;
    private final List<EvseState> evses;
    private final List<VehicleState> vehicles;

    /** Asked for several times per vehicle and cycle. */
    private final Map<EvseId, EvseState> byId;

    public FleetState(Instant now, List<EvseState> evses, List<VehicleState> vehicles) {
        this.now = now;
        this.evses = List.copyOf(evses);
        this.vehicles = List.copyOf(vehicles);
        this.byId = this.evses.stream()
                .collect(Collectors.toMap(e -> e.evse().id(), Function.identity(), (first, second) -> first));
    }

    public Instant now() {
        return now;
    }

    public List<EvseState> evses() {
        return evses;
    }

    public List<VehicleState> vehicles() {
        return vehicles;
    }

    public Optional<EvseState> evse(EvseId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Energy in the batteries of the plugged-in vehicles, kWh. */
    public double pluggedInKwh() {
        return vehicles.stream()
                .filter(v -> v.plugIn().isPresent())
                .mapToDouble(v -> v.soc().socKwh())
                .sum();
    }

    /** Metered power of all EVSEs, kW, positive from the grid; EVSEs without a measurement count 0. */
    public double meteredKw() {
        return evses.stream().mapToDouble(e -> e.powerKw().orElse(0.0)).sum();
    }
}
