package energy.corridor.web;

import energy.corridor.grid.GridBook;
import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.ReasonCode;
import energy.corridor.grid.request.Receipt;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.RequestState;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** What grid operators, or the depot itself, ask for, and what becomes of it. */
@Path("/api/requests")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Grid requests",
        description =
                "Limits, sum-SoC bands, dispatches and reserves from receipt to report. kW, kWh, EUR; windows are [from, to).")
public class RequestResource {

    private static final Pattern WAIT = Pattern.compile("(?:^|.*[,;\\s])wait=(?<seconds>[0-9]{1,2})(?:[,;\\s].*|$)");

    private final GridBook grid;
    private final Clock clock;

    RequestResource(GridBook grid, Clock clock) {
        this.grid = grid;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "All requests that are not over, and those of the last three days, by key")
    public List<RequestStatusJson> list(
            @Parameter(description = "Only those in this state", example = "ACTIVE") @QueryParam("state") @Nullable String state,
            @Parameter(description = "Only those of this operator", example = "north") @QueryParam("operator") @Nullable String operator) {
        Optional<RequestState> wanted = Optional.ofNullable(state).map(RequestResource::state);
        return grid.requests().all().stream()
                .filter(r -> wanted.isEmpty() || wanted.get() == r.state())
                .filter(r -> operator == null || r.asked().id().operator().equals(operator))
                .map(RequestStatusJson::of)
                .toList();
    }

    private static RequestState state(String name) {
        return Arrays.stream(RequestState.values())
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidInput(
                        "There is no state \"%s\".".formatted(name), "state", Arrays.toString(RequestState.values())));
    }

    @GET
    @Path("/{key}")
    @Operation(summary = "One request")
    @APIResponse(
            responseCode = "404",
            description = "There is no such request; the known ones are named",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public RequestStatusJson get(@Parameter(description = "The request's key", example = "cap-1") String key) {
        return RequestStatusJson.of(known(key));
    }

    RequestRecord known(String key) {
        return grid.requests()
                .find(key)
                .orElseThrow(() -> Refusal.unknown(
                        "request",
                        key,
                        grid.requests().all().stream().map(RequestRecord::key).toList()));
    }

    @POST
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Asks for something",
            description =
                    "Answered when it is stored; decided within corridor.requests.deadline (4 s) by planning the depot with it: what"
                            + " is not worked out by then is rejected, never promised. With the header"
                            + " \"Prefer: wait=5\" the answer comes with the decision. An import limit binds at once and is never"
                            + " rejected: its decision says what it costs. The same id and revision said again changes nothing.")
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
                                        name = "50 kW less than planned",
                                        value =
                                                "{\"id\":\"flex-1\",\"operator\":\"north\",\"kind\":\"DISPATCH\",\"relative\":true,\"from\":\"2026-03-02T18:00:00Z\",\"to\":\"2026-03-02T19:00:00Z\",\"kw\":-50}"),
                                @ExampleObject(
                                        name = "sum-SoC band",
                                        value =
                                                "{\"id\":\"band-1\",\"kind\":\"SUM_SOC_BAND\",\"from\":\"2026-03-02T22:00:00Z\",\"to\":\"2026-03-03T02:00:00Z\",\"lowerKwh\":1500,\"upperKwh\":2600}")
                            }))
    @APIResponse(responseCode = "201", description = "Taken")
    @APIResponse(responseCode = "200", description = "Known already; as it stands")
    @APIResponse(
            responseCode = "400",
            description = "Refused; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "409",
            description = "Known in a higher revision, or in the same with other content; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "410",
            description = "Its window has ended or it has expired; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public RestResponse<RequestStatusJson> add(
            @Nullable RequestJson body, @HeaderParam("Prefer") @Nullable String prefer) throws InterruptedException {
        RequestJson json = Parameters.body(body);
        GridSignal signal = json.signal();
        Instant now = clock.instant();
        Receipt receipt = grid.requests().receive(signal, json.expires(), Optional.empty(), now);
        if (receipt instanceof Receipt.Refused refused) {
            boolean late = refused.code() == ReasonCode.EXPIRED;
            throw new Refusal(
                    late ? 410 : 409,
                    late
                            ? ErrorJson.of(
                                    refused.reason(), signal.to().isAfter(now) ? "expires" : "to", "a time after now")
                            : ErrorJson.of(refused.reason(), "revision", "a higher one"));
        }
        if (receipt instanceof Receipt.Repeated repeated) {
            return RestResponse.ok(RequestStatusJson.of(repeated.request()));
        }
        RequestRecord taken = ((Receipt.Taken) receipt).request();
        RequestRecord answer = decided(taken, prefer);
        return RestResponse.ResponseBuilder.<RequestStatusJson>created(URI.create("/api/requests/" + taken.key()))
                .entity(RequestStatusJson.of(answer))
                .build();
    }

    /** As it stands when it is decided, or when the time asked for is over. */
    private RequestRecord decided(RequestRecord taken, @Nullable String prefer) throws InterruptedException {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        if (!wait.matches()) {
            return taken;
        }
        try {
            return grid.requests()
                    .decided(taken.asked().id())
                    .get(Long.parseLong(wait.group("seconds")), TimeUnit.SECONDS);
        } catch (TimeoutException notYet) {
            return grid.requests().find(taken.key()).orElse(taken);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @GET
    @Path("/{key}/delivery")
    @Operation(summary = "What was delivered against what was ordered, per quarter of an hour")
    @APIResponse(responseCode = "404", description = "There is no such request, or no meter values tell of it yet")
    public DeliveryReport delivery(String key) {
        return known(key)
                .delivery()
                .orElseThrow(() -> new Refusal(
                        404, ErrorJson.of("There is no account of request \"%s\" yet.".formatted(key), "key", "")));
    }

    @GET
    @Path("/{key}/delivery.csv")
    @Produces("text/csv")
    @Operation(summary = "The same as a table")
    public String table(String key) {
        return DeliveryCsv.of(delivery(key));
    }

    @DELETE
    @Path("/{key}")
    @Operation(summary = "Cancels a request")
    @APIResponse(responseCode = "204", description = "Cancelled")
    @APIResponse(
            responseCode = "404",
            description = "There is no such request that is not over; those are named",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public void cancel(@Parameter(description = "The request's key", example = "cap-1") String key) {
        if (grid.requests()
                .cancel(key, "It was cancelled by REST.", clock.instant())
                .isEmpty()) {
            throw Refusal.unknown(
                    "open request",
                    key,
                    grid.requests().open().stream()
                            .map(RequestRecord::key)
                            .distinct()
                            .toList());
        }
    }
}
