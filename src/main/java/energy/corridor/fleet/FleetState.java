package energy.corridor.fleet;

import energy.corridor.telemetry.EvseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything the depot knows at one instant, immutable; EVSEs and vehicles in the order of the {@link Depot}. */
public record FleetState(Instant now, List<EvseState> evses, List<VehicleState> vehicles) {

    public FleetState {
        evses = List.copyOf(evses);
        vehicles = List.copyOf(vehicles);
    }

    public Optional<EvseState> evse(EvseId id) {
        return evses.stream().filter(e -> e.evse().id().equals(id)).findFirst();
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
