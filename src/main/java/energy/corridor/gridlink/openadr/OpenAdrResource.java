package energy.corridor.gridlink.openadr;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the OpenADR connections stand, and where their servers tell us that something is new. */
@Path("/")
@Tag(name = "OpenADR", description = "Connections to OpenADR 3 servers.")
public class OpenAdrResource {

    private static final int LONGEST_ECHO = 200;

    private final OpenAdr connections;

    OpenAdrResource(OpenAdr connections) {
        this.connections = connections;
    }

    @GET
    @Path("api/openadr")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Every connection, when its last full exchange was, its trouble, and what of its events was left out")
    public List<Ven.Status> list() {
        return connections.statuses();
    }

    /** A server asks whether we are here. */
    @GET
    @Path("openadr/{operator}")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public Response echo(String operator, @QueryParam("echo") @Nullable String echo) {
        boolean known = connections.connection(operator).isPresent();
        return known && echo != null && echo.length() <= LONGEST_ECHO
                ? Response.ok(echo).build()
                : Response.status(404).build();
    }

    /** A notification: whatever it says, the events are read again from the server itself. */
    @POST
    @Path("openadr/{operator}")
    @Blocking
    @Operation(hidden = true)
    public Response hint(String operator, @HeaderParam("Authorization") @Nullable String authorization) {
        Optional<String> token = connections.connection(operator).flatMap(Connection::callbackToken);
        if (token.isEmpty()) {
            return Response.status(404).build();
        }
        byte[] expected = ("Bearer " + token.get()).getBytes(UTF_8);
        byte[] given = (authorization == null ? "" : authorization).getBytes(UTF_8);
        if (!MessageDigest.isEqual(expected, given)) {
            return Response.status(401).build();
        }
        connections.hint(operator);
        return Response.noContent().build();
    }
}
