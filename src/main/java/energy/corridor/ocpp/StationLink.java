package energy.corridor.ocpp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.dispatch.CommandOutcome;
import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Superseded;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.ocpp.Fault.Kind;
import energy.corridor.ocpp.OcppVersion.Request;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;

/**
 * One connection of one station, whatever its OCPP version. What the station asks waits in its inbox for its {@link
 * StationSession}; what we ask waits in a {@link CallQueue}, and answers are read as plain JSON, so an odd one can break nothing.
 * Commands may come from any thread; their stages never fail.
 */
public final class StationLink {

    private static final Logger LOG = Logger.getLogger(StationLink.class);
    private static final int FULL_INBOX = 32;
    private static final int LOW_INBOX = 8;

    private final StationId station;
    private final StationSocket socket;
    private final OcppVersion version;
    private final Inbox inbox;
    private final OcppMetrics metrics;
    private final CallQueue calls;
    private final StationSession session;
    private final ToIntFunction<EvseId> phases;
    private final Supplier<Quirk> quirk;
    private final Supplier<CompletionStage<?>> lookAtQuirks;
    private final OcppSettings settings;
    private final Budget budget;
    private boolean throttled;
    private volatile Unit takes = Unit.UNKNOWN;
    private volatile Map<String, String> capabilities = Map.of();

    /** In what the station has taken a limit. */
    private enum Unit {
        UNKNOWN,
        WATTS,
        AMPERES
    }

    /**
     * Called on the socket's event loop.
     *
     * @param inbox where the station's messages wait for their turn; it outlives the connection
     * @param booted whether the station was accepted before
     * @param phases of an EVSE, 0 on DC
     * @param quirk how the station's model is spoken to
     * @param lookAtQuirks reads them again
     */
    StationLink(
            StationId station,
            StationSocket socket,
            OcppVersion version,
            Inbox inbox,
            boolean booted,
            ToIntFunction<EvseId> phases,
            Supplier<Quirk> quirk,
            Supplier<CompletionStage<?>> lookAtQuirks,
            OcppSettings settings,
            OcppMetrics metrics) {
        this.station = station;
        this.socket = socket;
        this.version = version;
        this.inbox = inbox;
        this.phases = phases;
        this.quirk = quirk;
        this.lookAtQuirks = lookAtQuirks;
        this.metrics = metrics;
        this.settings = settings;
        this.budget = new Budget(settings.messageRate(), System.nanoTime());
        this.calls = new CallQueue(socket, settings, metrics, booted);
        this.session = new StationSession(
                station, socket, version, booted, calls, this::call, this::accepted, settings, metrics);
    }

    public StationId station() {
        return station;
    }

    public OcppVersion version() {
        return version;
    }

    StationSocket socket() {
        return socket;
    }

    /** The connection is gone or about to go; what waits for an answer ends. Called on the socket's event loop. */
    void closed(String reason) {
        calls.close(reason);
    }

    /** A text message arrived; called on the socket's event loop, never throws. */
    void received(String text) {
        try {
            take(Frame.read(text));
        } catch (RuntimeException e) {
            LOG.errorf(e, "A message of station %s broke its handling: %s", station, JsonText.cut(text, 200));
        }
    }

