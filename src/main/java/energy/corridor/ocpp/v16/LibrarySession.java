package energy.corridor.ocpp.v16;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.ocpp.Fault;
import energy.corridor.ocpp.Fault.Kind;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.OcppVersion.Answers;
import energy.corridor.ocpp.OcppVersion.Refusal;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.telemetry.StationId;
import eu.chargetime.ocpp.FeatureRepository;
import eu.chargetime.ocpp.PromiseFulfiller;
import eu.chargetime.ocpp.Queue;
import eu.chargetime.ocpp.RadioEvents;
import eu.chargetime.ocpp.Receiver;
import eu.chargetime.ocpp.Session;
import eu.chargetime.ocpp.SessionEvents;
import eu.chargetime.ocpp.UnsupportedFeatureException;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The library's {@link Session} as a reader: it makes a typed and valid request of a CALL. Answers are written from its models, and
 * frames never reach it: they are ours. On the socket's event loop, one CALL at a time.
 */
final class LibrarySession implements Answers, Receiver, SessionEvents, PromiseFulfiller {

    private final StationId station;
    private final StationSocket socket;
    private final FeatureRepository features;
    private final StationMessages messages;
    private @Nullable RadioEvents library;
    private @Nullable Request typed;
    private String refused = "";

    LibrarySession(StationId station, StationSocket socket, FeatureRepository features, StationMessages messages) {
        this.station = station;
        this.socket = socket;
        this.features = features;
        this.messages = messages;
        new Session(new LibraryJson(this, (code, text) -> refused = text), new Queue(), this, features).accept(this);
    }

    @Override
    public boolean takes(String action) {
        return features.findFeature(action)
                .filter(feature -> messages.handles(feature.getRequestType()))
                .isPresent();
    }

    @Override
    public CompletionStage<String> answer(String action, ObjectNode payload) {
        typed = null;
        refused = "The message could not be read.";
        Objects.requireNonNull(library).receivedMessage("[2,\"1\",%s,%s]".formatted(JsonText.quote(action), payload));
        Request request = typed;
        return request == null
                ? CompletableFuture.failedStage(new Refusal(new Fault(Kind.PROPERTY, refused)))
                : socket.<Confirmation>offload(
                                () -> messages.answer(station, request).thenApply(c -> c))
                        .thenApply(LibraryJson::of);
    }

    /** The library's way in: a typed and valid request. Its promise stays open: the answer is written here. */
    @Override
    public void fulfill(CompletableFuture<Confirmation> promise, SessionEvents events, Request request) {
        typed = request;
    }

    // The connection, as the library sees it: nothing passes it but the CALL above.

    @Override
    public void accept(RadioEvents events) {
        library = events;
    }

    @Override
    public void send(Object message) {}

    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public void disconnect() {}

    @Override
    public Confirmation handleRequest(Request request) throws UnsupportedFeatureException {
        throw new UnsupportedFeatureException(); // requests come by fulfill
    }

    @Override
    public void handleConfirmation(String id, Confirmation confirmation) {}

    @Override
    public void handleError(String id, String code, String text, Object payload) {}

    @Override
    public void handleConnectionOpened() {}

    @Override
    public void handleConnectionClosed() {}
}
