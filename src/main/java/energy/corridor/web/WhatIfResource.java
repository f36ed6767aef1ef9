package energy.corridor.web;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.whatif.WhatIf;
import energy.corridor.quantity.Units;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Plans for a depot that is otherwise, beside the plan for the depot as it is. */
@Path("/api/what-if")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Plan")
public class WhatIfResource {

    private static final double USUAL_DEADLINE_SECONDS = 5;
    private static final double LONGEST_DEADLINE_SECONDS = 60;

    private final Present present;
    private final PlanningAside aside;

    WhatIfResource(Present present, PlanningAside aside) {
        this.present = present;
        this.aside = aside;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Plans the depot with changes that nobody has made, beside the depot as it is",
            description = "Both are solved now, for the same instant. Changes nothing in the depot.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = WhatIfJson.class),
                            examples = {
                                @ExampleObject(
                                        name = "a fifth less",
                                        value = "{\"changes\":[{\"kind\":\"CONNECTION_SCALED\",\"factor\":0.8}]}"),
                                @ExampleObject(
                                        name = "an hour earlier",
                                        value =
                                                "{\"changes\":[{\"kind\":\"EARLIER\",\"vehicle\":\"bus-17\",\"minutes\":60}]}")
                            }))
    @APIResponse(responseCode = "200", description = "Both plans in short, and what the changes cost")
    @APIResponse(
            responseCode = "400",
            description = "A change is not possible",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(responseCode = "503", description = "Another problem is being planned, or no cycle has run yet")
    public WhatIfView whatIf(@Nullable WhatIfJson body, @QueryParam("deadline") @Nullable String deadline) {
        double seconds = Parameters.number("deadline", deadline, USUAL_DEADLINE_SECONDS, 0.1, LONGEST_DEADLINE_SECONDS);
        DepotSnapshot snapshot = present.snapshot();
        WhatIf before = new WhatIf(snapshot.fleet(), snapshot.grid(), snapshot.conduct());
        WhatIf after = before.with(Parameters.body(body).changes().stream()
                .map(c -> c.change(snapshot.fleet()))
                .toList());
        return aside.plan(optimiser -> {
            ChargingPlan planBefore = optimiser.plan(before.problem(), Units.seconds(seconds));
            ChargingPlan planAfter = optimiser.plan(after.problem(), Units.seconds(seconds));
            return WhatIfView.of(before, planBefore, after, planAfter);
        });
    }
}
