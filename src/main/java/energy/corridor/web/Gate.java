package energy.corridor.web;

import energy.corridor.access.AuditEntry;
import energy.corridor.access.AuditLog;
import energy.corridor.access.Role;
import io.quarkus.runtime.BlockingOperationControl;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Lets in who has the role that an address needs, and writes down what is done by hand. */
@Provider
@Singleton
public class Gate implements ContainerRequestFilter, ContainerResponseFilter {

    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final String CALLER = "corridor.caller";
    private static final String ASKED = "corridor.asked";
    private static final int MOST_CHARACTERS = 4_000;

    // Asked for late, because filters are made before the settings are read; into fields, so that the server also
    // starts where this
    // adapter's beans are left out, as in the tests of another adapter alone.
    @Inject
    Instance<Callers> callers;

    @Inject
    Instance<AuditLog> log;

    @Inject
    Instance<Clock> clock;

    @Inject
    Manual manual;

    /** Who calls, by name. */
    static String caller(ContainerRequestContext request) {
        return request.getProperty(CALLER) instanceof Caller caller ? caller.name() : "anonymous";
    }

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        String method = request.getMethod();
        String path = request.getUriInfo().getRequestUri().getPath();
        Optional<Role> needed = Needs.of(method, path);
        if (needed.isEmpty()) {
            return;
        }
        Caller caller = callers.get().of(request);
        request.setProperty(CALLER, caller);
        if (!caller.may(needed.get())) {
            throw caller.signedIn()
                    ? new Refusal(
                            403,
                            ErrorJson.of("This needs the role %s; %s does not have it."
                                    .formatted(needed.get().word(), caller.name())))
                    : new Refusal(
                            401,
                            ErrorJson.of("Sign in first: this needs the role %s."
                                    .formatted(needed.get().word())));
        }
        if (Needs.changes(method, path)) {
            refuseOtherPages(request);
        }
        if (Needs.acts(method, path)) {
            keepBody(request);
        }
    }

    /** A browser sends the cookie to us from any page, but says from which. */
    private static void refuseOtherPages(ContainerRequestContext request) {
        String origin = request.getHeaderString("Origin");
        String host = request.getHeaderString("Host");
        if (origin != null && host != null && !host.equals(URI.create(origin).getAuthority())) {
            throw new Refusal(
                    403, ErrorJson.of("The request comes from another page (%s).".formatted(origin), "Origin", host));
        }
    }

    private static void keepBody(ContainerRequestContext request) throws IOException {
        if (request.hasEntity() && BlockingOperationControl.isBlockingAllowed()) {
            byte[] body = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(body));
            boolean secret = request.getUriInfo().getRequestUri().getPath().startsWith("/api/accounts");
            request.setProperty(ASKED, secret ? "" : shortened(new String(body, StandardCharsets.UTF_8)));
        }
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + " …";
    }

    /** The entry is written before the answer is told; where that fails, the answer says so instead. */
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String method = request.getMethod();
        String path = request.getUriInfo().getRequestUri().getPath();
        if (request.getProperty(CALLER) instanceof Caller caller && Needs.acts(method, path)) {
            int status = response.getStatus();
            String asked = request.getProperty(ASKED) instanceof String text ? text : "";
            try {
                append(caller, method + " " + path, status, asked, shortened(manual.before()));
            } catch (RuntimeException e) {
                LOG.errorf(
                        e, "The audit log could not be written: %s by %s was answered %d", path, caller.name(), status);
                response.setStatus(500);
                response.setEntity(
                        ErrorJson.of(
                                "It was answered with %d, but the audit log could not be written.".formatted(status)),
                        new Annotation[0],
                        MediaType.valueOf(ApiErrors.MEDIA_TYPE));
            }
        }
    }

    void append(Caller caller, String action, int status, String asked, String before) {
        log.get()
                .append(new AuditEntry(
                        clock.get().instant(),
                        caller.name(),
                        caller.role().orElse(Role.VIEWER),
                        action,
                        status,
                        asked,
                        before));
    }
}
