package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.grid.GridBook;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The grid's frequency, and what the depot makes of it. */
@Path("/api/frequency")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Frequency", description = "Response to the grid's frequency by a droop; set up by corridor.frequency.*.")
public class FrequencyResource {

    private final GridBook grid;
    private final Present present;
    private final Clock clock;

    FrequencyResource(GridBook grid, Present present, Clock clock) {
        this.grid = grid;
        this.present = present;
        this.clock = clock;
    }

    @Schema(name = "FrequencyMeasurement")
    record MeasurementJson(
            @Schema(description = "Hz") @JsonProperty(required = true)
            Double hz,

            @Schema(description = "When it was measured, by the depot's clock; now when absent")
            Optional<Instant> at) {}

    @GET
    @Operation(
            summary = "The frequency response of the newest control cycle",
            description = "What the newest measurement asks for, how much could be given, and what the setpoints give."
                    + " docs/grid-operators.md")
    @APIResponse(responseCode = "503", description = "No control cycle has run yet")
    public FrequencyView get() {
        return FrequencyView.of(present.snapshot().frequency(), grid.frequency().settings());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Tells a measurement of the grid's frequency",
            description = "One that is older than the newest changes nothing. The answer is what the newest asks for.")
    @APIResponse(responseCode = "400", description = "It cannot be one, or no response is set up")
    public FrequencyView.Asked measured(@Nullable MeasurementJson body) {
        MeasurementJson measurement = Parameters.body(body);
        Instant now = clock.instant();
        grid.frequency().measured(measurement.hz(), measurement.at().orElse(now), now);
        return FrequencyView.Asked.of(grid.frequency().response(now));
    }
}