    private void take(Frame frame) {
        Duration wait = budget.spend(System.nanoTime());
        if (!wait.isZero() && !throttled) {
            throttled = true;
            metrics.ignored("haste"); // nothing is lost: the rest waits in the station
            socket.pause();
            var unused = socket.after(wait, () -> {
                throttled = false;
                readOn();
            });
        }
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
                session.refuse(malformed.id(), Kind.FRAME, malformed.reason());
            } else {
                calls.failed(malformed.id(), version.code(Kind.FRAME), malformed.reason());
            }
        } else if (frame instanceof Frame.Unknown unknown) {
            metrics.ignored("unknown message type");
            LOG.warnf("Station %s sent a message of the type %d, which is not used.", station, unknown.type());
            if (!version.staysSilentOn(unknown.type())) {
                session.refuse(
                        unknown.id(),
                        Kind.MESSAGE_TYPE,
                        "%s has no message type %d.".formatted(version.title(), unknown.type()));
            }
        }
    }

    private void answered(boolean awaited, String id) {
        if (!awaited) {
            metrics.ignored("late or stray answer");
            LOG.infof("Station %s answered %s, which nobody waits for.", station, JsonText.quote(id));
        }
    }

    private void readOn() {
        if (inbox.size() <= LOW_INBOX && !throttled) {
            socket.resume();
        }
    }

    /** On this socket's loop, wherever the turn before ended. */
    private CompletionStage<?> handle(Frame.Call call) {
        CompletableFuture<Object> through = new CompletableFuture<>();
        socket.execute(() -> session.handle(call).whenComplete((done, failure) -> {
            readOn();
            if (failure != null) {
                through.completeExceptionally(failure);
            } else {
                through.complete(true);
            }
        }));
        return through;
    }

    /** What the station said of itself after its boot, by the names of its version; empty before. */
    Map<String, String> capabilities() {
        return capabilities;
    }

    private void accepted() {
        lookAtQuirks.get().whenComplete((looked, failure) -> {
            Quirk mine = quirk.get();
            if (!mine.equals(Quirk.NONE)) {
                LOG.infof("Station %s has quirks: %s", station, mine);
            }
            if (settings.probe()) {
                if (mine.probe()) {
                    probe();
                } else {
                    align();
                }
            }
        });
    }

    /** Asks what the station can do. A station that does not say is taken to do what every station does. */
    private void probe() {
        send(Capabilities.question(version.is16())).thenAccept(answer -> {
            if (answer instanceof Answer.Result result) {
                capabilities = Capabilities.told(result.payload());
                String unit = Capabilities.onlyUnit(capabilities);
                if (!unit.isEmpty()) {
                    takes = unit.equals("A") ? Unit.AMPERES : Unit.WATTS;
                }
            }
            LOG.infof("Station %s can: %s", station, capabilities.isEmpty() ? answer : capabilities);
            align();
        });
    }

    private void align() {
        if (!settings.alignedInterval().isZero() && quirk.get().align()) {
            Capabilities.alignment(version.is16(), settings.alignedInterval(), capabilities)
                    .ifPresent(request -> send(request)
                            .thenAccept(answer -> LOG.infof(
                                    "Station %s, told to meter every %s by the clock: %s",
                                    station, settings.alignedInterval(), answer)));
        }
    }

    CompletionStage<CommandOutcome> apply(Setpoint setpoint) {
        return command(setpoint.evse(), rate -> version.setpoint(setpoint, rate));
    }

    CompletionStage<CommandOutcome> installFailsafe(EvseId evse, double failsafeKw) {
        return command(evse, rate -> version.failsafe(evse, failsafeKw, rate));
    }

    /** Whether it can is the station's business; what it says comes as a message of its own. */
    CompletionStage<Void> measure(EvseId evse) {
        if (!quirk.get().trigger()) {
            return CompletableFuture.completedStage(null);
        }
        return send(version.measure(evse)).thenAccept(answer -> {});
    }

    /** In the unit that the station took before; a station that took none yet and refuses watts is asked once more in amperes. */
    private CompletionStage<CommandOutcome> command(EvseId evse, Function<Rate, Request> command) {
        Rate amperes = Rate.amperes(phases.applyAsInt(evse));
        Optional<String> always = quirk.get().unit();
        boolean inAmperes = always.map("A"::equals).orElse(takes == Unit.AMPERES);
        Rate first = inAmperes && !amperes.isWatts() ? amperes : Rate.WATTS;
        return send(evse, command, first).thenCompose(outcome -> {
            boolean other =
                    outcome instanceof Refused && takes == Unit.UNKNOWN && always.isEmpty() && !amperes.isWatts();
            if (!other) {
                return CompletableFuture.completedStage(outcome);
            }
            return send(evse, command, amperes).thenApply(second -> {
                LOG.infof("Station %s refuses watts; in amperes it was: %s", station, second);
                return second instanceof Refused ? outcome : second;
            });
        });
    }

    private CompletionStage<CommandOutcome> send(EvseId evse, Function<Rate, Request> command, Rate rate) {
        Request request;
        try {
            request = command.apply(rate);
        } catch (IllegalArgumentException e) {
            LOG.errorf("A command for %s was not sent: %s", evse, e.getMessage());
            return CompletableFuture.completedStage(new Refused(String.valueOf(e.getMessage())));
        }
        return send(request).thenApply(answer -> {
            CommandOutcome outcome = outcome(answer);
            if (outcome instanceof Accepted) {
                takes = rate.isWatts() ? Unit.WATTS : Unit.AMPERES;
            }
            return outcome;
        });
    }

    /** Any message of the version that the central system may send. */
    CompletionStage<Answer> call(String action, JsonNode payload) {
        return send(new Request(action, payload.toString(), ""));
    }

    /** What is wrong with a message of ours, by the version's table. */
    Optional<Fault> fault(String action, JsonNode payload) {
        Optional<Shape> shape = version.shapes().request(action);
        if (shape.isEmpty()) {
            return Optional.of(new Fault(
                    Kind.UNKNOWN_ACTION,
                    "%s has no action %s.".formatted(version.title(), JsonText.quote(JsonText.cut(action, 60)))));
        }
        return payload instanceof ObjectNode object
                ? shape.get().check(object, action)
                : Optional.of(Fault.type("The payload of %s must be an object.".formatted(action)));
    }

    /** Nothing leaves that is not right. */
    private CompletionStage<Answer> send(Request request) {
        Optional<Fault> fault = fault(request);
        if (fault.isPresent()) {
            LOG.errorf(
                    "A %s to station %s was not sent: %s",
                    request.action(), station, fault.get().text());
            metrics.ignored("outbound message not valid");
            return CompletableFuture.completedStage(
                    new Answer.NotSent(fault.get().text()));
        }
        return calls.call(request.action(), request.payload(), request.kind()).thenApply(answer -> {
            note(request.action(), answer);
            return answer;
        });
    }

    private Optional<Fault> fault(Request request) {
        try {
            return fault(request.action(), JsonText.read(request.payload()));
        } catch (JsonProcessingException e) {
            return Optional.of(Fault.type("The payload of %s is not JSON.".formatted(request.action())));
        }
    }

    /** An answer that is not quite right is told all the same: its status is what matters, and nobody asks twice. */
    private void note(String action, Answer answer) {
        if (answer instanceof Answer.Result result && result.payload() instanceof ObjectNode payload) {
            version.shapes()
                    .answer(action)
                    .flatMap(shape -> shape.mend(payload.deepCopy(), "the answer to " + action))
                    .ifPresent(fault -> {
                        metrics.ignored("answer not valid");
                        LOG.warnf("Station %s: %s", station, fault.text());
                    });
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
