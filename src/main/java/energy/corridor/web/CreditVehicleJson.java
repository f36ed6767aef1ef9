package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.credits.CreditVehicle;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A vehicle with a flat amount of energy a year, one version of it. */
@Schema(name = "CreditVehicle")
record CreditVehicleJson(
        @JsonProperty(required = true) String programme,

        @JsonProperty(required = true) @Schema(description = "Plate, or a hash of it; claims go by it")
        String registration,

        @Schema(description = "Given by Corridor") Optional<Integer> version,
        @JsonProperty(required = true) String vehicle,

        @JsonProperty(required = true) @Schema(examples = "M1")
        String vehicleClass,

        @Schema(description = "false: claimed no more; true when absent")
        Optional<Boolean> active,

        @JsonProperty(required = true) LocalDate validFrom) {

    static CreditVehicleJson of(CreditVehicle v) {
        return new CreditVehicleJson(
                v.programme(),
                v.registration(),
                Optional.of(v.version()),
                v.vehicle(),
                v.vehicleClass(),
                Optional.of(v.active()),
                v.validFrom());
    }

    CreditVehicle toVehicle() {
        return new CreditVehicle(programme, registration, 1, vehicle, vehicleClass, active.orElse(true), validFrom);
    }
}
