package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyBook;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetBook;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The duty table: when vehicles come, when they leave, what they must leave with. */
@Path("/api/duties")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Duties", description = "Stays in the depot. Energies in kWh in the battery, times ISO 8601 with offset.")
public class DutyResource {

    private final DutyBook duties;
    private final FleetBook fleet;
    private final Clock clock;

    DutyResource(DutyBook duties, FleetBook fleet, Clock clock) {
        this.duties = duties;
        this.fleet = fleet;
        this.clock = clock;
    }

    @Schema(name = "Duties")
    record DutiesJson(@JsonProperty(required = true) List<DutyJson> duties) {}

    @Schema(name = "DutiesTaken")
    record Taken(int vehicles, int duties, List<String> warnings) {}

    @GET
    @Operation(summary = "Stays that have not ended, by vehicle and arrival")
    public DutiesJson list() {
        return new DutiesJson(
                duties.after(clock.instant()).stream().map(DutyJson::of).toList());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replaces the coming stays",
            description =
                    "All or nothing. The table replaces the coming stays of the vehicles that occur in it, or with"
                            + " scope=all those of every vehicle.")
    @APIResponse(responseCode = "200", description = "Taken over")
    @APIResponse(
            responseCode = "400",
            description = "Refused with every wrong place; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public Taken put(
            @Nullable DutiesJson body,
            @Parameter(
                            description = "named (default): only vehicles in the table; all: every vehicle",
                            example = "named")
                    @QueryParam("scope")
                    @Nullable String scope) {
        List<DutyTable.Row> rows = new ArrayList<>();
        for (DutyJson duty : Parameters.body(body).duties()) {
            rows.add(new DutyTable.Row(rows.size() + 1L, duty));
        }
        return take(new DutyTable(fleet.depot(), rows, List.of()).duties(), scope);
    }

    @PUT
    @Consumes("text/csv")
    @Operation(
            summary = "Replaces the coming stays by a CSV table",
            description =
                    "Columns by name: vehicle, arrival, departure, required_kwh or required_percent, and if wanted trip_kwh.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "text/csv",
                            examples =
                                    @ExampleObject(
                                            name = "one night",
                                            value =
                                                    "vehicle,arrival,departure,required_percent,trip_kwh\n"
                                                            + "bus-17,2026-03-02T18:30:00+01:00,2026-03-03T05:45:00+01:00,90,140\n")))
    @APIResponse(responseCode = "200", description = "Taken over")
    @APIResponse(
            responseCode = "400",
            description = "Refused with line, column, value and rule of every wrong place; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public Taken putCsv(@Nullable String body, @QueryParam("scope") @Nullable String scope) {
        DutyCsv csv = new DutyCsv(Parameters.body(body));
        return take(new DutyTable(fleet.depot(), csv.rows(), csv.problems()).duties(), scope);
    }

    private Taken take(List<Duty> table, @Nullable String scope) {
        Set<VehicleId> vehicles = table.stream().map(Duty::vehicle).collect(Collectors.toCollection(TreeSet::new));
        if ("all".equals(scope)) {
            fleet.depot().vehicles().forEach(v -> vehicles.add(v.id()));
        } else if (scope != null && !scope.equals("named")) {
            throw new InvalidInput("The scope \"%s\" is not known.".formatted(scope), "scope", "named, all");
        }
        Instant now = clock.instant();
        duties.replace(vehicles, now, table);
        long past = table.stream().filter(d -> !d.departure().isAfter(now)).count();
        return new Taken(
                vehicles.size(),
                table.size(),
                past == 0
                        ? List.of()
                        : List.of("%d stays ended before now (%s) and have no effect.".formatted(past, now)));
    }
}
