package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.access.Accounts;
import energy.corridor.access.AuditEntry;
import energy.corridor.access.AuditLog;
import energy.corridor.access.Role;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accounts, and what was done with them; for administrators. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
public class AccountResource {

    private static final int USUALLY = 200;
    private static final int MOST = 10_000;

    private final Accounts accounts;
    private final AuditLog log;

    AccountResource(Accounts accounts, AuditLog log) {
        this.accounts = accounts;
        this.log = log;
    }

    record AccountJson(String name, Role role) {}

    record NewAccount(
            @JsonProperty(required = true) Role role,
            @JsonProperty(required = true) String password) {}

    @GET
    @Path("/accounts")
    @Operation(summary = "Who may sign in, and in which role")
    public List<AccountJson> accounts() {
        return accounts.all().stream()
                .map(a -> new AccountJson(a.name(), a.role()))
                .toList();
    }

    @PUT
    @Path("/accounts/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Adds an account, or gives it another role and password; whoever used it is signed out")
    public AccountJson put(String name, @Nullable NewAccount body) {
        NewAccount asked = Parameters.body(body);
        accounts.put(name, asked.role(), asked.password());
        return new AccountJson(name, asked.role());
    }

    @DELETE
    @Path("/accounts/{name}")
    @Operation(summary = "Removes an account")
    public void delete(String name) {
        if (!accounts.remove(name)) {
            throw Refusal.unknown(
                    "account", name, accounts.all().stream().map(a -> a.name()).toList());
        }
    }

    @GET
    @Path("/audit")
    @Operation(summary = "What was done by hand: who, when, what, and what it replaced; the newest first")
    public List<AuditEntry> audit(@QueryParam("most") @Nullable String most) {
        return log.newest((int) Parameters.number("most", most, USUALLY, 1, MOST));
    }
}
