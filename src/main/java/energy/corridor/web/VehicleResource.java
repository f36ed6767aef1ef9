package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyBook;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.Vehicle;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.quantity.Units;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** One vehicle: what the plan does with it and why, what it must leave with, and what its telematics say. */
@Path("/api/vehicles/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fleet")
public class VehicleResource {

    /** Clocks of vehicles may run ahead by this much. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Present present;
    private final FleetBook fleet;
    private final DutyBook duties;
    private final Clock clock;
    private final Manual manual;

    VehicleResource(Present present, FleetBook fleet, DutyBook duties, Clock clock, Manual manual) {
        this.present = present;
        this.fleet = fleet;
        this.duties = duties;
        this.clock = clock;
        this.manual = manual;
    }

    @Schema(name = "Soc", description = "Either socKwh or socPercent.")
    record SocJson(
            @Schema(description = "kWh in the battery", examples = "182.5")
            Optional<Double> socKwh,

            @Schema(description = "Percent of the capacity", examples = "52")
            Optional<Double> socPercent,

            @Schema(description = "When it was measured; now when absent")
            Optional<Instant> at) {}

    @Schema(name = "SocTaken")
    record SocTaken(@JsonProperty(required = true) String vehicle, Instant at, double socKwh, double socPercent) {}

    @GET
    @Path("/plan")
    @Operation(
            summary = "What the plan in force does with the vehicle, interval by interval, and why",
            description = "kW at the grid side, kWh in the battery as surely there; reasons as in docs/charging-lp.md.")
    @APIResponse(responseCode = "200", description = "Its part of the plan")
    @APIResponse(
            responseCode = "404",
            description = "The vehicle is not registered, or not in the plan",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(responseCode = "503", description = "No control cycle has run yet")
    public VehiclePlanView plan(String id) {
        vehicle(id);
        DepotSnapshot snapshot = present.snapshot();
        ChargingPlan plan =
                snapshot.plan().orElseThrow(() -> new Refusal(404, ErrorJson.of("There is no plan in force yet.")));
        return plan.vehicles().stream()
                .filter(v -> v.id().equals(id))
                .findFirst()
                .map(v -> VehiclePlanView.of(v, plan, snapshot))
                .orElseThrow(() -> new Refusal(
                        404,
                        ErrorJson.of("The plan in force does not have %s: it has no stay in its time.".formatted(id))));
    }

    @PUT
    @Path("/stay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Changes departure, required energy or boost of the present or next stay",
            description = "Binds from the next plan on. POST /api/what-if tells beforehand what it costs.")
    @APIResponse(responseCode = "200", description = "The stay as it is now")
    @APIResponse(
            responseCode = "400",
            description = "Refused; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "404",
            description = "The vehicle is not registered, or has no stay",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public DutyJson stay(String id, @Nullable StayJson body) {
        Vehicle vehicle = vehicle(id);
        StayJson change = Parameters.body(body);
        Instant now = clock.instant();
        change.check(now, vehicle.capacityKwh());
        List<Duty> stays = new ArrayList<>(duties.of(vehicle.id(), now));
        if (stays.isEmpty()) {
            throw new Refusal(
                    404,
                    ErrorJson.of("%s has no stay; PUT /api/duties enters one."
                            .formatted(vehicle.id().value())));
        }
        Duty before = stays.get(0);
        Duty after = new Duty(
                before.vehicle(),
                before.arrival(),
                change.departure().orElse(before.departure()),
                change.kwh(vehicle.capacityKwh()).orElse(before.requiredKwh()),
                before.tripKwh(),
                change.readyBy(now, before.readyBy()));
        manual.replaces(DutyJson.of(before));
        stays.set(0, after);
        duties.replace(Set.of(vehicle.id()), now, stays);
        return DutyJson.of(after);
    }

    @POST
    @Path("/soc")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Takes a state of charge from a vehicle's telematics",
            description = "Kept, and used where no charger knows better.")
    @APIResponse(responseCode = "200", description = "Kept")
    @APIResponse(
            responseCode = "400",
            description = "Refused; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    @APIResponse(
            responseCode = "404",
            description = "The vehicle is not registered; the known ones are named",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public SocTaken soc(@Parameter(example = "bus-17") String id, @Nullable SocJson body) {
        Vehicle vehicle = vehicle(id);
        SocJson sample = Parameters.body(body);
        if (sample.socKwh().isPresent() == sample.socPercent().isPresent()) {
            throw new InvalidInput(
                    "A state of charge needs either socKwh or socPercent.", "socKwh", "one of socKwh, socPercent");
        }
        double capacityKwh = vehicle.capacityKwh();
        sample.socPercent().filter(p -> !(0 <= p && p <= 100)).ifPresent(p -> {
            throw new InvalidInput(
                    "The socPercent (%s) of %s is not possible.".formatted(p, id), "socPercent", "0..100");
        });
        double socKwh = sample.socKwh()
                .orElseGet(() -> Units.percentToKwh(sample.socPercent().orElseThrow(), capacityKwh));
        Instant now = clock.instant();
        Instant at = sample.at().orElse(now);
        if (at.isAfter(now.plus(CLOCK_SKEW))) {
            throw new InvalidInput(
                    "The time of the value (%s) lies in the future; now it is %s.".formatted(at, now),
                    "at",
                    "a time until now");
        }
        fleet.accept(new TelematicsSample(new VehicleId(id), at, now, socKwh));
        return new SocTaken(id, at, socKwh, Rounded.of(Units.kwhToPercent(socKwh, capacityKwh)));
    }

    private Vehicle vehicle(String id) {
        List<Vehicle> vehicles = fleet.depot().vehicles();
        return vehicles.stream()
                .filter(v -> v.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown(
                        "vehicle",
                        id,
                        vehicles.stream().map(v -> v.id().value()).toList()));
    }
}
