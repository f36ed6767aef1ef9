package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.StationAccess;
import energy.corridor.telemetry.StationId;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a station must show to be let in. */
@Path("/api/stations/{id}/credential")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Station support")
public class StationCredentialResource {

    private final StationAccess access;
    private final FleetBook fleet;

    StationCredentialResource(StationAccess access, FleetBook fleet) {
        this.access = access;
        this.fleet = fleet;
    }

    @Schema(name = "StationCredential")
    record CredentialJson(
            @Schema(
                    description =
                            "Least OCPP security profile: 1 password, 2 password over TLS, 3 certificate whose common name is the"
                                    + " station's identity",
                    examples = "2")
            @JsonProperty(required = true)
            int securityProfile,

            @Schema(description = "8 to 64 characters; 32 to 40 hex digits are a key of OCPP 1.6. Not with profile 3")
            Optional<String> password) {}

    @Schema(name = "StationAccess")
    record AccessJson(
            String station,

            @Schema(description = "Least OCPP security profile that it may connect with, 0 for none")
            int securityProfile,

            boolean hasPassword) {}

    @GET
    @Operation(summary = "What the station must show; its password is not told")
    public AccessJson show(@Parameter(example = "bay-07") String id) {
        return told(station(id));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Sets what the station must show from its next connection on",
            description =
                    "The password is kept as a slow salted hash. The station itself has to be given it in its own way.")
    @APIResponse(
            responseCode = "400",
            description = "Refused; nothing was changed",
            content = @Content(mediaType = ApiErrors.MEDIA_TYPE, schema = @Schema(implementation = ErrorJson.class)))
    public AccessJson set(@Parameter(example = "bay-07") String id, @Nullable CredentialJson body) {
        StationId station = station(id);
        CredentialJson credential = Parameters.body(body);
        access.require(
                station, credential.securityProfile(), credential.password().orElse(""));
        return told(station);
    }

    @DELETE
    @Operation(summary = "Forgets the station's credential: what holds for all stations holds for it again")
    public AccessJson forget(@Parameter(example = "bay-07") String id) {
        StationId station = station(id);
        access.forget(station);
        return told(station);
    }

    private AccessJson told(StationId station) {
        return new AccessJson(station.value(), access.securityProfile(station), access.hasPassword(station));
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
