package energy.corridor.web;

import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What grid operators, or the depot itself, ask for a window of time. */
@Path("/api/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Grid requests",
        description = "Import limits, sum-SoC bands, dispatches and reserves. kW, kWh, EUR; windows are [from, to).")
public class RequestResource {

    private final GridBook grid;
    private final Clock clock;

    RequestResource(GridBook grid, Clock clock) {
        this.grid = grid;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Requests whose window has not ended, by id")
    public List<RequestJson> list() {
        return grid.requests(clock.instant()).stream().map(RequestJson::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Adds a request, or replaces the one with its id",
            description =
                    "It binds from the next control cycle on. IMPORT_LIMIT is as hard as the connection; SUM_SOC_BAND tightens"
                            + " the corridor; DISPATCH asks for a net import; RESERVE_UP and RESERVE_DOWN keep room to import less or more.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RequestJson.class),
                            examples = {
                                @ExampleObject(
                                        name = "import limit",
                                        value =
                                                "{\"id\":\"cap-1\",\"kind\":\"IMPORT_LIMIT\",\"from\":\"2026-03-02T18:00:00Z\",\"to\":\"2026-03-02T20:00:00Z\",\"kw\":200}"),
                                @ExampleObject(
                                        name = "sum-SoC band",
                                        value =
                                                "{\"id\":\"band-1\",\"kind\":\"SUM_SOC_BAND\",\"from\":\"2026-03-02T22:00:00Z\",\"to\":\"2026-03-03T02:00:00Z\",\"lowerKwh\":1500,\"upperKwh\":2600}")
                            }))
    @APIResponse(responseCode = "201", description = "Added")
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(
            responseCode = "400",
            description = "Refused; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public RestResponse<RequestJson> add(@Nullable RequestJson body) {
        GridRequest request = Parameters.body(body).toRequest();
        Instant now = clock.instant();
        if (!request.to().isAfter(now)) {
            throw new InvalidInput(
                    "Request \"%s\" ended at %s; now it is %s.".formatted(request.id(), request.to(), now),
                    "to",
                    "a time after now");
        }
        boolean known = grid.requests(now).stream().anyMatch(r -> r.id().equals(request.id()));
        grid.put(request);
        RequestJson stored = RequestJson.of(request);
        return known
                ? RestResponse.ok(stored)
                : RestResponse.ResponseBuilder.<RequestJson>created(URI.create("/api/requests"))
                        .entity(stored)
                        .build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Withdraws a request")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    @APIResponse(
            responseCode = "404",
            description = "There is no such request; the known ids are named",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public void withdraw(@Parameter(description = "The request's id", example = "cap-1") String id) {
        if (!grid.remove(id)) {
            throw Refusal.unknown(
                    "request",
                    id,
                    grid.requests(clock.instant()).stream().map(GridRequest::id).toList());
        }
    }
}
