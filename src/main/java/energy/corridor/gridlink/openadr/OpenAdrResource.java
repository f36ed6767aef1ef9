package energy.corridor.gridlink.openadr;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How the OpenADR connections stand. */
@Path("/api/openadr")
@Tag(name = "OpenADR", description = "Connections to OpenADR 3 servers.")
public class OpenAdrResource {

    private final OpenAdr connections;

    OpenAdrResource(OpenAdr connections) {
        this.connections = connections;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Every connection, when its last full exchange was, its trouble, and what of its events was left out")
    public List<Ven.Status> list() {
        return connections.statuses();
    }
}
