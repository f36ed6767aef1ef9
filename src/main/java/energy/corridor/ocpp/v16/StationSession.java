package energy.corridor.ocpp.v16;

import energy.corridor.ocpp.CallQueue;
import energy.corridor.ocpp.Frame;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.OcppSettings;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.telemetry.StationId;
import eu.chargetime.ocpp.FeatureRepository;
import eu.chargetime.ocpp.NotConnectedException;
import eu.chargetime.ocpp.PromiseFulfiller;
import eu.chargetime.ocpp.Queue;
import eu.chargetime.ocpp.RadioEvents;
import eu.chargetime.ocpp.Receiver;
import eu.chargetime.ocpp.Session;
import eu.chargetime.ocpp.SessionEvents;
import eu.chargetime.ocpp.UnsupportedFeatureException;
import eu.chargetime.ocpp.feature.Feature;
import eu.chargetime.ocpp.model.Confirmation;
import eu.chargetime.ocpp.model.Request;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a station asks over one connection, one CALL at a time: checked here, then typed, validated and answered by the library's
 * {@link Session}. On the socket's event loop.
 */
final class StationSession implements Receiver, SessionEvents, PromiseFulfiller {

    private static final Logger LOG = Logger.getLogger(StationSession.class);

    private final StationId station;
    private final StationSocket socket;
    private final FeatureRepository features;
    private final StationMessages messages;
    private final CallQueue calls;
    private final OcppMetrics metrics;
    private final Duration answerWithin;
    private final EscapingCommunicator communicator = new EscapingCommunicator(this);
    private @Nullable RadioEvents library;
    private @Nullable Turn turn;
    private boolean accepted;
    private boolean askedForBoot;

    /** The CALL that is being handled. */
    private static final class Turn {
        final Frame.Call call;
        final long since = System.nanoTime();
        boolean typed;
        String answer = "ok";
        CompletionStage<?> through = CompletableFuture.completedStage(true);

        Turn(Frame.Call call) {
            this.call = call;
        }
    }

    /** @param booted whether the station was accepted before: a reconnect needs no new boot */
    StationSession(
            StationId station,
            StationSocket socket,
            boolean booted,
            FeatureRepository features,
            StationMessages messages,
            CallQueue calls,
            OcppSettings settings,
            OcppMetrics metrics) {
        this.station = station;
        this.socket = socket;
        this.accepted = booted;
        this.features = features;
        this.messages = messages;
        this.calls = calls;
        this.answerWithin = settings.callTimeout();
        this.metrics = metrics;
        new Session(communicator, new Queue(), this, features).accept(this);
    }

    /** @return completes when the answer is written; never fails */
    CompletionStage<?> handle(Frame.Call call) {
        Turn now = new Turn(call);
        turn = now;
        try {
            Optional<Fault> fault = fault(call);
            if (fault.isPresent()) {
                LOG.warnf("Station %s: %s", station, fault.get().text());
                refuse(now, fault.get());
            } else {
                dispatch(now);
            }
        } catch (RuntimeException e) {
            LOG.errorf(e, "The %s of station %s could not be read.", JsonText.quote(call.action()), station);
            refuse(now, new Fault("InternalError", "The message could not be read."));
        }
        return now.through.thenRun(() -> finish(now));
    }

    /** Answers a message that is none. */
    void refuse(Frame.Malformed malformed) {
        communicator.sendCallError(malformed.id(), "", "FormationViolation", malformed.reason());
    }

    /** The JSON of a model, as the library writes it. */
    String json(Request request) {
        return communicator.json(request);
    }

