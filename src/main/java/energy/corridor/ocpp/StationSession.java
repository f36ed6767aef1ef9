package energy.corridor.ocpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.ocpp.Fault.Kind;
import energy.corridor.ocpp.OcppVersion.Refusal;
import energy.corridor.telemetry.StationId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a station asks over one connection, one CALL at a time: checked by the version's table, then answered by the version. On the
 * socket's event loop.
 */
final class StationSession {

    private static final Logger LOG = Logger.getLogger(StationSession.class);

    /** What we ask because of these must not overtake their answers: a profile that names a new transaction, above all. */
    private static final Set<String> ASKED_ABOUT =
            Set.of("StartTransaction", "TransactionEvent", "NotifyEVChargingNeeds", "BootNotification");

    private final StationId station;
    private final StationSocket socket;
    private final OcppVersion version;
    private final OcppVersion.Answers answers;
    private final CallQueue calls;
    private final Runnable whenAccepted;
    private final OcppMetrics metrics;
    private final Duration answerWithin;
    private boolean accepted;
    private boolean askedForBoot;

    /** @param booted whether the station was accepted before: a reconnect needs no new boot */
    StationSession(
            StationId station,
            StationSocket socket,
            OcppVersion version,
            boolean booted,
            CallQueue calls,
            OcppVersion.Calls followUps,
            Runnable whenAccepted,
            OcppSettings settings,
            OcppMetrics metrics) {
        this.station = station;
        this.socket = socket;
        this.version = version;
        this.answers = version.answers(station, socket, followUps);
        this.accepted = booted;
        this.calls = calls;
        this.whenAccepted = whenAccepted;
        this.answerWithin = settings.callTimeout();
        this.metrics = metrics;
    }

    /** @return completes when the answer is written; never fails */
    CompletionStage<?> handle(Frame.Call call) {
        long since = System.nanoTime();
        Optional<Fault> fault = fault(call);
        if (fault.isPresent()) {
            LOG.warnf("Station %s: %s", station, fault.get().text());
            return CompletableFuture.completedStage(finish(call, since, refuse(call.id(), fault.get()), false));
        }
        if (ASKED_ABOUT.contains(call.action())) {
            calls.hold();
        }
        CompletableFuture<String> answer = new CompletableFuture<>();
        Runnable timer = socket.after(answerWithin, () -> answer.completeExceptionally(new TimeoutException()));
        answers(call)
                .whenComplete((payload, failure) -> socket.execute(() -> {
                    if (failure == null) {
                        answer.complete(payload);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                }));
        return answer.handle((payload, failure) -> {
            timer.run();
            if (failure != null) {
                return finish(call, since, refuse(call, failure), false);
            }
            socket.send("[3," + JsonText.quote(call.id()) + "," + payload + "]");
            return finish(call, since, "ok", isAcceptance(call, payload));
        });
    }

    private CompletionStage<String> answers(Frame.Call call) {
        try {
            return answers.answer(call.action(), call.payload());
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Answers a message that is none, or of a type that the version does not have. */
    void refuse(String id, Kind kind, String reason) {
        refuse(id, new Fault(kind, reason));
    }

    private Optional<Fault> fault(Frame.Call call) {
        if (!accepted && !call.action().equals("BootNotification")) {
            askForBoot();
            return Optional.of(new Fault(
                    Kind.NOT_ACCEPTED, "The station has not been accepted; it must send a BootNotification first."));
        }
        Optional<Shape> shape = version.shapes().request(call.action());
        String action = JsonText.quote(JsonText.cut(call.action(), 60));
        if (shape.isEmpty()) {
            return Optional.of(
                    new Fault(Kind.UNKNOWN_ACTION, "%s has no action %s.".formatted(version.title(), action)));
        }
        if (!answers.takes(call.action())) {
            return Optional.of(new Fault(
                    Kind.NOT_OFFERED, "The action %s is not supported by this central system.".formatted(action)));
        }
        return shape.get().mend(call.payload(), call.action());
    }

    /** Once per connection: a station that was accepted before our memory begins does not boot again by itself. */
    private void askForBoot() {
        if (!askedForBoot) {
            askedForBoot = true;
            calls.callUnaccepted("TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}")
                    .thenAccept(answer -> LOG.infof("Station %s, asked to boot, said %s.", station, answer));
        }
    }

    private String refuse(Frame.Call call, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refusal refusal) {
            LOG.warnf("Station %s: %s", station, refusal.fault().text());
            return refuse(call.id(), refusal.fault());
        }
        LOG.errorf(cause, "The %s of station %s could not be kept.", call.action(), station);
        return refuse(call.id(), new Fault(Kind.INTERNAL, "The message could not be kept; please send it again."));
    }

    private String refuse(String id, Fault fault) {
        String code = version.code(fault.kind());
        if (!code.isEmpty()) {
            socket.send("[4," + JsonText.quote(id) + "," + JsonText.quote(code) + "," + JsonText.quote(fault.text())
                    + ",{}]");
        }
        return code;
    }

    private boolean isAcceptance(Frame.Call call, String payload) {
        if (!call.action().equals("BootNotification")) {
            return false;
        }
        try {
            JsonNode answer = JsonText.read(payload);
            return answer.path("status").asText().equals("Accepted");
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private @Nullable Object finish(Frame.Call call, long since, String answer, boolean becomesAccepted) {
        if (becomesAccepted) {
            accepted = true;
            calls.open();
            whenAccepted.run();
        }
        calls.release();
        boolean known = version.shapes().has(call.action());
        metrics.answered(known ? call.action() : "unknown", answer, System.nanoTime() - since);
        return null;
    }
}
