package energy.corridor.sim;

import energy.corridor.sim.physics.Outlet;
import energy.corridor.sim.scenario.Faults;
import energy.corridor.sim.scenario.GridConnector;
import energy.corridor.sim.scenario.Scenario;
import energy.corridor.sim.scenario.ScenarioException;
import energy.corridor.sim.station.Account;
import energy.corridor.sim.station.Host;
import energy.corridor.sim.station.NextAfter;
import energy.corridor.sim.station.Station;
import energy.corridor.sim.station.StationState;
import energy.corridor.sim.station.WebSockets;
import energy.corridor.sim.station.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A depot that plays a scenario: batteries, meters and, at one grid connector, charging stations that speak OCPP.
 *
 * <p>Only {@link #advanceTo} and {@link #tickTo} move its time. What arrives from the service between steps takes effect at
 * the instant at which the clock stands. Safe for use by several threads; a failure inside ends it and is thrown by what is
 * called next.
 */
public final class World implements AutoCloseable {

    /** Something that went wrong on the wire. */
    public record Trouble(Instant at, String station, String sentence) {}

    private static final int TROUBLES_KEPT = 1000;

    private final Turnstile turnstile = new Turnstile(this::isQuiet);
    private final Scenario scenario;
    private final WorldOptions options;
    private final GridConnector connector;
    private final Instant from;
    private final Instant end;
    private final Depot depot;
    private final Account account;
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final FaultClock faults;
    private final ScheduledThreadPoolExecutor timer;
    private final List<Trouble> troubles = new ArrayList<>();
    private final int discardedBefore;
    private Instant now;
    private boolean stepping;

    private World(Scenario scenario, WorldOptions options, Optional<WorldState> saved) {
        this.scenario = scenario;
        this.options = options;
        this.connector = scenario.gridConnector(options.gridConnector());
        saved.ifPresent(this::refuseForeign);
        from = saved.map(WorldState::from).or(options::from).orElse(scenario.start());
        end = options.to().orElse(scenario.end());
        if (!end.isAfter(from)) {
            throw new ScenarioException("The end (%s) must lie after the start (%s).".formatted(end, from));
        }
        now = saved.map(WorldState::now).orElse(from);
        timer = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "ocpp-sim");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        account = new Account(options.accountInMemory(), options.acknowledged());
        depot = new Depot(scenario, connector, from, saved, this::firmware);
        saved.ifPresent(state -> state.stations().forEach((id, memory) -> {
            Station station = stations.get(id);
            if (station != null) {
                station.restore(memory);
            }
        }));
        faults = new FaultClock(
                options.faults()
                        .map(file -> Faults.read(file, List.copyOf(stations.keySet()), from))
                        .orElse(Faults.NONE),
                stations);
        discardedBefore = saved.map(WorldState::discarded).orElse(0);
    }

    public static World load(Path scenario, WorldOptions options) {
        return new World(Scenario.read(scenario), options, Optional.empty());
    }

    public static World load(Scenario scenario, WorldOptions options) {
        return new World(scenario, options, Optional.empty());
    }

    /** Goes on from a saved state of the same scenario. */
    public static World resume(Scenario scenario, WorldOptions options, WorldState state) {
        return new World(scenario, options, Optional.of(state));
    }

    private void refuseForeign(WorldState state) {
        if (!state.scenario().equals(scenario.fingerprint())
                || !state.gridConnector().equals(options.gridConnector())
                || state.controlled() != options.controlled()) {
            throw new ScenarioException(
                    "The saved state belongs to another scenario or grid connector than %s at \"%s\"; name another state file or remove it to begin anew."
                            .formatted(scenario.name(), options.gridConnector()));
        }
    }

    private Optional<Station> firmware(Outlet outlet) {
        if (!options.controlled()) {
            return Optional.empty();
        }
        Station station = new Station(outlet, new Clockwork(), options.station(), account);
        stations.put(station.id(), station);
        return Optional.of(station);
    }

    // ---- the wire

    /**
     * Connects every station to {@code base}/identity. Completes when all have said what they have to say, or are known not
     * to be connected; those keep trying.
     */
    public CompletionStage<Void> connect(URI base) {
        return connect(WebSockets.opener(base));
    }

    /** The same over any wire. */
    public CompletionStage<Void> connect(Wire.Opener opener) {
        return turnstile.promise(done -> {
            faults.opener(opener);
            stations.values().forEach(station -> station.dialogue().open(opener));
            turnstile.afterQuiet(() -> turnstile.keep(done));
        });
    }

    /** Lets stations that wait to reconnect try at once. Completes as {@link #connect} does. */
    public CompletionStage<Void> reconnectNow() {
        return turnstile.promise(done -> {
            stations.values().forEach(station -> station.dialogue().retryNow());
            turnstile.afterQuiet(() -> turnstile.keep(done));
        });
    }

    /** Completes when nothing is under way: what was asked of the stations has been done and its messages are answered. */
    public CompletionStage<Void> settled() {
        return turnstile.promise(done -> turnstile.afterQuiet(() -> turnstile.keep(done)));
    }

    /** Closes every connection with a goodbye; they stay closed until {@link #connect}. */
    public void disconnect() {
        turnstile.act(this::sayGoodbye);
    }

    private List<CompletionStage<?>> sayGoodbye() {
        List<CompletionStage<?>> goodbyes = new ArrayList<>();
        stations.values().forEach(station -> goodbyes.add(station.dialogue().close(true)));
        return goodbyes;
    }

    /** Cuts the cable of one station; it stays cut until {@link #connect}. */
    public void cut(String station) {
        Station cut = station(station);
        turnstile.act(() -> cut.dialogue().close(false));
    }

    /** Cuts all cables at once; they stay cut until {@link #connect}. */
    public void cutAll() {
        turnstile.act(
                () -> stations.values().forEach(station -> station.dialogue().close(false)));
    }

    // ---- time

    /**
     * Moves the clock to {@code target} once nothing is under way any more. On the way it stops where a vehicle arrives at the
     * depot or a station repeats itself, until the messages of that moment are answered. It completes when every message of
     * the step has been answered, or its station is known not to be connected.
     */
    public CompletionStage<Void> advanceTo(Instant target) {
        return turnstile.look(() -> {
            if (stepping) {
                throw new IllegalStateException("The step before has not ended yet.");
            }
            refusePast(target);
            return turnstile.promise(done -> {
                stepping = true;
                turnstile.afterQuiet(() -> step(target.truncatedTo(ChronoUnit.MILLIS), done));
            });
        });
    }

    /** Moves the clock to {@code target} without waiting for answers; they take effect when they come. */
    public void tickTo(Instant target) {
        turnstile.look(() -> {
            refusePast(target);
            turnstile.act(() -> {
                move(target.truncatedTo(ChronoUnit.MILLIS), false);
                stations.values().forEach(station -> station.dialogue().pump());
            });
            return now;
        });
    }

    private void refusePast(Instant target) {
        if (target.truncatedTo(ChronoUnit.MILLIS).isBefore(now)) {
            throw new IllegalArgumentException(
                    "The clock stands at %s; it cannot go back to %s.".formatted(now, target));
        }
    }

    private void step(Instant target, CompletableFuture<Void> done) {
        boolean asks = move(target, true);
        stations.values().forEach(station -> station.dialogue().pump());
        boolean there = !asks && !now.isBefore(target);
        turnstile.afterQuiet(() -> {
            if (there) {
                stepping = false;
                turnstile.keep(done);
            } else {
                step(target, done);
            }
        });
    }

    /** Returns early, if asked to, where the service's answers decide how it goes on; tells whether it is at such a place. */
    private boolean move(Instant target, boolean stopForAnswers) {
        while (true) {
            faults.fire(now);
            boolean asks = depot.fire(now);
            for (Station station : stations.values()) {
                asks |= station.onTime();
            }
            if ((asks && stopForAnswers) || !now.isBefore(target)) {
                return asks;
            }
            NextAfter next = new NextAfter(now);
            next.offer(target);
            next.offer(depot.nextEvent(now));
            faults.nextAfter(now).ifPresent(next::offer);
            stations.values().forEach(station -> station.nextDue().ifPresent(next::offer));
            Instant then = next.found().orElseThrow();
            depot.flow(now, then);
            now = then;
        }
    }

    // ---- one thing at a time

    private final class Clockwork implements Host {

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void enter(Runnable action) {
            turnstile.enter(action);
        }

        @Override
        public Cancellable after(Duration delay, Runnable action) {
            ScheduledFuture<?> future =
                    timer.schedule(() -> turnstile.enter(action), delay.toMillis(), TimeUnit.MILLISECONDS);
            return () -> future.cancel(false);
        }

        @Override
        public void trouble(String station, String sentence) {
            if (troubles.size() >= TROUBLES_KEPT) {
                troubles.remove(0);
            }
            troubles.add(new Trouble(now, station, sentence));
        }
    }

    private boolean isQuiet() {
        return stations.values().stream().allMatch(station -> station.dialogue().isQuiet());
    }

    // ---- what is to be seen

    public Instant now() {
        return turnstile.look(() -> now);
    }

    public Instant start() {
        return from;
    }

    public Instant end() {
        return end;
    }

    public Scenario scenario() {
        return scenario;
    }

    /** What the service has acknowledged. */
    public Account account() {
        return account;
    }

    public List<Account.Reading> acknowledgedReadings() {
        return account.readings();
    }

    /** True state of charge of every vehicle, kWh, whether it is here or away. */
    public Map<String, Double> socKwh() {
        return turnstile.look(() -> {
            Map<String, Double> all = new LinkedHashMap<>();
            depot.buses().forEach(bus -> all.put(bus.vehicle.id(), bus.battery.energyKwh()));
            return all;
        });
    }

    /** Power at each occupied station of the depot right now, kW, by vehicle. */
    public Map<String, Double> powerKw() {
        return turnstile.look(() -> {
            Map<String, Double> all = new LinkedHashMap<>();
            for (Outlet outlet : depot.occupied()) {
                if (outlet.vehicle() != null) {
                    all.put(outlet.vehicle().id(), outlet.powerKw());
                }
            }
            return all;
        });
    }

    /** Everything the site draws right now, kW. */
    public double siteKw() {
        return turnstile.look(() -> depot.chargingKw() + connector.loadKw().at(now));
    }

    public double siteLimitKw() {
        return turnstile.look(() -> connector.limitKw().at(now));
    }

    public Optional<Station> findStation(String id) {
        return Optional.ofNullable(stations.get(id));
    }

    private Station station(String id) {
        return findStation(id)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no station \"%s\" at \"%s\".".formatted(id, options.gridConnector())));
    }

    public int stations() {
        return stations.size();
    }

    public int connected() {
        return turnstile.look(() -> (int) stations.values().stream()
                .filter(station -> station.dialogue().isConnected())
                .count());
    }

    /** Messages that are still to be delivered. */
    public int waitingMessages() {
        return turnstile.look(() -> stations.values().stream()
                .mapToInt(station -> station.dialogue().waiting())
                .sum());
    }

    /** The last of what went wrong on the wire. */
    public List<Trouble> troubles() {
        return turnstile.look(() -> List.copyOf(troubles));
    }

    /** What went wrong since this was last asked for. */
    public List<Trouble> takeTroubles() {
        return turnstile.look(() -> {
            List<Trouble> all = List.copyOf(troubles);
            troubles.clear();
            return all;
        });
    }

    public Report report() {
        return turnstile.look(() -> new Report(
                scenario.name(),
                options.gridConnector(),
                options.controlled(),
                from,
                now,
                depot.departures(),
                depot.meter(),
                depot.buses().stream()
                        .map(bus ->
                                new Report.Use(bus.vehicle.id(), bus.depotKwh, bus.battery.energyKwh(), bus.emptyKwh))
                        .toList(),
                depot.elsewhereKwh(),
                discarded(),
                options.toleranceKwh()));
    }

    private int discarded() {
        return discardedBefore
                + stations.values().stream()
                        .mapToInt(station -> station.dialogue().discarded())
                        .sum();
    }

    public WorldState state() {
        return turnstile.look(() -> {
            Map<String, Bus.State> vehicles = new LinkedHashMap<>();
            depot.buses().forEach(bus -> vehicles.put(bus.vehicle.id(), bus.state()));
            Map<String, StationState> memories = new LinkedHashMap<>();
            stations.forEach((id, station) -> memories.put(id, station.state()));
            return new WorldState(
                    WorldState.FORMAT,
                    scenario.fingerprint(),
                    options.gridConnector(),
                    options.controlled(),
                    from,
                    now,
                    vehicles,
                    depot.registersWh(),
                    memories,
                    depot.meter(),
                    depot.departures(),
                    depot.elsewhereKwh(),
                    discarded());
        });
    }

    /** Says goodbye to the service and stops; waits at most two seconds for the goodbyes to leave. */
    @Override
    public void close() {
        List<CompletionStage<?>> goodbyes = turnstile.look(this::sayGoodbye);
        CompletableFuture.allOf(goodbyes.stream()
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                .exceptionally(lost -> null) // it was gone already
                .join();
        timer.shutdownNow();
        account.close();
    }
}
