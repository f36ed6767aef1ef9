package energy.corridor.web;

import energy.corridor.fleet.Depot;
import energy.corridor.fleet.FleetBook;
import energy.corridor.grid.GridBook;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The register of EVSEs and vehicles. */
@Path("/api/depot")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Depot", description = "What the depot consists of. kW at the grid side, kWh in the battery.")
public class DepotResource {

    private final FleetBook fleet;
    private final GridBook grid;
    private final SpiceEvImport scenarios;

    DepotResource(FleetBook fleet, GridBook grid, SpiceEvImport scenarios) {
        this.fleet = fleet;
        this.grid = grid;
        this.scenarios = scenarios;
    }

    @GET
    @Operation(summary = "The registered EVSEs and vehicles")
    public DepotJson get() {
        return DepotJson.of(fleet.depot());
    }

    @PUT
    @Operation(
            summary = "Replaces the register",
            description =
                    "Sessions and energies of what stays are kept. Every EVSE names a limit of the site, or none.")
    @APIResponse(responseCode = "200", description = "The register as it is now")
    @APIResponse(
            responseCode = "400",
            description = "Refused; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public DepotJson put(@Nullable DepotJson body) {
        Depot depot = Parameters.body(body).toDepot();
        SiteFit.check(depot, grid.site());
        fleet.register(depot);
        return DepotJson.of(fleet.depot());
    }

    @POST
    @Path("/spiceev")
    @Operation(
            summary = "Makes one grid connector of a SpiceEV scenario the depot",
            description =
                    "Replaces register, site and coming duties. What the file says but Corridor cannot take over is named in"
                            + " warnings. Series in files beside the scenario are only found when it is read from disk at the start.")
    @APIResponse(responseCode = "200", description = "Taken over")
    @APIResponse(
            responseCode = "400",
            description = "Refused; an unknown connector is answered with the known ones",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public SpiceEvImport.Result spiceEv(
            @Nullable String body,
            @Parameter(description = "Name of the grid connector", example = "Betriebshof A")
                    @QueryParam("gridConnector")
                    @Nullable String gridConnector,
            @Parameter(description = "kW each station may draw without a setpoint", example = "5")
                    @QueryParam("failsafeKw")
                    @Nullable String failsafeKw) {
        SpiceEvScenario scenario = SpiceEvScenario.of(Parameters.body(body));
        if (gridConnector == null) {
            throw new InvalidInput(
                    "The parameter gridConnector is missing.",
                    "gridConnector",
                    String.join(", ", scenario.gridConnectors()));
        }
        return scenarios.take(
                scenario.at(gridConnector, Parameters.number("failsafeKw", failsafeKw, Double.NaN, 0, 1e5)));
    }
}
