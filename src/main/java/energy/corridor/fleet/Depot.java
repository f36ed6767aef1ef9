package energy.corridor.fleet;

import energy.corridor.duty.VehicleId;
import energy.corridor.telemetry.EvseId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The depot's registered EVSEs and vehicles, each once and in a fixed order. */
public record Depot(List<Evse> evses, List<Vehicle> vehicles) {

    public static final Depot EMPTY = new Depot(List.of(), List.of());

    public Depot {
        evses = List.copyOf(evses);
        vehicles = List.copyOf(vehicles);
        Set<EvseId> evseIds = new HashSet<>();
        for (Evse evse : evses) {
            if (!evseIds.add(evse.id())) {
                throw new IllegalArgumentException("EVSE %s is listed twice.".formatted(evse.id()));
            }
        }
        Set<VehicleId> vehicleIds = new HashSet<>();
        Set<String> tags = new HashSet<>();
        for (Vehicle vehicle : vehicles) {
            if (!vehicleIds.add(vehicle.id())) {
                throw new IllegalArgumentException("Vehicle %s is listed twice.".formatted(vehicle.id()));
            }
            for (String tag : vehicle.idTags()) {
                if (!tags.add(tag)) {
                    throw new IllegalArgumentException(
                            "Id tag \"%s\" of %s belongs to another vehicle too.".formatted(tag, vehicle.id()));
                }
            }
        }
    }
}
