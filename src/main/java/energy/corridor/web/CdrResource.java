package energy.corridor.web;

import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.SessionArchive;
import energy.corridor.settlement.Settlement;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Charge detail records of ended sessions, OCPI 2.2.1 section 10.2.2, and as a file. */
@Path("/api/ocpi/2.2.1/cdrs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "OCPI", description = "Charge detail records, OCPI 2.2.1 as sender. Energy in kWh, time in hours.")
public class CdrResource {

    private static final int MOST = 1_000;
    private static final int SUCCESS = 1_000;

    private final SessionArchive sessions;
    private final ElementRegister elements;
    private final Settlement settlement;
    private final Clock clock;
    private final String country;
    private final String party;
    private final String point;

    CdrResource(
            SessionArchive sessions,
            ElementRegister elements,
            Settlement settlement,
            Clock clock,
            @ConfigProperty(name = "corridor.settlement.ocpi-country", defaultValue = "NL") String country,
            @ConfigProperty(name = "corridor.settlement.ocpi-party", defaultValue = "COR") String party,
            @ConfigProperty(name = "corridor.settlement.point", defaultValue = "depot") String point) {
        this.sessions = sessions;
        this.elements = elements;
        this.settlement = settlement;
        this.clock = clock;
        this.country = country;
        this.party = party;
        this.point = point;
    }

    /** OCPI's frame around every answer (section 4.1.5). */
    record Answer(List<CdrJson> data, int status_code, Instant timestamp) {}

    @GET
    @Operation(
            summary = "Charge detail records, page by page",
            description =
                    "Of sessions that ended from date_from (included) to date_to (excluded); X-Total-Count, X-Limit and Link"
                            + " as in OCPI. A session that a valid signed record bills carries it.")
    public Response page(
            @QueryParam("date_from") @Nullable String from,
            @QueryParam("date_to") @Nullable String to,
            @QueryParam("offset") @DefaultValue("0") int offset,
            @QueryParam("limit") @DefaultValue("100") int limit,
            @Context UriInfo address) {
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw new InvalidInput(
                    "The offset (%d) or limit (%d) is not possible.".formatted(offset, limit),
                    "limit",
                    "1..%d, and an offset of 0 or more".formatted(MOST));
        }
        Instant start = Parameters.instant("date_from", from, Instant.EPOCH);
        Instant end = Parameters.instant("date_to", to, clock.instant());
        int total = sessions.count(start, end);
        Response.ResponseBuilder answer = Response.ok(
                        new Answer(records(start, end, offset, limit), SUCCESS, clock.instant()))
                .header("X-Total-Count", total)
                .header("X-Limit", MOST);
        if (offset + limit < total) {
            answer.header(
                    "Link",
                    "<%s>; rel=\"next\""
                            .formatted(address.getRequestUriBuilder()
                                    .replaceQueryParam("date_from", start)
                                    .replaceQueryParam("date_to", end)
                                    .replaceQueryParam("offset", offset + limit)
                                    .replaceQueryParam("limit", limit)
                                    .build()));
        }
        return answer.build();
    }

    @GET
    @Path("/file")
    @Operation(
            summary = "All records of a period as one file",
            description = "A JSON array; the last 24 hours when absent.")
    public Response file(@BeanParam Period period) {
        SettlementWindow window = period.at(clock.instant());
        List<CdrJson> all = records(window.from(), window.to(), 0, Integer.MAX_VALUE);
        return Response.ok(all)
                .header("Content-Disposition", "attachment; filename=\"cdrs.json\"")
                .build();
    }

    private List<CdrJson> records(Instant from, Instant to, int offset, int limit) {
        Map<String, String> place =
                elements.newest(point).map(GridElement::attributes).orElse(Map.of());
        CdrJson.Depot depot = new CdrJson.Depot(
                country,
                party,
                point,
                settlement.settings().currency(),
                "not told",
                "not told",
                new CdrJson.Coordinates(
                        place.getOrDefault("latitude", "0.00000"), place.getOrDefault("longitude", "0.00000")));
        return sessions.sessions(from, to, offset, limit).stream()
                .map(s -> CdrJson.of(s, depot))
                .toList();
    }
}
