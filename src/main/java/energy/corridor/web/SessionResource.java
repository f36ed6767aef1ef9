package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.access.Account;
import energy.corridor.access.Accounts;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing in and out. */
@Path("/api/session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access", description = "Programs send name and password with each call (Basic) instead.")
public class SessionResource {

    private final Accounts accounts;
    private final Callers callers;
    private final Gate gate;

    SessionResource(Accounts accounts, Callers callers, Gate gate) {
        this.accounts = accounts;
        this.callers = callers;
        this.gate = gate;
    }

    /** @param role viewer, operator or admin; absent for somebody who may do nothing */
    record SessionJson(String name, boolean signedIn, Optional<String> role) {
        static SessionJson of(Caller caller) {
            return new SessionJson(
                    caller.name(), caller.signedIn(), caller.role().map(r -> r.word()));
        }
    }

    record SignIn(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String password) {}

    @GET
    @Operation(summary = "Who calls, and in which role")
    public SessionJson who(@Context ContainerRequestContext request) {
        return SessionJson.of(callers.of(request));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Signs in: sets a cookie that ends after twelve idle hours, or with the service")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "401", description = "Name or password is wrong")
    public Response signIn(@Nullable SignIn body, @Context ContainerRequestContext request) {
        SignIn asked = Parameters.body(body);
        Optional<Account> account = accounts.verify(asked.name(), asked.password());
        Caller caller = account.map(Callers::signedIn).orElse(new Caller(asked.name(), Optional.empty(), false));
        gate.append(caller, "sign in", account.isPresent() ? 200 : 401, "", "");
        String secret = accounts.open(account.orElseThrow(Callers::wrong));
        return Response.ok(SessionJson.of(caller))
                .cookie(cookie(secret, -1, request))
                .build();
    }

    @DELETE
    @Operation(summary = "Signs out")
    public Response signOut(
            @CookieParam(Callers.COOKIE) @Nullable String secret, @Context ContainerRequestContext request) {
        if (secret != null) {
            accounts.close(secret);
        }
        return Response.noContent().cookie(cookie("", 0, request)).build();
    }

    private static NewCookie cookie(String value, int maxAge, ContainerRequestContext request) {
        boolean secure = "https".equals(request.getUriInfo().getRequestUri().getScheme())
                || "https".equals(request.getHeaderString("X-Forwarded-Proto"));
        return new NewCookie.Builder(Callers.COOKIE)
                .value(value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
