package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import energy.corridor.dispatch.OperatorCalls;
import energy.corridor.dispatch.OperatorCalls.Answered;
import energy.corridor.dispatch.OperatorCalls.Failed;
import energy.corridor.dispatch.OperatorCalls.Invalid;
import energy.corridor.dispatch.OperatorCalls.NoSuchAction;
import energy.corridor.dispatch.OperatorCalls.NotSent;
import energy.corridor.dispatch.OperatorCalls.Reply;
import energy.corridor.dispatch.OperatorCalls.Silent;
import energy.corridor.dispatch.OperatorCalls.Speech;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.StationIntake;
import energy.corridor.telemetry.StationId;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What people who look after stations ask of them, and what stations told them. */
@Path("/api/stations/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Station support",
        description = "Any message that a central system may send, to one station, in its OCPP version.")
public class StationCommandResource {

    private static final int MOST_NOTICES = 200;

    private final OperatorCalls calls;
    private final StationIntake intake;
    private final FleetBook fleet;

    StationCommandResource(OperatorCalls calls, StationIntake intake, FleetBook fleet) {
        this.calls = calls;
        this.intake = intake;
        this.fleet = fleet;
    }

    @Schema(name = "StationCommands")
    record CommandsJson(
            String station,
            boolean connected,

            @Schema(description = "OCPP version of its connection", examples = "OCPP 2.0.1")
            Optional<String> version,

            @Schema(description = "What it may be asked; empty while it is not connected")
            List<String> actions,

            @Schema(
                    description =
                            "What it said that it can do, by the names of its version; empty before its next boot")
            Map<String, String> capabilities) {}

    @Schema(name = "StationAnswer")
    record AnswerJson(
            String station,
            String action,

            @Schema(
                    description = "The payload of the station's answer, as it came",
                    type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.OBJECT)
            @JsonRawValue
            String answer) {}

    @Schema(name = "StationNotice")
    record NoticeJson(
            @Schema(description = "The station's clock where it told a time, else ours")
            Instant at,

            Instant receivedAt,

            @Schema(description = "OCPP action", examples = "SecurityEventNotification")
            String kind,

            @Schema(description = "Its payload as text") String detail) {}

    @GET
    @Path("/commands")
    @Operation(summary = "What the station may be asked in the OCPP version of its connection")
    @APIResponse(
            responseCode = "404",
            description = "The station is not registered; the known ones are named",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public CommandsJson commands(@Parameter(example = "bay-07") String id) {
        Optional<Speech> speech = calls.speech(station(id));
        return new CommandsJson(
                id,
                speech.isPresent(),
                speech.map(Speech::version),
                speech.map(Speech::actions).map(List::copyOf).orElse(List.of()),
                speech.map(Speech::capabilities).orElse(Map.of()));
    }

    @POST
    @Path("/commands/{action}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sends a message to the station and waits for its answer",
            description =
                    "The body is the payload of the OCPP message in the version of the station's connection; an empty body is"
                            + " {}. It is checked field by field, and takes its turn among the commands of the control loop.")
    @RequestBody(
            content =
                    @Content(
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .OBJECT),
                            examples = {
                                @ExampleObject(name = "Reset, OCPP 1.6", value = "{\"type\":\"Soft\"}"),
                                @ExampleObject(name = "Reset, OCPP 2.0.1", value = "{\"type\":\"OnIdle\"}"),
                                @ExampleObject(
                                        name = "GetConfiguration, OCPP 1.6",
                                        value = "{\"key\":[\"ChargingScheduleAllowedChargingRateUnit\"]}"),
                                @ExampleObject(
                                        name = "GetVariables, OCPP 2.0.1",
                                        value =
                                                "{\"getVariableData\":[{\"component\":{\"name\":\"SmartChargingCtrlr\"},\"variable\":{\"name\":\"RateUnit\"}}]}"),
                                @ExampleObject(
                                        name = "TriggerMessage",
                                        value = "{\"requestedMessage\":\"StatusNotification\"}")
                            }))
    @APIResponse(responseCode = "200", description = "The station answered; its status says what it will do")
    @APIResponse(
            responseCode = "400",
            description = "The payload is not right; nothing was sent",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "404",
            description = "The station is not registered, or its version has no such message for us to send",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "409",
            description = "Nothing was sent: not connected, not booted, or too many calls wait",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "502",
            description = "The station answered with a CALLERROR; field holds its code",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "504",
            description = "The station did not answer in time; whether it acted is unknown",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @Blocking // so that the audit log can be written before the answer is told
    public CompletionStage<AnswerJson> command(
            @Parameter(example = "bay-07") String id,
            @Parameter(example = "Reset") String action,
            @Nullable String body) {
        StationId station = station(id);
        return calls.ask(station, action, body == null ? "" : body)
                .thenApply(reply -> new AnswerJson(id, action, payload(station, reply)));
    }

    @GET
    @Path("/notices")
    @Operation(
            summary =
                    "What the station told people: security events, firmware, logs, reservations, limits of others; newest first",
            description = "At most 200.")
    @APIResponse(
            responseCode = "404",
            description = "The station is not registered; the known ones are named",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public List<NoticeJson> notices(@Parameter(example = "bay-07") String id) {
        return intake.notices(station(id), MOST_NOTICES).stream()
                .map(n -> new NoticeJson(n.at(), n.receivedAt(), n.kind(), n.detail()))
                .toList();
    }

    private String payload(StationId station, Reply reply) {
        if (reply instanceof Answered answered) {
            return answered.payload();
        }
        if (reply instanceof Failed failed) {
            throw new Refusal(
                    502,
                    ErrorJson.of(
                            "The station answered %s: %s".formatted(failed.code(), failed.description()),
                            failed.code(),
                            ""));
        }
        if (reply instanceof NoSuchAction none) {
            throw new Refusal(
                    404,
                    ErrorJson.of(
                            none.reason(),
                            "action",
                            calls.speech(station)
                                    .map(s -> String.join(", ", s.actions()))
                                    .orElse("")));
        }
        if (reply instanceof Invalid invalid) {
            throw new Refusal(400, ErrorJson.of(invalid.reason()));
        }
        throw reply instanceof NotSent notSent
                ? new Refusal(409, ErrorJson.of(notSent.reason()))
                : new Refusal(504, ErrorJson.of(((Silent) reply).reason()));
    }

    private StationId station(String id) {
        SortedSet<String> known = new TreeSet<>();
        fleet.depot().evses().forEach(evse -> known.add(evse.id().station().value()));
        if (!known.contains(id)) {
            throw Refusal.unknown("station", id, known);
        }
        return new StationId(id);
    }
}
