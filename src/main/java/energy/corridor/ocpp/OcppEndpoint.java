package energy.corridor.ocpp;

import energy.corridor.fleet.StationEvent.Connected;
import energy.corridor.fleet.StationEvent.Disconnected;
import energy.corridor.fleet.StationIntake;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/**
 * {@code /ocpp/{identity}}: the door for charging stations on the service's HTTP port. Refuses before the upgrade, lets the newest
 * connection of a station win, and tells the fleet who comes and goes.
 */
@Singleton
public final class OcppEndpoint {

    private static final Logger LOG = Logger.getLogger(OcppEndpoint.class);
    private static final int POLICY_VIOLATION = 1008;
    private static final int GOING_AWAY = 1001;
    private static final int NOT_TEXT = 1003;
    private static final int TOO_BIG = 1009;
    private static final int INTERNAL_ERROR = 1011;

    private final StationIntake intake;
    private final StationLinks links;
    private final Access access;
    private final Attempts attempts = new Attempts();
    private final List<OcppVersion> versions;
    private final Clock clock;
    private final OcppSettings settings;
    private final OcppMetrics metrics;
    private final Quirks quirks;
    private volatile boolean stopping;

    public OcppEndpoint(
            StationIntake intake,
            StationLinks links,
            Access access,
            @All List<OcppVersion> versions,
            Clock clock,
            OcppSettings settings,
            OcppMetrics metrics) {
        OcppSettings.check(settings);
        if (settings.leastSecurityProfile() == 0) {
            LOG.warn(
                    "Charging stations need no password (corridor.ocpp.least-security-profile is 0): keep them on a closed network.");
        }
        this.intake = intake;
        this.links = links;
        this.access = access;
        this.versions = List.copyOf(versions);
        this.clock = clock;
        this.settings = settings;
        this.metrics = metrics;
        this.quirks = new Quirks(settings.quirks());
    }

    public void mount(@Observes Router router) {
        router.get("/ocpp/:identity").handler(this::arrive);
    }

