package energy.corridor.web;

import energy.corridor.access.Account;
import energy.corridor.access.Accounts;
import energy.corridor.access.Person;
import energy.corridor.access.Role;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells who calls: by the page's session cookie, by name and password with each call, or by an identity provider's token. */
@Singleton
class Callers {

    static final String COOKIE = "corridor-session";

    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final Accounts accounts;
    private final Guests guests;
    private final Optional<Role> anonymous;

    Callers(
            Accounts accounts,
            Guests guests,
            @ConfigProperty(name = "corridor.access.anonymous", defaultValue = "viewer") String anonymous) {
        this.accounts = accounts;
        this.guests = guests;
        this.anonymous = Role.named(anonymous);
    }

    /** @throws Refusal 401 for a wrong name or password */
    Caller of(ContainerRequestContext request) {
        String authorization = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (authorization != null && starts(authorization, BASIC)) {
            return basic(authorization.substring(BASIC.length()).strip());
        }
        if (authorization != null && guests.welcome() && starts(authorization, BEARER)) {
            return guests.present()
                    .orElseThrow(() -> new Refusal(401, ErrorJson.of("The token is not valid, or not for us.")));
        }
        if (authorization != null) {
            String allowed = guests.welcome() ? "Basic or Bearer" : "Basic";
            throw new Refusal(
                    401,
                    ErrorJson.of(
                            "Authorization is understood as %s only.".formatted(allowed), "Authorization", allowed));
        }
        Cookie cookie = request.getCookies().get(COOKIE);
        return Optional.ofNullable(cookie)
                .flatMap(c -> accounts.session(c.getValue()))
                .map(Callers::signedIn)
                .orElseGet(() -> new Caller("anonymous", anonymous, false));
    }

    private static boolean starts(String authorization, String scheme) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    static Caller signedIn(Person person) {
        return new Caller(person.name(), Optional.of(person.role()), true);
    }

    private Caller basic(String encoded) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            text = "";
        }
        int colon = text.indexOf(':');
        return (colon < 0
                        ? Optional.<Account>empty()
                        : accounts.verify(text.substring(0, colon), text.substring(colon + 1)))
                .map(a -> signedIn(a.person()))
                .orElseThrow(Callers::wrong);
    }

    static Refusal wrong() {
        return new Refusal(401, ErrorJson.of("Name or password is wrong, or was wrong too often; then wait a minute."));
    }
}
