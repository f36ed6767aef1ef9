package energy.corridor.web;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.web.CorridorView.PointView;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The range in which the fleet's summed state of charge may move. */
@Path("/api/corridor")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Corridor",
        description = "Bounds and course of the plugged-in vehicles' summed energy, kWh in the batteries.")
public class CorridorResource {

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_POINTS = 2_000;

    private final Present present;
    private final CorridorHistory history;
    private final Clock clock;

    CorridorResource(Present present, CorridorHistory history, Clock clock) {
        this.present = present;
        this.history = history;
        this.clock = clock;
    }

    @Schema(name = "CorridorHistory")
    record HistoryJson(
            Instant from,
            Instant to,

            @Schema(description = "Cycles in the window; when there are too many to send, some are left out")
            int cycles,

            List<PointView> points) {}

    @GET
    @Operation(summary = "Bounds from now on, and the present")
    @APIResponse(responseCode = "503", description = "No control cycle has run yet")
    public CorridorView get() {
        return CorridorView.of(present.snapshot());
    }

    @Schema(name = "CorridorParts", description = "What the bounds of one instant are the sums of.")
    record Parts(Instant at, double upperKwh, double lowerKwh, List<PartView> vehicles) {}

    @Schema(name = "CorridorPart")
    record PartView(
            String vehicle,

            @Schema(description = "kWh, as early as possible")
            double upperKwh,

            @Schema(description = "kWh, as late as its promises allow")
            double lowerKwh,

            double capacityKwh) {}

    @GET
    @Path("/vehicles")
    @Operation(
            summary = "Which vehicles make the bounds at an instant to come",
            description = "At the boundary nearest to it, those that are plugged in then, the widest apart first.")
    @APIResponse(responseCode = "200", description = "Each vehicle's own bounds")
    @APIResponse(
            responseCode = "400",
            description = "The instant lies outside the corridor",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public Parts vehicles(
            @Parameter(description = "Now when absent", example = "2026-03-03T02:00:00Z") @QueryParam("at") @Nullable String at) {
        DepotSnapshot snapshot = present.snapshot();
        TimeGrid grid = snapshot.corridor().grid();
        Instant asked = Parameters.instant("at", at, snapshot.now());
        int k = grid.lastBoundaryUntil(asked.plus(grid.step().dividedBy(2)));
        if (asked.isBefore(grid.start()) || asked.isAfter(grid.end())) {
            throw new InvalidInput(
                    "The corridor says nothing about %s.".formatted(asked),
                    "at",
                    "%s..%s; of the past only the sums are kept".formatted(grid.start(), grid.end()));
        }
        List<PartView> parts = SumSocCorridor.envelopes(snapshot.fleet(), grid).entrySet().stream()
                .filter(part -> part.getValue().counts(k))
                .map(part -> new PartView(
                        part.getKey().vehicle().id().value(),
                        Rounded.of(part.getValue().upperKwh(k)),
                        Rounded.of(part.getValue().lowerKwh(k)),
                        part.getKey().vehicle().capacityKwh()))
                .sorted(Comparator.comparingDouble((PartView p) -> p.lowerKwh() - p.upperKwh())
                        .thenComparing(PartView::vehicle))
                .toList();
        return new Parts(
                grid.boundary(k),
                Rounded.of(snapshot.corridor().upperKwh().get(k)),
                Rounded.of(snapshot.corridor().lowerKwh().get(k)),
                parts);
    }

    @GET
    @Path("/history")
    @Operation(
            summary = "What the corridor was, cycle by cycle",
            description =
                    "At most 7 days and about 2000 points, evenly left out; a cycle outside its corridor is always kept.")
    @APIResponse(
            responseCode = "400",
            description = "The window is not possible",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public HistoryJson history(
            @Parameter(description = "First instant; 24 h before to when absent", example = "2026-03-02T12:00:00Z")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "End, exclusive; now when absent", example = "2026-03-03T12:00:00Z")
                    @QueryParam("to")
                    @Nullable String to) {
        Instant end = Parameters.instant("to", to, clock.instant());
        Instant start = Parameters.instant("from", from, end.minus(Duration.ofDays(1)));
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new InvalidInput(
                    "The window from %s to %s is not possible.".formatted(start, end),
                    "from",
                    "a time before to, by at most 7 days");
        }
        List<CorridorHistory.Point> cycles = history.between(start, end);
        return new HistoryJson(
                start,
                end,
                cycles.size(),
                thinned(cycles).stream().map(PointView::of).toList());
    }

    static List<CorridorHistory.Point> thinned(List<CorridorHistory.Point> cycles) {
        int stride = (cycles.size() - 1) / MOST_POINTS + 1;
        List<CorridorHistory.Point> kept = new ArrayList<>();
        for (int i = 0; i < cycles.size(); i++) {
            CorridorHistory.Point point = cycles.get(i);
            boolean outside = point.sumKwh() > point.upperKwh() || point.sumKwh() < point.lowerKwh();
            if (i % stride == 0 || i == cycles.size() - 1 || outside) {
                kept.add(point);
            }
        }
        return kept;
    }
}