    /** Says goodbye, so that stations come back as soon as we do. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        links.all()
                .forEach(link -> link.socket()
                        .execute(() -> link.socket().close(GOING_AWAY, "The central system is shutting down.")));
    }

    private void arrive(RoutingContext http) {
        String identity = http.pathParam("identity");
        HttpServerRequest request = http.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            refuse(http, 426, "This address is for charging stations and speaks OCPP over WebSocket only.");
            return;
        }
        List<String> offered = request.headers().getAll("Sec-WebSocket-Protocol");
        Access.Shown shown = shown(request);
        String who = identity + " " + request.remoteAddress().host();
        if (attempts.tooMany(who, System.nanoTime())) {
            http.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(Attempts.BLOCK.toSeconds()));
            refuse(http, 429, "Too many failed logins; please come again later.");
            return;
        }
        Context loop = http.vertx().getOrCreateContext();
        request.pause(); // the decision may wait for a lock, and no frame may be lost meanwhile
        loop.executeBlocking(() -> Handshake.decide(identity, shown, offered, intake, access, versions), false)
                .onFailure(failure -> {
                    LOG.errorf(failure, "The handshake of station %s could not be decided.", JsonText.quote(identity));
                    request.resume();
                    refuse(http, 503, "The connection could not be decided; please come again.");
                })
                .onSuccess(decision -> {
                    if (decision instanceof Handshake.Refused no) {
                        LOG.infof("Handshake from %s refused: %s", request.remoteAddress(), no.reason());
                        request.resume();
                        if (no.status() == 401) {
                            attempts.failed(who, System.nanoTime());
                        }
                        refuse(http, no.status(), no.reason());
                    } else if (decision instanceof Handshake.Welcome welcome) {
                        request.toWebSocket()
                                .onSuccess(ws -> {
                                    connect(welcome, ws, loop);
                                    request.resume();
                                })
                                .onFailure(failure -> LOG.infof(
                                        "Station %s left during the handshake: %s",
                                        welcome.station(), failure.getMessage()));
                    }
                });
    }

    private static Access.Shown shown(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<X509Certificate> certificate = Optional.empty();
        if (request.isSSL()) {
            try {
                certificate = Arrays.stream(request.sslSession().getPeerCertificates())
                        .filter(X509Certificate.class::isInstance)
                        .map(X509Certificate.class::cast)
                        .findFirst(); // the client's own comes first
            } catch (SSLPeerUnverifiedException noCertificate) {
                LOG.debugf("%s shows no certificate.", request.remoteAddress());
            }
        }
        return new Access.Shown(authorization == null ? "" : authorization, request.isSSL(), certificate);
    }

    private void refuse(RoutingContext http, int status, String reason) {
        metrics.refusedHandshake(status);
        if (status == 401) {
            http.response().putHeader("WWW-Authenticate", "Basic realm=\"Corridor\"");
        }
        if (status == 426) {
            http.response().putHeader(HttpHeaders.UPGRADE, "websocket").putHeader(HttpHeaders.CONNECTION, "Upgrade");
        }
        http.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                .end(reason);
    }

    private void connect(Handshake.Welcome welcome, ServerWebSocket ws, Context loop) {
        StationSocket socket = new StationSocket(ws, loop);
        StationLink link = new StationLink(
                welcome.station(),
                socket,
                welcome.version(),
                links.inbox(welcome.station()),
                welcome.booted(),
                intake::phasesOf,
                () -> quirks.of(intake.lastBoot(welcome.station())),
                () -> lookAtQuirks(socket),
                settings,
                metrics);
        Runnable endOfProbing = socket.keepAlive(settings.pingInterval());
        ws.textMessageHandler(link::received);
        ws.binaryMessageHandler(bytes -> socket.close(NOT_TEXT, "OCPP-J messages are text."));
        ws.exceptionHandler(
                failure -> { // a broken connection, or a message that is too long and else leaves a deaf socket
                    LOG.infof("Station %s: %s", link.station(), failure.getMessage());
                    socket.close(TOO_BIG, "A message may have %d bytes.".formatted(settings.maxMessageBytes()));
                });
        ws.closeHandler(ignored -> {
            endOfProbing.run();
            left(link, ws);
        });
        links.enter(
                        link,
                        () -> socket.offload(() -> intake.receive(new Connected(link.station(), now())))
                                .exceptionally(failure -> {
                                    LOG.errorf(
                                            failure,
                                            "The connection of station %s could not be recorded.",
                                            link.station());
                                    socket.close(INTERNAL_ERROR, "The connection could not be recorded.");
                                    return null;
                                }))
                .ifPresent(old -> old.socket().execute(() -> {
                    LOG.warnf("Station %s: a newer connection takes over.", link.station());
                    old.closed("A newer connection of the station took over.");
                    old.socket().close(POLICY_VIOLATION, "A newer connection of this station took over.");
                }));
        LOG.infof(
                "Station %s connected from %s with %s.",
                link.station(), ws.remoteAddress(), welcome.version().subprotocol());
    }

    private CompletionStage<?> lookAtQuirks(StationSocket socket) {
        if (settings.quirks().isEmpty()) {
            return CompletableFuture.completedStage(true);
        }
        return socket.offload(() -> {
            quirks.look();
            return CompletableFuture.completedStage(true);
        });
    }

    private void left(StationLink link, ServerWebSocket ws) {
        link.closed("The station is not connected.");
        boolean last = links.leave(
                link,
                () -> stopping // the fleet knows that nobody is connected after a restart
                        ? CompletableFuture.completedStage(true)
                        : link.socket().offload(() -> intake.receive(new Disconnected(link.station(), now()))));
        LOG.infof(
                "Station %s disconnected (%s %s)%s.",
                link.station(),
                ws.closeStatusCode(),
                ws.closeReason() == null ? "without a reason" : JsonText.quote(ws.closeReason()),
                last ? "" : "; a newer connection stands");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
