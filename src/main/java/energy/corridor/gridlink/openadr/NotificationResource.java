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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where OpenADR servers tell us that something is new. */
@Path("/openadr/{operator}")
public class NotificationResource {

    private static final int LONGEST_ECHO = 200;

    private final OpenAdr connections;

    NotificationResource(OpenAdr connections) {
        this.connections = connections;
    }

    /** A server asks whether we are here. */
    @GET
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
