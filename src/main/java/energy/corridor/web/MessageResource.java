package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.settlement.message.Acknowledgement;
import energy.corridor.settlement.message.MessageExchange;
import energy.corridor.settlement.message.MessageStore;
import energy.corridor.web.MessageViews.AcknowledgementView;
import energy.corridor.web.MessageViews.MessageJson;
import energy.corridor.web.MessageViews.RefusedView;
import energy.corridor.web.MessageViews.SentView;
import energy.corridor.web.MessageViews.ToldView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Settlement messages: told by elements, made by settlement. The same by MQTT. */
@Path("/api/settlement/messages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public class MessageResource {

    private static final int MOST = 500;

    private final MessageExchange exchange;
    private final MessageStore store;
    private final Clock clock;

    MessageResource(MessageExchange exchange, MessageStore store, Clock clock) {
        this.exchange = exchange;
        this.store = store;
        this.clock = clock;
    }

    @Schema(name = "SettlementMessages")
    record SentJson(List<SentView> messages) {}

    @Schema(name = "ToldMessages")
    record ToldJson(List<ToldView> messages) {}

    @Schema(name = "RefusedMessages")
    record RefusedJson(List<RefusedView> messages) {}

    @Schema(name = "MessageAnswer")
    record AnswerJson(
            @JsonProperty(required = true) String element,
            @JsonProperty(required = true) long seq,
            @JsonProperty(required = true) boolean accepted,
            Optional<String> reason) {}

    @GET
    @Operation(
            summary = "What settlement told, newest first",
            description = "At most 500. A master's messages add its members up (members above 0).")
    public SentJson sent(@QueryParam("element") @Nullable String element) {
        return new SentJson(store.sent(Optional.ofNullable(element), MOST).stream()
                .map(SentView::of)
                .toList());
    }

    @GET
    @Path("/told")
    @Operation(summary = "What elements told, newest first", description = "At most 500.")
    public ToldJson told(@QueryParam("element") @Nullable String element) {
        return new ToldJson(store.received(Optional.ofNullable(element), MOST).stream()
                .map(ToldView::of)
                .toList());
    }

    @GET
    @Path("/refused")
    @Operation(
            summary = "Messages that were not taken, each with its reason, newest first",
            description = "At most 500.")
    public RefusedJson refused() {
        return new RefusedJson(store.refused(MOST).stream().map(RefusedView::of).toList());
    }

    @POST
    @Operation(
            summary = "An element tells its energy",
            description =
                    "The same message again has its first answer. What is late is kept, flagged and settled with the"
                            + " next run.")
    @APIResponse(responseCode = "200", description = "ACK or ACK_LATE")
    @APIResponse(responseCode = "409", description = "Another content under the same number, or of the same interval")
    @APIResponse(responseCode = "422", description = "Refused with a code and a reason; kept among the refused")
    public Response tell(@Nullable MessageJson body) {
        Acknowledgement answer = exchange.receive(Parameters.body(body).toMessage(), clock.instant());
        int status = answer.accepted()
                ? 200
                : answer.code() == Acknowledgement.Code.CONFLICT || answer.code() == Acknowledgement.Code.OVERLAP
                        ? 409
                        : 422;
        return Response.status(status).entity(AcknowledgementView.of(answer)).build();
    }

    @POST
    @Path("/answers")
    @Operation(summary = "Whoever got a message of settlement acknowledges it, or refuses it with a reason")
    public AnswerJson answer(@Nullable AnswerJson body) {
        AnswerJson answer = Parameters.body(body);
        String reason = answer.reason().orElse("");
        if (!store.answer(answer.element(), answer.seq(), answer.accepted(), reason)) {
            throw Refusal.unknown("message", answer.element() + " #" + answer.seq(), List.of());
        }
        return answer;
    }
}
