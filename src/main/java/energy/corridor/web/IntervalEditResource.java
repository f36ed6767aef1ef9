package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.settlement.Channel;
import energy.corridor.settlement.IntervalEdit;
import energy.corridor.settlement.Settlement;
import energy.corridor.web.SettlementViews.IntervalView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An operator's word on intervals that were not measured. */
@Path("/api/settlement/edits")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public class IntervalEditResource {

    private final Settlement settlement;
    private final Clock clock;

    IntervalEditResource(Settlement settlement, Clock clock) {
        this.settlement = settlement;
        this.clock = clock;
    }

    @Schema(name = "IntervalEdit")
    record EditJson(
            @JsonProperty(required = true) String element,

            @Schema(description = "IMPORT when absent") Optional<Channel> channel,

            @JsonProperty(required = true) @Schema(description = "Of the interval")
            Instant start,

            @JsonProperty(required = true) long wh,

            @JsonProperty(required = true) @Schema(description = "Stays with the interval")
            String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Edits an interval that is held or estimated (ESPI quality 7)",
            description =
                    "Another version with who and why; readings and versions before stay. The difference is posted at once. It stands"
                            + " until it is taken back.")
    public IntervalView edit(@Nullable EditJson body, @Context ContainerRequestContext request) {
        EditJson edit = Parameters.body(body);
        return IntervalView.of(settlement.edit(
                new IntervalEdit(
                        edit.element(),
                        edit.channel().orElse(Channel.IMPORT),
                        edit.start(),
                        OptionalLong.of(edit.wh()),
                        Gate.caller(request),
                        edit.reason()),
                clock.instant()));
    }

    @DELETE
    @Operation(
            summary = "Takes an edit back: the registers count again",
            description = "As another version, with the difference posted.")
    public IntervalView takeBack(
            @QueryParam("element") @Nullable String element,
            @QueryParam("channel") @Nullable Channel channel,
            @QueryParam("start") @Nullable Instant start,
            @QueryParam("reason") @Nullable String reason,
            @Context ContainerRequestContext request) {
        if (element == null || start == null) {
            throw new InvalidInput(
                    "A parameter is missing.", element == null ? "element" : "start", "element, start and reason");
        }
        return IntervalView.of(settlement.edit(
                new IntervalEdit(
                        element,
                        channel == null ? Channel.IMPORT : channel,
                        start,
                        OptionalLong.empty(),
                        Gate.caller(request),
                        reason == null ? "" : reason),
                clock.instant()));
    }
}
