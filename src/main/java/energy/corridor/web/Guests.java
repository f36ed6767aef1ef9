package energy.corridor.web;

import energy.corridor.access.Role;
import io.quarkus.oidc.OidcSession;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Who is signed in by an OpenID Connect provider: by a token with the call, or by its pages. */
@Singleton
class Guests {

    /** So that nobody there is taken for an account of ours, in the audit log too. */
    private static final String FROM = "oidc:";

    private final CurrentIdentityAssociation identity;
    private final OidcSession session;
    private final boolean welcome;

    Guests(
            CurrentIdentityAssociation identity,
            OidcSession session,
            @ConfigProperty(name = "corridor.access.oidc.enabled", defaultValue = "false") boolean welcome) {
        this.identity = identity;
        this.session = session;
        this.welcome = welcome;
    }

    boolean welcome() {
        return welcome;
    }

    /** Where waiting is allowed: the provider may have to be asked for its keys. Empty for a token that is not valid. */
    Optional<Caller> present() {
        SecurityIdentity who;
        try {
            who = identity.getDeferredIdentity().await().indefinitely();
        } catch (SecurityException refused) {
            return Optional.empty();
        }
        return who.isAnonymous()
                ? Optional.empty()
                : Optional.of(new Caller(FROM + who.getPrincipal().getName(), role(who), true));
    }

    /** The highest that is among its roles, as viewer, operator, admin or corridor-viewer and so on. */
    private static Optional<Role> role(SecurityIdentity who) {
        return Arrays.stream(Role.values())
                .filter(r -> who.hasRole(r.word()) || who.hasRole("corridor-" + r.word()))
                .max(Comparator.naturalOrder());
    }

    /** The provider's own session has done its part once ours is open. */
    void forget() {
        session.logout().await().indefinitely();
    }
}
