package energy.corridor.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far the site's import could leave its plan. */
@Path("/api/flexibility")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Flexibility", description = "Changes of the site's import against its plan, kW at the grid connection.")
public class FlexibilityResource {

    private final Present present;

    FlexibilityResource(Present present) {
        this.present = present;
    }

    @GET
    @Operation(
            summary = "Verified flexibility of the plan, interval by interval",
            description =
                    "The largest change, more and less, that was carried through vehicle by vehicle to the end of the plan,"
                            + " for each of two durations; beside it what the sums would claim. Each figure stands for itself: taking"
                            + " one up changes the others. docs/flexibility.md")
    @APIResponse(responseCode = "404", description = "It has not been worked out yet")
    @APIResponse(responseCode = "503", description = "No control cycle has run yet")
    public FlexibilityView get() {
        return present.snapshot()
                .flexibility()
                .map(FlexibilityView::of)
                .orElseThrow(() -> new Refusal(404, ErrorJson.of("No flexibility has been worked out yet.")));
    }
}
