package energy.corridor.ocpp.v16;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Superseded;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.ocpp.Answer;
import energy.corridor.ocpp.CallQueue;
import energy.corridor.ocpp.Frame;
import energy.corridor.ocpp.Inbox;
import energy.corridor.ocpp.JsonText;
import energy.corridor.ocpp.OcppMetrics;
import energy.corridor.ocpp.OcppSettings;
import energy.corridor.ocpp.StationLink;
import energy.corridor.ocpp.StationSocket;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import eu.chargetime.ocpp.FeatureRepository;
import eu.chargetime.ocpp.model.smartcharging.SetChargingProfileRequest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * One WebSocket of one station. What the station asks waits in its inbox for its {@link StationSession}; what we ask, in the
 * library's models, waits in a {@link CallQueue} of our own, and answers are read as plain JSON, so an odd one can break nothing.
 */
final class Link16 implements StationLink {

    private static final Logger LOG = Logger.getLogger(Link16.class);
    private static final int FULL_INBOX = 32;
    private static final int LOW_INBOX = 8;

    private final StationId station;
    private final StationSocket socket;
    private final Inbox inbox;
    private final FeatureRepository features;
    private final OcppMetrics metrics;
    private final CallQueue calls;
    private final StationSession session;

    Link16(
            StationId station,
            StationSocket socket,
            Inbox inbox,
            boolean booted,
            FeatureRepository features,
            StationMessages messages,
            OcppSettings settings,
            OcppMetrics metrics) {
        this.station = station;
        this.socket = socket;
        this.inbox = inbox;
        this.features = features;
        this.metrics = metrics;
        this.calls = new CallQueue(socket, settings, metrics, booted);
        this.session = new StationSession(station, socket, booted, features, messages, calls, settings, metrics);
    }

    @Override
    public StationId station() {
        return station;
    }

    @Override
    public StationSocket socket() {
        return socket;
    }

    @Override
    public void closed(String reason) {
        calls.close(reason);
    }

    @Override
    public void received(String text) {
        try {
            take(Frame.read(text));
        } catch (RuntimeException e) {
            LOG.errorf(e, "A message of station %s broke its handling: %s", station, JsonText.cut(text, 200));
        }
    }

    private void take(Frame frame) {
        if (frame instanceof Frame.Call call) {
            inbox.add(() -> handle(call));
            if (inbox.size() >= FULL_INBOX) {
                socket.pause();
            }
        } else if (frame instanceof Frame.CallResult result) {
            answered(calls.answered(result.id(), result.payload()), result.id());
        } else if (frame instanceof Frame.CallError error) {
            answered(calls.failed(error.id(), error.code(), error.description()), error.id());
        } else if (frame instanceof Frame.Malformed malformed) {
            metrics.ignored("malformed frame");
            LOG.warnf("Station %s: %s", station, malformed.reason());
            if (malformed.answerable()) {
                session.refuse(malformed);
            } else {
                calls.failed(malformed.id(), "FormationViolation", malformed.reason());
            }
        } else if (frame instanceof Frame.Unknown unknown) {
            metrics.ignored("unknown message type");
            LOG.warnf("Station %s sent a message of the unknown type %d, which is ignored.", station, unknown.type());
        }
    }

    private void answered(boolean awaited, String id) {
        if (!awaited) {
            metrics.ignored("late or stray answer");
            LOG.infof("Station %s answered %s, which nobody waits for.", station, JsonText.quote(id));
        }
    }

    /** On this socket's loop, wherever the turn before ended. */
    private CompletionStage<?> handle(Frame.Call call) {
        CompletableFuture<Object> through = new CompletableFuture<>();
        socket.execute(() -> session.handle(call).whenComplete((done, failure) -> {
            if (inbox.size() <= LOW_INBOX) {
                socket.resume();
            }
            if (failure != null) {
                through.completeExceptionally(failure);
            } else {
                through.complete(true);
            }
        }));
        return through;
    }

    @Override
    public CompletionStage<CommandOutcome> apply(Setpoint setpoint) {
        return setProfile(setpoint.evse(), "TxProfile", () -> ChargingProfiles.of(setpoint));
    }

    @Override
    public CompletionStage<CommandOutcome> installFailsafe(EvseId evse, double failsafeKw) {
        return setProfile(evse, "TxDefaultProfile", () -> ChargingProfiles.failsafe(evse, failsafeKw));
    }

    private CompletionStage<CommandOutcome> setProfile(
            EvseId evse, String purpose, Supplier<SetChargingProfileRequest> profile) {
        String payload;
        try {
            payload = session.json(profile.get());
        } catch (IllegalArgumentException e) {
            LOG.errorf("A %s for %s was not sent: %s", purpose, evse, e.getMessage());
            return CompletableFuture.completedStage(new Refused(String.valueOf(e.getMessage())));
        }
        return send("SetChargingProfile", payload, purpose + "/" + evse.number())
                .thenApply(Link16::outcome);
    }

    @Override
    public CompletionStage<Answer> call(String action, JsonNode payload) {
        if (features.findFeature(action).isEmpty()) {
            return CompletableFuture.completedStage(
                    new Answer.NotSent("OCPP 1.6 has no action %s.".formatted(JsonText.quote(action))));
        }
        return send(action, payload.toString(), "");
    }

    /** Nothing leaves that is not right by our own table. */
    private CompletionStage<Answer> send(String action, String payload, String kind) {
        Optional<Fault> fault = outboundFault(action, payload);
        if (fault.isPresent()) {
            LOG.errorf(
                    "A %s to station %s was not sent: %s",
                    action, station, fault.get().text());
            metrics.ignored("outbound message not valid");
            return CompletableFuture.completedStage(
                    new Answer.NotSent(fault.get().text()));
        }
        return calls.call(action, payload, kind);
    }

    private static Optional<Fault> outboundFault(String action, String payload) {
        try {
            JsonNode json = JsonText.read(payload);
            Shape shape = Shapes.REQUESTS.getOrDefault(action, Shape.of());
            return json instanceof ObjectNode object
                    ? shape.check(object, action)
                    : Optional.of(Fault.type("The payload of %s must be an object.".formatted(action)));
        } catch (JsonProcessingException e) {
            return Optional.of(Fault.type("The payload of %s is not JSON.".formatted(action)));
        }
    }

    private static CommandOutcome outcome(Answer answer) {
        if (answer instanceof Answer.Result result) {
            String status = result.payload().path("status").asText("");
            return status.equals("Accepted")
                    ? new Accepted()
                    : new Refused("The station answered %s.".formatted(JsonText.quote(JsonText.cut(status, 60))));
        }
        if (answer instanceof Answer.Error error) {
            return new Refused("The station answered %s: %s"
                    .formatted(JsonText.cut(error.code(), 60), JsonText.cut(error.description(), 255)));
        }
        if (answer instanceof Answer.Superseded) {
            return new Superseded();
        }
        return new Unreachable(
                answer instanceof Answer.NotSent notSent ? notSent.reason() : ((Answer.Silent) answer).reason());
    }
}
