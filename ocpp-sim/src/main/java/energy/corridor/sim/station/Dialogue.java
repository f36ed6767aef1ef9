package energy.corridor.sim.station;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.sim.scenario.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a station says and hears: registration, frames, one request in flight, and what to do about answers. */
public final class Dialogue implements Connection.Owner {

    private static final Duration BOOT_RETRY = Duration.ofSeconds(60); // where the service names no interval

    private final Station station;
    private final Host host;
    private final Account account;
    private final Connection connection;
    private final Commands commands;
    private final Outbox outbox = new Outbox();
    private final Map<Integer, String> reported = new HashMap<>();
    private boolean accepted;
    private boolean known;
    private boolean rejected;
    private boolean rebooting;
    private @Nullable Instant nextBoot;
    private @Nullable Instant nextHeartbeat;
    private int discarded;

    Dialogue(Station station, Host host, StationSettings settings, Account account) {
        this.station = station;
        this.host = host;
        this.account = account;
        this.connection =
                new Connection(station.id(), station.outlet().station().ocpp().subprotocol(), host, settings, this);
        this.commands =
                station.speaks201() ? new Commands201(station, this, host) : new Commands16(station, this, host);
    }

    public void open(Wire.Opener opener) {
        connection.open(opener);
    }

    /** Closes the connection until it is opened again; completes when the goodbye is on its way. */
    public CompletionStage<?> close(boolean politely) {
        return connection.close(politely);
    }

    public void retryNow() {
        connection.retryNow();
    }

    public boolean isConnected() {
        return connection.isUp();
    }

    /** Whether nothing is under way: every message that can be sent now has been answered, or the link is down. */
    public boolean isQuiet() {
        if (connection.isOpening()) {
            return false;
        }
        return !connection.isUp()
                || (outbox.isFree() && outbox.next(host.now(), accepted, false).isEmpty());
    }

    /** Messages that are still to be delivered. */
    public int waiting() {
        return outbox.keptMessages().size();
    }

    /** Transaction-related messages given up, because the service answered each with an error too often. */
    public int discarded() {
        return discarded;
    }

    boolean isAccepted() {
        return accepted;
    }

    boolean isKnown() {
        return known;
    }

    /** A station that was accepted before trusts itself while the service is away; one that restarts asks first. */
    boolean mayStartOffline() {
        return known && !rebooting;
    }

    boolean isOnline() {
        return connection.isUp() && accepted;
    }

    Outbox outbox() {
        return outbox;
    }

    @Nullable Instant nextHeartbeat() {
        return nextHeartbeat;
    }

    // ---- saying

    /** A message that is forgotten when it cannot be delivered. */
    void say(String action, ObjectNode payload) {
        if (connection.isUp()) {
            outbox.add(action, payload, 0);
        }
    }

    /** A message that is kept until it is delivered. */
    void tell(String action, ObjectNode payload, Session session) {
        outbox.add(action, payload, session.number());
    }

    /** Says the status of a connector if the service does not know it yet. */
    void status(int connector, String in16) {
        String status = station.dialect().status(in16);
        if (isOnline() && !status.equals(reported.get(connector))) {
            reported.put(connector, status);
            say(
                    Message.STATUS,
                    Station.payload()
                            .put("connectorId", connector)
                            .put("errorCode", "NoError")
                            .put("status", status)
                            .put("timestamp", station.clock().toString()));
        }
    }

    void sayStatusAgain(int connector) {
        reported.remove(connector);
        station.reportStatus();
    }

