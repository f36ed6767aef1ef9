package energy.corridor.ocpp;

import io.quarkus.arc.All;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** What charging stations need of the HTTP server: their subprotocols, and bounds on what they may send. */
@Singleton
public final class OcppServerOptions implements HttpServerOptionsCustomizer {

    private final List<OcppVersion> versions;
    private final OcppSettings settings;

    public OcppServerOptions(@All List<OcppVersion> versions, OcppSettings settings) {
        this.versions = List.copyOf(versions);
        this.settings = settings;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        versions.forEach(version -> options.addWebSocketSubProtocol(version.subprotocol()));
        options.setWebSocketClosingTimeout(2); // seconds; who is gone says no goodbye
        options.setMaxWebSocketFrameSize(settings.maxMessageBytes());
        options.setMaxWebSocketMessageSize(settings.maxMessageBytes());
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}