    private Optional<Fault> fault(Frame.Call call) {
        if (!accepted && !call.action().equals("BootNotification")) {
            askForBoot();
            return Optional.of(new Fault(
                    "SecurityError", "The station has not been accepted; it must send a BootNotification first."));
        }
        String action = JsonText.quote(JsonText.cut(call.action(), 60));
        Optional<Feature> feature = features.findFeature(call.action());
        if (feature.isEmpty()) {
            return Optional.of(new Fault("NotImplemented", "OCPP 1.6 has no action %s.".formatted(action)));
        }
        Shape shape = Shapes.REQUESTS.get(call.action());
        if (shape == null || !messages.handles(feature.get().getRequestType())) {
            return Optional.of(new Fault(
                    "NotSupported", "The action %s is not supported by this central system.".formatted(action)));
        }
        return shape.check(call.payload(), call.action());
    }

    /** Once per connection: a station that was accepted before our memory begins does not boot again by itself. */
    private void askForBoot() {
        if (!askedForBoot) {
            askedForBoot = true;
            calls.callUnaccepted("TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}")
                    .thenAccept(answer -> LOG.infof("Station %s, asked to boot, said %s.", station, answer));
        }
    }

    /** Through the library, which comes back with {@link #fulfill}, or answers an error of its own. */
    private void dispatch(Turn now) {
        if (now.call.action().equals("StartTransaction")) {
            calls.hold(); // a profile that names the new transaction must not overtake the answer that does
        }
        Objects.requireNonNull(library)
                .receivedMessage("[2,%s,%s,%s]"
                        .formatted(
                                JsonText.quote(now.call.id()), JsonText.quote(now.call.action()), now.call.payload()));
        if (!now.typed) {
            now.answer = "refused by the library";
            LOG.warnf("Station %s: the library refused %s", station, JsonText.cut(now.call.toString(), 500));
        }
    }

    /** The library's way in: a typed and valid request. */
    @Override
    public void fulfill(CompletableFuture<Confirmation> promise, SessionEvents events, Request request) {
        Turn now = Objects.requireNonNull(turn);
        now.typed = true;
        CompletableFuture<Confirmation> answer = socket.<Confirmation>offload(
                        () -> messages.answer(station, request).thenApply(c -> c))
                .toCompletableFuture();
        Runnable timer = socket.after(answerWithin, () -> answer.completeExceptionally(new TimeoutException()));
        now.through = answer.handle((confirmation, failure) -> {
            timer.run();
            if (failure == null) {
                promise.complete(confirmation); // the library writes the answer now
            } else {
                LOG.errorf(failure, "The %s of station %s could not be kept.", now.call.action(), station);
                refuse(now, new Fault("InternalError", "The message could not be kept; please send it again."));
            }
            return true;
        });
    }

    private void refuse(Turn now, Fault fault) {
        now.answer = fault.code();
        communicator.sendCallError(now.call.id(), now.call.action(), fault.code(), fault.text());
    }

    private void finish(Turn now) {
        turn = null;
        if (now.call.action().equals("BootNotification") && now.answer.equals("ok")) {
            accepted = true;
            calls.open();
        }
        calls.release();
        boolean known = features.findFeature(now.call.action()).isPresent();
        metrics.answered(known ? now.call.action() : "unknown", now.answer, System.nanoTime() - now.since);
    }

    // The connection, as the library sees it. Only CALLs reach it, so no answer comes back through it.

    @Override
    public void accept(RadioEvents events) {
        library = events;
    }

    @Override
    public void send(Object message) throws NotConnectedException {
        if (socket.isClosed()) {
            throw new NotConnectedException();
        }
        socket.send(message.toString());
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public void disconnect() {
        socket.close(1000, "");
    }

    @Override
    public Confirmation handleRequest(Request request) throws UnsupportedFeatureException {
        throw new UnsupportedFeatureException(); // requests come by fulfill
    }

    @Override
    public void handleConfirmation(String id, Confirmation confirmation) {
        LOG.errorf("The library saw an answer of station %s, which is none of its business.", station);
    }

    @Override
    public void handleError(String id, String code, String text, Object payload) {
        LOG.infof("The answer to %s of station %s could not be sent: %s", JsonText.quote(id), station, text);
    }

    @Override
    public void handleConnectionOpened() {}

    @Override
    public void handleConnectionClosed() {}
}