    void boot() {
        nextBoot = null;
        if (!outbox.holds(Message.BOOT)) {
            say(
                    Message.BOOT,
                    Station.payload()
                            .put("chargePointVendor", "Corridor")
                            .put("chargePointModel", "ocpp-sim")
                            .put("chargePointSerialNumber", cut(station.id(), 25))
                            .put("firmwareVersion", "1"));
        }
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Sends the next message if nothing is in flight. */
    public void pump() {
        if (connection.isUp() && outbox.isFree()) {
            outbox.next(host.now(), accepted, station.suffers(Fault.Kind.OUT_OF_ORDER))
                    .ifPresent(message -> {
                        Outbox.Sent sent = outbox.send(message);
                        Dialect.Said said = station.dialect().said(sent.message());
                        ArrayNode frame = Json.MAPPER
                                .createArrayNode()
                                .add(2)
                                .add(sent.id())
                                .add(said.action())
                                .add(said.payload());
                        connection.call(frame.toString(), said.action());
                    });
        }
    }

    // ---- time

    /** Returns whether it boots or tries a message again, so that an answer decides how it goes on. */
    boolean onTime() {
        Instant now = host.now();
        boolean asks = connection.isUp()
                && outbox.retryAt().filter(t -> !t.isAfter(now)).isPresent();
        if (nextBoot != null && !nextBoot.isAfter(now)) {
            boot();
            asks = true;
        }
        if (isOnline() && nextHeartbeat != null && !nextHeartbeat.isAfter(now)) {
            nextHeartbeat = now.plus(station.configuration().heartbeat());
            if (!outbox.holds(Message.HEARTBEAT)) {
                say(Message.HEARTBEAT, Station.payload());
            }
        }
        return asks;
    }

    Optional<Instant> nextDue() {
        NextAfter next = new NextAfter(host.now());
        if (connection.isUp()) {
            next.offer(nextBoot);
            next.offer(nextHeartbeat);
            outbox.retryAt().ifPresent(next::offer);
        }
        return next.found();
    }

    void configurationChanged(String key) {
        switch (key) {
            case Configuration.HEARTBEAT -> heartbeatIntervalChanged();
            case Configuration.SAMPLE, Configuration.ALIGNED -> station.meterIntervalChanged();
            default -> {
                // The others are read when they matter.
            }
        }
    }

    private void heartbeatIntervalChanged() {
        nextHeartbeat = host.now().plus(station.configuration().heartbeat());
    }

    // ---- the connection

    @Override
    public void up() {
        reported.clear();
        if (accepted) {
            station.authorise();
            station.reportStatus();
        } else {
            boot();
        }
        pump();
    }

    @Override
    public void down() {
        outbox.connectionLost();
        reported.clear();
        nextBoot = null;
        station.connectionLost();
    }

    /** Forgets that it was accepted and connects anew. */
    void reboot() {
        accepted = false;
        rejected = false;
        rebooting = true;
        connection.reopen();
    }

    // ---- hearing

    @Override
    public void text(String text) {
        JsonNode frame;
        try {
            frame = Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            host.trouble(station.id(), "the service sent what is not JSON: " + e.getOriginalMessage());
            return;
        }
        int type = frame.path(0).asInt();
        String id = frame.path(1).asText();
        if (type == 2) {
            if (!rejected) { // OCPP 1.6 section 4.2: a rejected station does not respond
                commands.handle(id, frame.path(2).asText(), frame.path(3), connection::send);
            }
        } else if (type == 3 || type == 4) {
            Optional<Message> answered = outbox.answer(id);
            if (answered.isEmpty()) {
                host.trouble(station.id(), "the service answered %s, which was not asked".formatted(id));
                return;
            }
            connection.answered();
            if (type == 3) {
                confirmed(answered.get(), station.dialect().heard(answered.get(), frame.path(2)));
            } else {
                failed(answered.get(), frame.path(2).asText(), frame.path(3).asText());
            }
        } else {
            host.trouble(station.id(), "the service sent a frame of type %s".formatted(frame.path(0)));
        }
        station.applyLimit();
        station.reportStatus();
        pump();
    }

    private void confirmed(Message message, JsonNode answer) {
        switch (message.action()) {
            case Message.BOOT -> booted(answer);
            case Message.AUTHORIZE ->
                station.authorised(
                        message.payload().path("idTag").asText(), Station.isAccepted(answer.path("idTagInfo")));
            case Message.START -> {
                if (!answer.path("transactionId").canConvertToInt()) {
                    failed(message, "no transactionId", answer.toString());
                    return;
                }
                started(message, answer);
            }
            default -> {
                // The others ask for nothing.
            }
        }
        account.answered(station.id(), message, answer);
        if (station.suffers(Fault.Kind.DUPLICATES) && message.isKept() && message.attempts() == 0) {
            outbox.retry(message, null); // as if the answer had been lost on the way
            return;
        }
        outbox.done(message);
        outbox.forgetExcept(station.session().map(Session::number).orElse(0L));
    }

    private void booted(JsonNode answer) {
        String status = answer.path("status").asText();
        int interval = answer.path("interval").asInt();
        accepted = status.equals("Accepted");
        rejected = status.equals("Rejected");
        if (accepted) {
            known = true;
            rebooting = false;
            if (interval > 0) {
                station.configuration().set(Configuration.HEARTBEAT, Integer.toString(interval));
            }
            heartbeatIntervalChanged();
            station.reportStatus();
            station.authorise();
        } else {
            nextBoot = host.now().plus(interval > 0 ? Duration.ofSeconds(interval) : BOOT_RETRY);
        }
    }

    private void started(Message message, JsonNode answer) {
        JsonNode start = message.payload();
        int transaction = answer.path("transactionId").asInt();
        outbox.transactionId(message.session(), transaction);
        boolean running =
                station.session().filter(s -> s.number() == message.session()).isPresent();
        if (running
                && !Station.isAccepted(answer.path("idTagInfo"))
                && station.configuration().stopOnInvalidId()) {
            host.trouble(station.id(), "the service does not accept the start of " + start.path("idTag"));
            station.end("DeAuthorized");
        }
    }

    /** An error as answer: try again later, and give up after as many attempts as are configured. */
    private void failed(Message message, String code, String text) {
        host.trouble(station.id(), "%s was answered with %s: %s".formatted(message.action(), code, text));
        if (message.action().equals(Message.BOOT)) {
            nextBoot = host.now().plus(BOOT_RETRY);
            return;
        }
        boolean unknownHere = code.equals("SecurityError"); // OCPP-J 1.6: not accepted, so boot again
        boolean again = message.isKept() || message.action().equals(Message.AUTHORIZE);
        if (again && message.attempts() + 1 < station.configuration().attempts()) {
            Duration pause = station.configuration().retry().multipliedBy(message.attempts() + 1L);
            outbox.retry(message, unknownHere ? null : host.now().plus(pause));
        } else if (message.isKept()) {
            discarded++;
            outbox.done(message);
        } else if (message.action().equals(Message.AUTHORIZE)) {
            station.authorised(message.payload().path("idTag").asText(), false);
        }
        if (unknownHere) {
            accepted = false;
            boot();
        }
    }

    // ---- permanent memory

    void restore(StationState state) {
        accepted = state.accepted();
        known = state.known();
        nextHeartbeat = state.nextHeartbeat();
        outbox.restore(state.kept(), state.transactionIds());
    }
}
