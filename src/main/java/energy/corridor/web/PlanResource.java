package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.quantity.Units;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The plan in force, and plans for problems of the caller's own. */
@Path("/api/plan")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Plan",
        description = "Powers in kW at the grid side per interval, energies in kWh in the battery per boundary.")
public class PlanResource {

    private static final double USUAL_DEADLINE_SECONDS = 30;
    private static final double LONGEST_DEADLINE_SECONDS = 600;

    private final Present present;
    private final PlanningAside aside;

    PlanResource(Present present, PlanningAside aside) {
        this.present = present;
        this.aside = aside;
    }

    @Schema(name = "PlanInForce")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record PlanInForce(
            Optional<Instant> plannedAt,
            @Schema(type = SchemaType.OBJECT) JsonNode plan) {}

    @GET
    @Operation(
            summary = "The plan in force",
            description =
                    "The JSON of docs/charging-lp.md: status, site, vehicles, corridor, shortfalls with their cause.")
    @APIResponse(responseCode = "404", description = "There is no plan yet")
    @APIResponse(responseCode = "503", description = "No control cycle has run yet")
    public PlanInForce get() {
        DepotSnapshot snapshot = present.snapshot();
        ChargingPlan plan =
                snapshot.plan().orElseThrow(() -> new Refusal(404, ErrorJson.of("There is no plan in force yet.")));
        return new PlanInForce(snapshot.plannedAt(), ChargingPlanJson.tree(plan));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Plans a charging problem",
            description =
                    "Changes nothing in the depot. Always a plan: what cannot be kept is softened in a fixed order and named.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT),
                            examples = @ExampleObject(name = "one bus, two hours", value = """
                                            {"start":"2026-03-02T16:00:00Z","stepMinutes":30,"steps":4,
                                             "site":{"importLimitKw":100},"prices":{"importEurPerKwh":[0.4,0.4,0.2,0.2]},
                                             "vehicles":[{"id":"bus-17","capacityKwh":350,"socKwh":90,"maxChargeKw":100,"chargeEfficiency":0.95,
                                              "stays":[{"from":"2026-03-02T16:00:00Z","to":"2026-03-02T18:00:00Z","requiredKwh":160}]}]}
                                            """)))
    @APIResponse(responseCode = "200", description = "The plan")
    @APIResponse(
            responseCode = "400",
            description = "The problem names an unknown field or breaks a rule",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(responseCode = "503", description = "Another problem is being planned")
    public String plan(
            @Nullable String body,
            @Parameter(
                            description = "Seconds after which the best plan so far is returned; 30 when absent",
                            example = "30")
                    @QueryParam("deadline")
                    @Nullable String deadline) {
        double seconds = Parameters.number("deadline", deadline, USUAL_DEADLINE_SECONDS, 0.1, LONGEST_DEADLINE_SECONDS);
        ChargingProblem problem = ChargingProblemJson.read(Parameters.body(body));
        return aside.plan(optimiser -> ChargingPlanJson.write(optimiser.plan(problem, Units.seconds(seconds))));
    }
}
