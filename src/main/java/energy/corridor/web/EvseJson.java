package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.fleet.Evse;
import energy.corridor.telemetry.EvseId;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An EVSE of the register as JSON. */
@Schema(name = "Evse")
record EvseJson(
        @Schema(description = "OCPP identity of its station, 1 to 48 characters, no colon", examples = "bay-07")
        @JsonProperty(required = true)
        String station,

        @Schema(description = "Number at its station, from 1; 1 when absent")
        Optional<Integer> evse,

        @Schema(description = "Node of the site's limit tree; absent: directly on the connection")
        Optional<String> limit,

        @Schema(description = "kW, most it gives, grid side", examples = "150") @JsonProperty(required = true)
        double maxKw,

        @Schema(description = "kW, least it gives while charging; 0 when absent")
        Optional<Double> minKw,

        @Schema(description = "kW, what it may draw without a setpoint", examples = "5") @JsonProperty(required = true)
        double failsafeKw,

        @Schema(description = "1 or 3 on AC (whole amperes, at least 6), 0 on DC; 0 when absent")
        Optional<Integer> phases) {

    static EvseJson of(Evse evse) {
        return new EvseJson(
                evse.id().station().value(),
                Optional.of(evse.id().number()),
                Optional.of(evse.limit()).filter(l -> !l.isEmpty()),
                evse.maxKw(),
                Optional.of(evse.minKw()),
                evse.failsafeKw(),
                Optional.of(evse.phases()));
    }

    Evse toEvse() {
        return new Evse(
                EvseId.of(station, evse.orElse(1)),
                limit.orElse(""),
                maxKw,
                minKw.orElse(0.0),
                failsafeKw,
                phases.orElse(0));
    }
}
