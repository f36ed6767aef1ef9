package energy.corridor.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Vehicles and stations as they are now. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Fleet",
        description = "Vehicles and stations of the newest control cycle. kW at the grid side, kWh in the battery.")
public class FleetResource {

    private final Present present;

    FleetResource(Present present) {
        this.present = present;
    }

    @Schema(name = "Fleet")
    record FleetJson(Instant now, List<VehicleView> vehicles) {}

    @Schema(name = "Stations")
    record StationsJson(Instant now, List<StationView> stations) {}

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
}
