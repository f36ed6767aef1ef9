package energy.corridor.dispatch;

import energy.corridor.dispatch.CommandOutcome.Accepted;
import energy.corridor.dispatch.CommandOutcome.Refused;
import energy.corridor.dispatch.CommandOutcome.Unreachable;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetState;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.LimitTree;
import energy.corridor.telemetry.EvseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the plan into setpoints that no limit of the site can be broken by, whatever subset of them the stations follow.
 *
 * <p>Every EVSE has a bound: the most it may draw until it answers again ({@link EvseCommand#boundKw}). The sum of bounds below
 * every limit stays within that limit, therefore decreases go out at once and increases only into room that is free by then;
 * room that a decrease will free counts when the station has accepted it and its meter, where it has one, shows it
 * ({@link Compliance}).
 */
public final class Dispatcher {

    /**
     * @param validity how long a setpoint holds without renewal, station's clock; half as long again below the failsafe
     * @param backdate how far in the past it starts, so that a slow station clock leaves no gap
     * @param guard laxity at which a vehicle charges at full power whatever the plan says
     * @param retry pause after a refusal
     * @param settle time a vehicle has to follow before its EVSE counts as not obeying
     * @param silence how long a meter may say nothing in a transaction
     * @param deadbandKw a change smaller than this is not sent, unless a limit needs it
     */
    public record Settings(
            Duration validity,
            Duration backdate,
            Duration guard,
            Duration retry,
            Duration settle,
            Duration silence,
            double deadbandKw) {}

    /** Between two requests for a measurement: a vehicle needs seconds to follow. */
    private static final Duration MEASURE_PAUSE = Duration.ofSeconds(10);

    private final StationCommands stations;
    private final DispatchLog log;
    private final Settings settings;
    private final Map<EvseId, EvseCommand> commands = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Dispatcher(StationCommands stations, DispatchLog log, Settings settings) {
        this.stations = stations;
        this.log = log;
        this.settings = settings;
    }

    /** Takes up what stations had accepted before the restart, and what they may have accepted unheard. */
    public synchronized void load() {
        for (Setpoint setpoint : log.lastAccepted()) {
            EvseCommand command = command(setpoint.evse());
            command.accepted = setpoint;
            command.acceptedAt = setpoint.validFrom();
        }
        log.unanswered().forEach(setpoint -> command(setpoint.evse()).maybeFollows(setpoint));
    }

    /** Runs after every answer of a station, on the answering thread. */
    public void onOutcome(Runnable listener) {
        listeners.add(listener);
    }

    /** What stations have accepted and still follow, by EVSE. */
    public synchronized List<Setpoint> inForce(FleetState state) {
        List<Setpoint> setpoints = new ArrayList<>();
        for (EvseState evse : state.evses()) {
            Setpoint setpoint = command(evse.evse().id()).inForce(evse);
            if (setpoint != null && state.now().isBefore(setpoint.validUntil())) {
                setpoints.add(setpoint);
            }
        }
        return setpoints;
    }

    /**
     * What each vehicle is being led to, kW: what the last cycle granted it, whether or not its setpoint is there yet; else what
     * its setpoint in force lets it draw. Were it only the latter, a plan made while some are lowered already and others not yet
     * raised would take that moment for what is wanted.
     */
    public synchronized Map<VehicleId, Double> vehiclesKw(FleetState state) {
        Map<VehicleId, Double> byVehicle = new HashMap<>();
        for (EvseState evse : state.evses()) {
            Double kw = command(evse.evse().id()).ledToKw(evse, state.now());
            if (kw != null) {
                evse.vehicle().ifPresent(vehicle -> byVehicle.put(vehicle, kw));
            }
        }
        return byVehicle;
    }

    /**
     * One cycle.
     *
     * @param importLimitKw what the EVSEs together may draw below each node of the tree, now and until the next cycles have acted
     * @param shiftKw by how much the EVSEs together are to draw more, or below zero less, than the plan says
     * @param holdsUntil when a tighter limit begins: no setpoint above its failsafe outlives it, so that without us the failsafes
     *     hold from then on
     * @return what went out, and a stage that completes when every station has answered or has been given up
     */
    public Round follow(
            FleetState state,
            Optional<ChargingPlan> plan,
            LimitTree tree,
            Map<String, Double> importLimitKw,
            double shiftKw,
            Instant holdsUntil) {
        List<Setpoint> outgoing = new ArrayList<>();
        List<EvseState> defaults = new ArrayList<>();
        List<EvseId> measurements = new ArrayList<>();
        List<Quarantine> quarantined;
        Map<String, Double> broken;
        double shiftedKw;
        synchronized (this) {
            judge(state);
            quarantined = quarantined(state);
            Headroom committed = new Headroom(tree, importLimitKw);
            state.evses()
                    .forEach(e -> committed.commit(
                            e.evse().limit(), command(e.evse().id()).boundKw(e, state.now())));
            broken = committed.broken();
            List<Wish> wishes = Wish.of(state, plan, settings.guard());
            Headroom free = new Headroom(tree, importLimitKw);
            Map<EvseId, Double> planned = grants(state, wishes, free);
            state.evses()
                    .forEach(e ->
                            command(e.evse().id()).granted(planned.get(e.evse().id()), e.transaction()));
            Map<EvseId, Double> grants = Shift.by(
                    shiftKw, wishes, planned, free, evse -> command(evse).reservedKw() == 0);
            shiftedKw = sumKw(grants) - sumKw(planned);
            Lapse lapse = lapse(state, holdsUntil, broken.isEmpty());
            List<Change> changes = changes(state, wishes, grants, lapse, !broken.isEmpty());
            for (Change change : changes) {
                Setpoint setpoint = sized(change, committed, state.now(), lapse);
                if (setpoint != null) {
                    double before = change.command().boundKw(change.evse(), state.now());
                    change.command().beforeKw = before;
                    change.command().meters =
                            change.evse().metering().measuredAt().isPresent();
                    change.command().sentAt = state.now();
                    change.command().pending = setpoint;
                    double after = change.command().boundKw(change.evse(), state.now());
                    committed.commit(change.evse().evse().limit(), after - before);
                    outgoing.add(setpoint);
                }
            }
            for (EvseState evse : state.evses()) {
                EvseCommand command = command(evse.evse().id());
                if (command.wantsMeasurement(evse, state.now(), MEASURE_PAUSE, settings.silence())) {
                    command.askedAt = state.now();
                    measurements.add(evse.evse().id());
                }
                if (!evse.connected()) {
                    command.failsafeInstalled = false; // it may come back as another device, or after a reset
                } else if (!command.failsafeInstalled && !command.resting(state.now(), settings.retry())) {
                    command.failsafeInstalled = true;
                    defaults.add(evse);
                }
            }
        }
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        defaults.forEach(evse -> answers.add(installFailsafe(evse, state.now()).toCompletableFuture()));
        outgoing.forEach(setpoint -> answers.add(send(setpoint, state.now()).toCompletableFuture()));
        measurements.forEach(evse -> answers.add(stations.measure(evse).toCompletableFuture()));
        return new Round(
                List.copyOf(outgoing),
                measurements,
                broken,
                shiftedKw,
                quarantined,
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));
    }

    /**
     * What one cycle did.
     *
     * @param asked EVSEs of which a reading was asked for
     * @param brokenKw limits that what stations may draw exceeds at the start of the cycle, kW over; empty when all is well
     * @param shiftedKw by how much more, or below zero less, than the plan's the powers are that it leads to
     * @param quarantined EVSEs whose worst case is kept free
     */
    public record Round(
            List<Setpoint> sent,
            List<EvseId> asked,
            Map<String, Double> brokenKw,
            double shiftedKw,
            List<Quarantine> quarantined,
            CompletionStage<Void> answered) {}

    private record Change(EvseState evse, EvseCommand command, double grantKw, Wish wish) {}

    private static double sumKw(Map<EvseId, Double> powers) {
        return powers.values().stream().mapToDouble(kw -> kw).sum();
    }

    /** Powers for all wishes that fit the limits beside what no setpoint reaches, most urgent first, taken off {@code room}. */
    private Map<EvseId, Double> grants(FleetState state, List<Wish> wishes, Headroom room) {
        Map<EvseId, Wish> byEvse = new HashMap<>();
        wishes.forEach(w -> byEvse.put(w.evse().id(), w));
        for (EvseState evse : state.evses()) {
            EvseCommand command = command(evse.evse().id());
            Wish wish = byEvse.get(evse.evse().id());
            if (wish == null || command.resting(state.now(), settings.retry())) {
                room.commit(evse.evse().limit(), command.boundKw(evse, state.now()));
                byEvse.remove(evse.evse().id());
            } else if (command.reservedKw() > 0) {
                room.commit(evse.evse().limit(), command.reservedKw()); // it takes that whatever it is told
            }
        }
        Map<EvseId, Double> grants = new HashMap<>();
        for (Wish wish : wishes) {
            if (byEvse.containsKey(wish.evse().id())) {
                double excess = command(wish.evse().id()).reservedKw();
                double left =
                        excess > 0 ? excess : Math.max(0, room.left(wish.evse().limit()));
                double kw = Math.min(wish.powerKw(), left);
                if (kw > 0) {
                    kw = wish.levels().atMost(kw);
                }
                grants.put(wish.evse().id(), kw);
                room.commit(wish.evse().limit(), excess > 0 ? 0 : Math.max(0, kw));
            }
        }
        return grants;
    }

    /** Commands that are due, decreases first, then by urgency. */
    private List<Change> changes(
            FleetState state, List<Wish> wishes, Map<EvseId, Double> grants, Lapse lapse, boolean tooMuch) {
        Map<EvseId, EvseState> evses = new HashMap<>();
        state.evses().forEach(e -> evses.put(e.evse().id(), e));
        List<Change> changes = new ArrayList<>();
        for (Wish wish : wishes) {
            EvseState evse = evses.get(wish.evse().id());
            Double grant = grants.get(wish.evse().id());
            EvseCommand command = command(wish.evse().id());
            if (evse != null
                    && grant != null
                    && command.pending == null
                    && due(command, evse, grant, state.now(), lapse, tooMuch)) {
                changes.add(new Change(evse, command, grant, wish));
            }
        }
        changes.sort(Comparator.<Change>comparingInt(
                        c -> c.grantKw() <= c.command().boundKw(c.evse(), state.now()) ? 0 : 1)
                .thenComparing(Change::wish, Wish.URGENCY));
        return changes;
    }

    /** @param tooMuch whether setpoints reach above a limit: then every decrease is due, however small */
    private boolean due(
            EvseCommand command, EvseState evse, double grantKw, Instant now, Lapse lapse, boolean tooMuch) {
        Setpoint current = command.inForce(evse);
        if (current == null || command.unanswered != null) {
            return true;
        }
        if (command.reservedKw() > 0
                && command.sentAt != null
                && !now.isBefore(command.sentAt.plus(settings.retry()))) {
            return true; // said again, now and then, until it follows
        }
        boolean renew = lapse.renews(current, evse.evse(), now)
                && lapse.until(evse.evse(), grantKw, now).isAfter(current.validUntil());
        double change = Math.abs(grantKw - current.powerKw());
        boolean lower = grantKw < current.powerKw() - Headroom.EPSILON_KW;
        return renew || change >= settings.deadbandKw() || (grantKw == 0 && change > 0) || (tooMuch && lower);
    }

    /** The setpoint of a change, an increase cut to the room that is free now; null when there is no room worth a command. */
    private @Nullable Setpoint sized(Change change, Headroom committed, Instant now, Lapse lapse) {
        double bound = change.command().boundKw(change.evse(), now);
        double kw = change.grantKw();
        if (kw > bound) {
            double room = Math.max(0, committed.left(change.evse().evse().limit()));
            kw = Math.min(kw, bound + room);
            if (kw > 0) {
                kw = change.wish().levels().atMost(kw);
            }
            Setpoint current = change.command().inForce(change.evse());
            if (current != null && !due(change.command(), change.evse(), kw, now, lapse, false)) {
                return null;
            }
        }
        return new Setpoint(
                change.evse().evse().id(),
                change.evse().transaction(),
                kw,
                now.minus(settings.backdate()),
                lapse.until(change.evse().evse(), kw, now));
    }

    /** Setpoints that rise when they lapse hold the others' end, unless their failsafe has room already. */
    private Lapse lapse(FleetState state, Instant holdsUntil, boolean fits) {
        Instant until = holdsUntil;
        for (EvseState evse : state.evses()) {
            EvseCommand command = command(evse.evse().id());
            Setpoint current = command.inForce(evse);
            if (current != null
                    && Lapse.rises(evse.evse(), current.powerKw())
                    && state.now().isBefore(current.validUntil())
                    && !(fits
                            && command.boundKw(evse, state.now()) >= evse.evse().failsafeKw())) {
                until = earlier(until, current.validUntil());
            }
        }
        return new Lapse(settings.validity(), until);
    }

    /** Noted before it leaves, so that a restart knows what a station may follow. Without the log it leaves all the same. */
    private CompletionStage<Void> send(Setpoint setpoint, Instant now) {
        return log.sending(setpoint, now)
                .handle((noted, failure) -> setpoint)
                .thenCompose(stations::apply)
                .thenCompose(outcome -> answered(setpoint, now, outcome));
    }

    private CompletionStage<Void> answered(Setpoint setpoint, Instant now, CommandOutcome outcome) {
        synchronized (this) {
            EvseCommand command = command(setpoint.evse());
            command.pending = null;
            if (outcome instanceof Accepted) {
                command.accept(setpoint, now, command.meters);
            } else if (outcome instanceof Refused) {
                command.refusedAt = now;
            } else if (outcome instanceof Unreachable) {
                command.maybeFollows(setpoint);
                command.refusedAt = now;
            }
        }
        listeners.forEach(Runnable::run);
        return log.commanded(setpoint, now, outcome);
    }

    private CompletionStage<Void> installFailsafe(EvseState evse, Instant now) {
        return stations.installFailsafe(evse.evse().id(), evse.evse().failsafeKw())
                .thenAccept(outcome -> {
                    if (!(outcome instanceof Accepted)) {
                        synchronized (this) {
                            EvseCommand command = command(evse.evse().id());
                            command.failsafeInstalled = false;
                            command.refusedAt = now;
                        }
                    }
                });
    }

    /** Compares the meter with what each EVSE accepted. */
    private void judge(FleetState state) {
        for (EvseState evse : state.evses()) {
            Compliance.judge(command(evse.evse().id()), evse, state.now(), settings.settle(), settings.silence())
                    .ifPresent(log::compliance);
        }
    }

    private List<Quarantine> quarantined(FleetState state) {
        return state.evses().stream()
                .flatMap(evse -> Stream.ofNullable(command(evse.evse().id()).quarantine))
                .toList();
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private EvseCommand command(EvseId evse) {
        return commands.computeIfAbsent(evse, e -> new EvseCommand());
    }
}
