package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.access.Account;
import energy.corridor.access.Accounts;
import energy.corridor.access.Person;
import energy.corridor.access.Role;
import io.smallrye.common.annotation.Blocking;
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
import java.net.URI;
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
    private final Guests guests;
    private final Gate gate;

    SessionResource(Accounts accounts, Callers callers, Guests guests, Gate gate) {
        this.accounts = accounts;
        this.guests = guests;
        this.callers = callers;
        this.gate = gate;
    }

    /**
     * @param role viewer, operator or admin; absent for somebody who may do nothing
     * @param oidc whether an identity provider can sign people in, at {@code /api/session/oidc}
     */
    record SessionJson(String name, boolean signedIn, Optional<String> role, boolean oidc) {}

    private SessionJson json(Caller caller) {
        return new SessionJson(caller.name(), caller.signedIn(), caller.role().map(r -> r.word()), guests.welcome());
    }

    record SignIn(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) String password) {}

    @GET
    @Operation(summary = "Who calls, and in which role")
    public SessionJson who(@Context ContainerRequestContext request) {
        return json(callers.of(request));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Signs in: sets a cookie that ends after twelve idle hours, or with the service")
    @APIResponse(responseCode = "200", description = "Signed in")
    @APIResponse(responseCode = "401", description = "Name or password is wrong")
    public Response signIn(@Nullable SignIn body, @Context ContainerRequestContext request) {
        SignIn asked = Parameters.body(body);
        Optional<Account> account = accounts.verify(asked.name(), asked.password());
        Caller caller = account.map(a -> Callers.signedIn(a.person()))
                .orElse(new Caller(asked.name(), Optional.empty(), false));
        gate.append(caller, "sign in", account.isPresent() ? 200 : 401, "", "");
        String secret = accounts.open(account.orElseThrow(Callers::wrong));
        return Response.ok(json(caller)).cookie(cookie(secret, -1, request)).build();
    }

    /** Reached by who is signed in at the identity provider; everybody else is led there first. */
    @GET
    @Path("/oidc")
    @Blocking
    @Operation(summary = "Signs in by the identity provider, then leads to the page")
    @APIResponse(responseCode = "303", description = "Signed in; the page")
    @APIResponse(responseCode = "403", description = "The provider gives no role of ours")
    public Response signInByProvider(@Context ContainerRequestContext request) {
        Caller caller = guests.present().orElseThrow(Callers::wrong);
        guests.forget();
        Optional<Role> role = caller.role();
        gate.append(caller, "sign in", role.isPresent() ? 200 : 403, "", "");
        Person person = new Person(
                caller.name(),
                role.orElseThrow(() -> new Refusal(
                        403,
                        ErrorJson.of(
                                "%s has no role here.".formatted(caller.name()), "roles", "viewer, operator, admin"))));
        return Response.seeOther(URI.create("/"))
                .cookie(cookie(accounts.openFor(person), -1, request))
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
