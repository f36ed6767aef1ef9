package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.duty.Duty;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One stay of a vehicle in the depot, as JSON and as a line of a table. */
@Schema(name = "Duty", description = "Either requiredKwh or requiredPercent.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record DutyJson(
        @Schema(examples = "bus-17") @JsonProperty(required = true)
        String vehicle,

        @Schema(description = "Expected arrival") @JsonProperty(required = true)
        Instant arrival,

        @Schema(description = "Promised departure") @JsonProperty(required = true)
        Instant departure,

        @Schema(description = "kWh in the battery at departure", examples = "300")
        Optional<Double> requiredKwh,

        @Schema(description = "The same in percent of the capacity", examples = "85")
        Optional<Double> requiredPercent,

        @Schema(description = "kWh used since the stay before; 0 when absent")
        Optional<Double> tripKwh,

        @Schema(description = "When the required energy shall be there, if before the departure: a boost")
        Optional<Instant> readyBy) {

    static DutyJson of(Duty duty) {
        return new DutyJson(
                duty.vehicle().value(),
                duty.arrival(),
                duty.departure(),
                Optional.of(duty.requiredKwh()),
                Optional.empty(),
                Optional.of(duty.tripKwh()),
                duty.readyBy());
    }
}
