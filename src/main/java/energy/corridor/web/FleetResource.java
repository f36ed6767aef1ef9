package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.Vehicle;
import energy.corridor.quantity.Units;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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

/** Vehicles and stations as they are now, and what vehicles' telematics say. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Fleet",
        description = "Vehicles and stations of the newest control cycle. kW at the grid side, kWh in the battery.")
public class FleetResource {

    /** Clocks of vehicles may run ahead by this much. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Present present;
    private final FleetBook fleet;
    private final Clock clock;

    FleetResource(Present present, FleetBook fleet, Clock clock) {
        this.present = present;
        this.fleet = fleet;
        this.clock = clock;
    }

    @Schema(name = "Fleet")
    record FleetJson(Instant now, List<VehicleView> vehicles) {}

    @Schema(name = "Stations")
    record StationsJson(Instant now, List<StationView> stations) {}

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
    @Path("/fleet")
    @Operation(
            summary = "Every vehicle: energy with source, age and uncertainty, plug-in, next departure, readiness",
            description = "status is READY, CHARGING, WAITING, AT_RISK (with reason and shortfallKwh) or AWAY.")
    @APIResponse(responseCode = "503", description = "No control cycle has run yet")
    public FleetJson fleet() {
        DepotSnapshot snapshot = present.snapshot();
        return new FleetJson(snapshot.now(), VehicleView.all(snapshot));
    }

    @GET
    @Path("/stations")
    @Operation(summary = "Every EVSE: connection, status, metered power, last accepted setpoint")
    @APIResponse(responseCode = "503", description = "No control cycle has run yet")
    public StationsJson stations() {
        DepotSnapshot snapshot = present.snapshot();
        return new StationsJson(snapshot.now(), StationView.all(snapshot));
    }

    @POST
    @Path("/vehicles/{id}/soc")
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
        Vehicle vehicle = fleet.depot().vehicles().stream()
                .filter(v -> v.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.unknown(
                        "vehicle",
                        id,
                        fleet.depot().vehicles().stream()
                                .map(v -> v.id().value())
                                .toList()));
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
}
