package energy.corridor.web;

import energy.corridor.fleet.FleetBook;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.Site;
import energy.corridor.quantity.TimeGrid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The site: connection, limit tree, prices, other loads. */
@Path("/api/site")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Site", description = "Connection and limit tree in kW, prices in EUR/kWh, other loads and PV in kW.")
public class SiteResource {

    private static final int MOST_INTERVALS = 5_000;

    private final GridBook grid;
    private final FleetBook fleet;
    private final Clock clock;
    private final Manual manual;

    SiteResource(GridBook grid, FleetBook fleet, Clock clock, Manual manual) {
        this.grid = grid;
        this.fleet = fleet;
        this.clock = clock;
        this.manual = manual;
    }

    @GET
    @Operation(summary = "The site as contracted and built")
    public SiteJson get() {
        return SiteJson.of(grid.site());
    }

    @PUT
    @Operation(
            summary = "Replaces limits, prices and loads",
            description = "Binds from the next control cycle on. Limits on which EVSEs hang cannot be removed.")
    @APIResponse(responseCode = "200", description = "The site as it is now")
    @APIResponse(
            responseCode = "400",
            description = "Refused; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public SiteJson put(@Nullable SiteJson body) {
        Site site = Parameters.body(body).toSite();
        SiteFit.check(fleet.depot(), site);
        manual.replaces(SiteJson.of(grid.site()));
        grid.site(site);
        return SiteJson.of(grid.site());
    }

    /** What a file of prices changed. @param warnings gaps and overlaps, one sentence each */
    @Schema(name = "PricesTaken")
    record PricesTaken(int prices, Instant from, Optional<Instant> knownUntil, List<String> warnings) {}

    @POST
    @Path("/prices")
    @Consumes({"application/xml", "text/xml"})
    @Operation(
            summary = "Takes day-ahead prices from an ENTSO-E publication document (A44)",
            description = "They take the place of the prices known for their time; all or nothing.")
    public PricesTaken entsoe(
            @Nullable String document,
            @Parameter(description = "Which auction counts where there are several; 1 when absent", example = "1")
                    @QueryParam("sequence")
                    @Nullable String sequence) {
        int which = (int) Parameters.number("sequence", sequence, 1, 1, 9);
        return take(EntsoePrices.read(Parameters.body(document), which));
    }

    @POST
    @Path("/prices")
    @Consumes("text/csv")
    @Operation(
            summary = "Takes prices from a table",
            description =
                    "Columns start, price, optionally end, export_price, currency (EUR), unit (kWh or MWh); all or nothing.")
    public PricesTaken table(@Nullable String table) {
        return take(PriceCsv.read(Parameters.body(table)));
    }

    private PricesTaken take(PriceFile file) {
        synchronized (grid) {
            grid.site(grid.site().withPrices(file.points()));
        }
        return new PricesTaken(
                file.points().size(), file.points().get(0).from(), grid.site().pricesKnownUntil(), file.warnings());
    }

    @GET
    @Path("/conditions")
    @Operation(
            summary = "Limits, loads and prices on the intervals of a window",
            description =
                    "Limits of requests count as long as their window has not ended, or the service has run since.")
    @APIResponse(responseCode = "200", description = "One value per interval")
    @APIResponse(
            responseCode = "400",
            description = "The window is not possible",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public ConditionsView conditions(
            @Parameter(description = "First instant; now when absent", example = "2026-03-02T12:00:00Z")
                    @QueryParam("from")
                    @Nullable String from,
            @Parameter(description = "End; 24 h after from when absent", example = "2026-03-03T12:00:00Z")
                    @QueryParam("to")
                    @Nullable String to,
            @Parameter(description = "Length of an interval; 900 when absent", example = "900")
                    @QueryParam("stepSeconds")
                    @Nullable String stepSeconds) {
        Instant start = Parameters.instant("from", from, clock.instant());
        Instant end = Parameters.instant("to", to, start.plus(Duration.ofDays(1)));
        Duration step = Duration.ofSeconds((long) Parameters.number("stepSeconds", stepSeconds, 900, 60, 86_400));
        Duration length = Duration.between(start, end);
        if (length.isNegative() || length.isZero() || length.compareTo(step.multipliedBy(MOST_INTERVALS)) > 0) {
            throw new InvalidInput(
                    "The window from %s to %s is not possible.".formatted(start, end),
                    "to",
                    "a time after from, by at most %d intervals".formatted(MOST_INTERVALS));
        }
        return ConditionsView.of(grid.conditions(TimeGrid.covering(start, step, length)));
    }
}
