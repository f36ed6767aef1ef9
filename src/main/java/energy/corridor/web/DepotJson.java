package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.fleet.Depot;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The register of EVSEs and vehicles as JSON. */
@Schema(name = "Depot")
record DepotJson(
        @JsonProperty(required = true) List<EvseJson> evses,
        @JsonProperty(required = true) List<VehicleJson> vehicles) {

    static DepotJson of(Depot depot) {
        return new DepotJson(
                depot.evses().stream().map(EvseJson::of).toList(),
                depot.vehicles().stream().map(VehicleJson::of).toList());
    }

    Depot toDepot() {
        return new Depot(
                evses.stream().map(EvseJson::toEvse).toList(),
                vehicles.stream().map(VehicleJson::toVehicle).toList());
    }
}
