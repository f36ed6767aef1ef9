package energy.corridor.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What time it is in the depot. */
@Path("/api/clock")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clock")
public class ClockResource {

    private final Clock clock;
    private final DepotView view;
    private final DepotZone zone;

    ClockResource(Clock clock, DepotView view, DepotZone zone) {
        this.clock = clock;
        this.view = view;
        this.zone = zone;
    }

    @Schema(name = "Clock")
    record ClockJson(
            Instant now,

            @Schema(description = "Clock seconds per second; 1 in production")
            double speed,

            @Schema(description = "Time zone of the depot", examples = "Europe/Berlin")
            String zone) {}

    @GET
    @Operation(summary = "The depot's clock, which may run accelerated in a simulation")
    public ClockJson get() {
        return new ClockJson(
                clock.instant(),
                view.newest().map(DepotSnapshot::speed).orElse(1.0),
                zone.zone().getId());
    }
}
