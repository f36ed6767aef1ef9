package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.sim.physics.Outlet;
import energy.corridor.sim.scenario.Fault;
import energy.corridor.sim.scenario.OcppVersion;
import energy.corridor.sim.scenario.Vehicle;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A charging station with one connector: what it does when vehicles come and go and time passes. What the service asks of it is in
 * {@link Commands}, what it says and hears in {@link Dialogue}, in which words in {@link Dialect}. Guarded by {@link Host#enter}.
 *
 * <p>A station that no service has ever accepted waits with charging; one that was accepted before starts transactions
 * offline and reports them later with the time at which they happened.
 */
public final class Station {

    /** What is going on at the connector. */
    public enum Plug {
        EMPTY,
        /** A vehicle is there, but the station may not start yet. */
        WAITING,
        AUTHORISING,
        CHARGING,
        /** The transaction was ended or refused; the vehicle is still there. */
        ENDED
    }

    private record RemoteStart(String idTag, Optional<ChargingProfile> profile, Instant until) {}

    private final String id;
    private final Outlet outlet;
    private final Host host;
    private final StationSettings settings;
    private final Dialect dialect;
    private final Configuration configuration;
    private final Dialogue dialogue;
    private ProfileStack profiles = new ProfileStack(List.of());
    private boolean operative = true;
    private Plug plug = Plug.EMPTY;
    private @Nullable Session session;
    private long sessions;
    /** How much was told of the running transaction, and the last state told; 2.0.1 counts and tells them. */
    private int told;

    private String toldState = "";
    private @Nullable Instant nextSample;
    private @Nullable Instant nextAligned;
    private @Nullable RemoteStart remoteStart;
    private final Set<Fault.Kind> faults = EnumSet.noneOf(Fault.Kind.class);
    private Duration clockAhead = Duration.ZERO;
    private @Nullable MeterFace frozen;

    public Station(Outlet outlet, Host host, StationSettings settings, Account account) {
        this.id = outlet.station().id();
        this.outlet = outlet;
        this.host = host;
        this.settings = settings;
        this.dialect = outlet.station().ocpp() == OcppVersion.V201 ? new Dialect201() : new Dialect.V16();
        this.configuration = new Configuration(settings.meterInterval());
        this.dialogue = new Dialogue(this, host, settings, account);
    }

    public String id() {
        return id;
    }

    public Outlet outlet() {
        return outlet;
    }

    public Dialogue dialogue() {
        return dialogue;
    }

    public Plug plug() {
        return plug;
    }

    Dialect dialect() {
        return dialect;
    }

    boolean speaks201() {
        return outlet.station().ocpp() == OcppVersion.V201;
    }

    Configuration configuration() {
        return configuration;
    }

    ProfileStack profiles() {
        return profiles;
    }

    Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    boolean isOperative() {
        return operative;
    }

    public List<ChargingProfile> installedProfiles() {
        return profiles.profiles();
    }

    // ---- what is wrong with it

    /** @param seconds how far its clock is off */
    public void suffer(Fault.Kind kind, double seconds) {
        faults.add(kind);
        if (kind == Fault.Kind.CLOCK) {
            clockAhead = Duration.ofMillis(Math.round(seconds * 1000));
        } else if (kind == Fault.Kind.FROZEN_METER) {
            frozen = MeterFace.of(outlet);
        }
    }

    public void recover(Fault.Kind kind) {
        faults.remove(kind);
        if (kind == Fault.Kind.CLOCK) {
            clockAhead = Duration.ZERO;
        } else if (kind == Fault.Kind.FROZEN_METER) {
            frozen = null;
        }
        applyLimit();
    }

    boolean suffers(Fault.Kind kind) {
        return faults.contains(kind);
    }

    /** What its own clock shows. */
    Instant clock() {
        return host.now().plus(clockAhead);
    }

    private MeterFace face() {
        return frozen == null ? MeterFace.of(outlet) : frozen;
    }

    // ---- the vehicle

    /** A vehicle has been connected to the outlet. */
    public void plugIn() {
        plug = Plug.WAITING;
        reportStatus();
        authorise();
    }

    /** The vehicle has left; the outlet still tells of it. */
    public void unplug() {
        if (session != null) {
            end("EVDisconnected");
        }
        plug = Plug.EMPTY;
        dialogue.outbox().withdraw(Message.AUTHORIZE);
    }

    /** Starts as soon as it may. */
    void authorise() {
        Vehicle vehicle = outlet.vehicle();
        if (plug != Plug.WAITING || !operative || vehicle == null) {
            return;
        }
        if (remoteStart != null) {
            begin(remoteStart.idTag, remoteStart.profile);
        } else if (dialogue.isOnline()) {
            plug = Plug.AUTHORISING;
            dialogue.say(Message.AUTHORIZE, payload().put("idTag", vehicle.idTag()));
        } else if (dialogue.mayStartOffline() && configuration.startOffline()) {
            begin(vehicle.idTag(), Optional.empty());
        }
    }

    void authorised(String idTag, boolean accepted) {
        Vehicle vehicle = outlet.vehicle();
        if (plug == Plug.AUTHORISING && vehicle != null && vehicle.idTag().equals(idTag)) {
            if (accepted) {
                begin(idTag, Optional.empty());
            } else {
                plug = Plug.ENDED;
                host.trouble(id, "the service does not accept the id tag " + idTag + "; the vehicle is not charged");
            }
        }
    }

    private void begin(String idTag, Optional<ChargingProfile> profile) {
        Instant now = clock();
        Session begun = new Session(++sessions, idTag, now, face().registerWh());
        session = begun;
        remoteStart = null;
        plug = Plug.CHARGING;
        profile.ifPresent(profiles::set);
        outlet.close();
        applyLimit();
        nextSample = after(configuration.sample());
        nextAligned = aligned();
        told = 0;
        toldState = "";
        ObjectNode start = payload()
                .put("connectorId", 1)
                .put("idTag", idTag)
                .put("meterStart", begun.meterStartWh())
                .put("timestamp", now.toString());
        if (speaks201()) {
            start.set("transactionData", samples(Samples.BEGIN));
            tell(Message.START, start, begun);
        } else {
            tell(Message.START, start, begun);
            meter(Samples.BEGIN);
        }
    }

    /** In 2.0.1 it carries what the transaction is called, its place in it, and what the vehicle does. */
    private void tell(String action, ObjectNode payload, Session of) {
        if (speaks201()) {
            toldState = switch (payload.path("reason").asText()) {
                case "" -> chargingState();
                case "EVDisconnected" -> "Idle";
                default -> "EVConnected"; // and the contactor is open
            };
            payload.put(Dialect201.NAME, of.name(id))
                    .put(Dialect201.SEQ_NO, told++)
                    .put(Dialect201.OFFLINE, !dialogue.isOnline())
                    .put(Dialect201.STATE, toldState);
        }
        dialogue.tell(action, payload, of);
    }

    /** The transaction is over; the vehicle may still be there. */
    void end(String reason) {
        Session ending = session;
        if (ending == null) {
            return;
        }
        outlet.open();
        ObjectNode stop = payload()
                .put("idTag", ending.idTag())
                .put("meterStop", face().registerWh())
                .put("timestamp", clock().toString())
                .put("reason", reason);
        stop.set("transactionData", samples(Samples.END));
        tell(Message.STOP, stop, ending);
        session = null;
        nextSample = null;
        nextAligned = null;
        plug = Plug.ENDED;
        profiles.clear(p -> p.purpose() == ChargingProfile.Purpose.TxProfile);
    }

    // ---- time

    /** Does what is due now; returns whether what happens next depends on the service's answer. */
    public boolean onTime() {
        Instant now = host.now();
        boolean asks = dialogue.onTime();
        if (remoteStart != null && !remoteStart.until.isAfter(now)) {
            remoteStart = null;
        }
        applyLimit();
        if (nextSample != null && !nextSample.isAfter(now)) {
            nextSample = after(configuration.sample());
            meter(Samples.PERIODIC);
        }
        if (nextAligned != null && !nextAligned.isAfter(now)) {
            nextAligned = aligned();
            meter(Samples.CLOCK);
        }
        reportStatus();
        return asks;
    }

    /** The next instant at which it has something to do or its limit may change. */
    public Optional<Instant> nextDue() {
        NextAfter next = new NextAfter(host.now());
        next.offer(nextSample);
        next.offer(nextAligned);
        next.offer(remoteStart == null ? null : remoteStart.until);
        dialogue.nextDue().ifPresent(next::offer);
        profiles.nextChange(clock(), transactionStart()).ifPresent(at -> next.offer(at.minus(clockAhead)));
        return next.found();
    }

    void applyLimit() {
        if (!suffers(Fault.Kind.DISOBEY)) {
            outlet.limit(profiles.limitKw(clock(), transactionStart()));
        }
    }

    @Nullable Instant transactionStart() {
        return session == null ? null : session.startedAt();
    }

    /** The next of the times by the clock that divide the day (OCPP 1.6 section 9.1.3). */
    private @Nullable Instant aligned() {
        long every = configuration.aligned().toSeconds();
        return every == 0 || session == null
                ? null
                : Instant.ofEpochSecond((host.now().getEpochSecond() / every + 1) * every);
    }

    private @Nullable Instant after(Duration interval) {
        return interval.isZero() ? null : host.now().plus(interval);
    }

    // ---- what it reports

    void meter(String context) {
        List<String> measurands = configuration.sampled();
        if (suffers(Fault.Kind.SILENT_METER)) {
            return;
        }
        reportState();
        if (session != null && !measurands.isEmpty()) {
            ObjectNode values = payload().put("connectorId", 1);
            values.set("meterValue", samples(context));
            tell(Message.METER, values, session);
        } else if (context.equals(Samples.TRIGGER)) {
            ObjectNode values = payload().put("connectorId", 1);
            values.set("meterValue", samples(context));
            dialogue.say(Message.METER, values);
        }
    }

    private ArrayNode samples(String context) {
        List<String> measurands = configuration.sampled();
        return Samples.read(
                face(),
                outlet.vehicle() != null && !suffers(Fault.Kind.NO_SOC),
                clock(),
                context,
                measurands.isEmpty() ? List.of(Configuration.ENERGY) : measurands,
                settings.socDecimals());
    }

    void reportStatus() {
        reportState();
        if (!speaks201()) {
            dialogue.status(0, operative ? "Available" : "Unavailable");
        }
        dialogue.status(1, status());
    }

    /** In 2.0.1 whether it charges is a matter of the transaction. */
    private void reportState() {
        if (speaks201() && session != null && !chargingState().equals(toldState)) {
            tell(Message.STATE, payload().put("timestamp", clock().toString()), session);
        }
    }

    private String chargingState() {
        return outlet.powerKw() > 0 ? "Charging" : outlet.limitPauses() ? "SuspendedEVSE" : "SuspendedEV";
    }

    /** OCPP 1.6 section 7.7. */
    String status() {
        return switch (plug) {
            case EMPTY -> !operative ? "Unavailable" : remoteStart != null ? "Preparing" : "Available";
            case WAITING, AUTHORISING -> operative ? "Preparing" : "Unavailable";
            case ENDED -> operative ? "Finishing" : "Unavailable";
            case CHARGING -> chargingState();
        };
    }

    // ---- what the service may ask for

    boolean startRemotely(String idTag, Optional<ChargingProfile> profile) {
        if (!operative || plug == Plug.CHARGING) {
            return false;
        }
        remoteStart = new RemoteStart(idTag, profile, host.now().plus(configuration.connectionTimeOut()));
        if (plug != Plug.EMPTY) {
            dialogue.outbox().withdraw(Message.AUTHORIZE);
            plug = Plug.WAITING;
        }
        return true;
    }

    /** @return false when a running transaction must end first */
    boolean operative(boolean value) {
        operative = value;
        if (value && plug == Plug.WAITING) {
            authorise();
        }
        return value || session == null;
    }

    void meterIntervalChanged() {
        nextSample = session == null ? null : after(configuration.sample());
        nextAligned = aligned();
    }

    /** Restarts: the running transaction ends, and after the boot a vehicle that is still there begins another. */
    public void restart(String reason) {
        end(reason);
        if (plug != Plug.EMPTY) {
            plug = Plug.WAITING;
        }
        remoteStart = null;
        dialogue.reboot();
    }

    /** The connection is gone while the vehicle waits for an answer: it is started as if offline from the beginning. */
    void connectionLost() {
        if (plug == Plug.AUTHORISING) {
            plug = Plug.WAITING;
        }
        authorise();
    }

    // ---- permanent memory

    public StationState state() {
        return new StationState(
                outlet.registerWh(),
                dialogue.isAccepted(),
                dialogue.isKnown(),
                operative,
                plug == Plug.AUTHORISING ? Plug.WAITING : plug,
                session,
                sessions,
                told,
                dialogue.nextHeartbeat(),
                nextSample,
                configuration.written(),
                profiles.profiles(),
                dialogue.outbox().keptMessages(),
                dialogue.outbox().knownTransactionIds());
    }

    /** Restores the memory; the vehicle is on the outlet already. */
    public void restore(StationState state) {
        outlet.registerWh(state.registerWh());
        operative = state.operative();
        plug = state.plug();
        session = state.session();
        sessions = state.sessions();
        told = state.told();
        nextSample = state.nextSample();
        state.configuration().forEach(configuration::set);
        nextAligned = aligned();
        profiles = new ProfileStack(state.profiles());
        dialogue.restore(state);
        if (session != null) {
            outlet.close();
        }
        applyLimit();
    }

    static ObjectNode payload() {
        return Json.MAPPER.createObjectNode();
    }

    static boolean isAccepted(JsonNode idTagInfo) {
        return idTagInfo.path("status").asText().equals("Accepted");
    }
}
