package energy.corridor.fleet;

import energy.corridor.duty.DutyBook;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.StationEvent.Booted;
import energy.corridor.fleet.StationEvent.Connected;
import energy.corridor.fleet.StationEvent.Disconnected;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.StatusChanged;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionIdentified;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The live book of stations, charging sessions and vehicles' energy. Takes what is already durable; gives one immutable
 * {@link FleetState} per cycle. Safe for any number of threads.
 */
public final class FleetBook {

    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final FleetStore store;
    private final DutyBook duties;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Depot depot = Depot.EMPTY;
    private Set<StationId> stations = Set.of();
    private Map<EvseId, Evse> registered = Map.of();
    private Map<String, Vehicle> vehicleByTag = Map.of();
    private final Map<StationId, Link> links = new HashMap<>();
    private final Map<EvseId, EvseLedger> evses = new TreeMap<>();
    private final Map<VehicleId, BatteryLedger> batteries = new TreeMap<>();

    public FleetBook(FleetStore store, DutyBook duties) {
        this.store = store;
        this.duties = duties;
    }

    /** Reads the register, and replays what stations and telematics said before the restart, in the order of receipt. */
    public synchronized void load(StationJournal journal) {
        index(store.depot());
        Deque<TelematicsSample> samples = new ArrayDeque<>(store.newestSamples().stream()
                .sorted(Comparator.comparing(TelematicsSample::receivedAt))
                .toList());
        for (StationEvent event : journal.resume()) {
            while (!samples.isEmpty() && samples.getFirst().receivedAt().isBefore(event.receivedAt())) {
                apply(samples.removeFirst());
            }
            apply(event);
        }
        samples.forEach(this::apply);
        links.values().forEach(link -> link.connected = false);
    }

    public synchronized Depot depot() {
        return depot;
    }

    /** The register becomes {@code next}; sessions and energies of what stays are kept. */
    public void register(Depot next) {
        synchronized (this) {
            store.save(next);
            index(next);
        }
        changed();
    }

    public synchronized boolean knows(StationId station) {
        return stations.contains(station);
    }

    /** Whether the station ever announced itself, as far as the journal goes back. */
    public boolean hasBooted(StationId station) {
        return lastBoot(station).isPresent();
    }

    /** What the station last said of itself. */
    public synchronized Optional<Booted> lastBoot(StationId station) {
        Link link = links.get(station);
        return Optional.ofNullable(link == null ? null : link.boot);
    }

    public synchronized Optional<Vehicle> vehicleOf(String idTag) {
        return Optional.ofNullable(vehicleByTag.get(idTag));
    }

    synchronized String nameOf(EvseId evse, long transaction) {
        EvseLedger ledger = evses.get(evse);
        return ledger == null ? "" : ledger.nameOf(transaction);
    }

    synchronized long transactionAt(EvseId evse) {
        EvseLedger ledger = evses.get(evse);
        return ledger == null ? 0 : ledger.transaction();
    }

    synchronized Optional<Evse> registered(EvseId evse) {
        return Optional.ofNullable(registered.get(evse));
    }

    synchronized String registered(String idTag) {
        return vehicleOf(idTag).stream()
                .flatMap(vehicle -> vehicle.idTags().stream())
                .filter(idTag::equalsIgnoreCase)
                .findFirst()
                .orElse(idTag);
    }

    /** Takes an event that the journal has kept. */
    public void accept(StationEvent event) {
        boolean news;
        synchronized (this) {
            news = apply(event);
        }
        if (news) {
            changed();
        }
    }

    /**
     * Keeps a value of a vehicle's telematics and uses it where no charger knows better.
     *
     * @throws IllegalArgumentException when the vehicle is unknown, the energy is outside its battery, or the sample is of a time
     *     to come, which would hide every later one
     */
    public void accept(TelematicsSample sample) {
        synchronized (this) {
            Vehicle vehicle = depot.vehicles().stream()
                    .filter(v -> v.id().equals(sample.vehicle()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Vehicle \"%s\" is not registered in this depot.".formatted(sample.vehicle())));
            if (!(0 <= sample.socKwh() && sample.socKwh() <= vehicle.capacityKwh())) {
                throw new IllegalArgumentException("The socKwh (%s) of %s must be in 0..%s."
                        .formatted(sample.socKwh(), vehicle.id(), vehicle.capacityKwh()));
            }
            if (sample.at().isAfter(sample.receivedAt().plus(CLOCKS_APART))) {
                throw new IllegalArgumentException("The sample of %s is of %s, more than %s after now (%s)."
                        .formatted(vehicle.id(), sample.at(), CLOCKS_APART, sample.receivedAt()));
            }
            store.save(sample);
            apply(sample);
        }
        changed();
    }

    public synchronized void seen(StationId station, Instant at) {
        link(station).seen(at);
    }

    /** Runs after every change that a plan may depend on, on the changing thread: not after meter readings. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public synchronized FleetState at(Instant now) {
        List<EvseState> evseStates = new ArrayList<>(depot.evses().size());
        for (Evse evse : depot.evses()) {
            evseStates.add(evses.computeIfAbsent(evse.id(), EvseLedger::new)
                    .state(evse, link(evse.id().station()), this::vehicleIdOf));
        }
        List<VehicleState> vehicleStates = new ArrayList<>(depot.vehicles().size());
        for (Vehicle vehicle : depot.vehicles()) {
            vehicleStates.add(battery(vehicle).state(vehicle, duties.of(vehicle.id(), now), now));
        }
        return new FleetState(now, evseStates, vehicleStates);
    }

    /** Transactions whose stop does not come any more. @param patience how long a stop may wait in a station's queue */
    public synchronized List<Zombie> zombies(Instant now, Duration patience) {
        return evses.entrySet().stream()
                .flatMap(
                        e -> e.getValue().zombies(now, patience, link(e.getKey().station())).stream())
                .toList();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    private void index(Depot next) {
        depot = next;
        stations = next.evses().stream().map(e -> e.id().station()).collect(Collectors.toSet());
        registered = next.evses().stream().collect(Collectors.toMap(Evse::id, Function.identity()));
        Map<String, Vehicle> byTag = new TreeMap<>(String.CASE_INSENSITIVE_ORDER); // CiString (OCPP)
        next.vehicles().forEach(v -> v.idTags().forEach(tag -> byTag.put(tag, v)));
        vehicleByTag = byTag;
    }

    private Optional<VehicleId> vehicleIdOf(@Nullable String idTag) {
        return idTag == null ? Optional.empty() : vehicleOf(idTag).map(Vehicle::id);
    }

    private Link link(StationId station) {
        return links.computeIfAbsent(station, s -> new Link());
    }

    private BatteryLedger battery(Vehicle vehicle) {
        return batteries.computeIfAbsent(vehicle.id(), id -> new BatteryLedger());
    }

    private void apply(TelematicsSample sample) {
        depot.vehicles().stream()
                .filter(v -> v.id().equals(sample.vehicle()))
                .findFirst()
                .ifPresent(v -> battery(v).telematics(v, sample));
    }

    /** @return whether it is news to a plan */
    private boolean apply(StationEvent event) {
        Link link = link(event.station());
        link.seen(event.receivedAt());
        if (event instanceof Connected) {
            link.connected = true;
        } else if (event instanceof Disconnected) {
            link.connected = false;
        } else if (event instanceof Booted boot) {
            link.boot = boot;
            link.clock.restarted();
        } else if (event instanceof StatusChanged status) {
            link.clock.heard(status.at(), status.receivedAt());
            return evse(status.evse()).status(status);
        } else if (event instanceof TransactionStarted start) {
            EvseLedger evse = evse(start.evse());
            boolean news = evse.start(start);
            if (news) {
                vehicleOf(start.idTag()).ifPresent(v -> battery(v).plugIn(v, start, firstDuty(v.id(), start.at())));
            }
            return news; // each report of a 2.x transaction brings its start
        } else if (event instanceof TransactionIdentified known) {
            TransactionStarted start = evse(known.evse()).identify(known);
            if (start != null) {
                vehicleOf(start.idTag()).ifPresent(v -> battery(v).plugIn(v, start, firstDuty(v.id(), start.at())));
            }
            return start != null;
        } else if (event instanceof TransactionEnded end) {
            EvseLedger evse = evse(end.evse());
            vehicleIdOf(evse.idTag(end.transaction())).map(batteries::get).ifPresent(battery -> battery.unplug(end));
            evse.end(end);
        } else if (event instanceof Metered metered) {
            metered.readings().forEach(reading -> apply(reading, link.clock));
            return false;
        } else if (event instanceof Noticed) {
            return false;
        }
        return true;
    }

    private double firstDuty(VehicleId vehicle, Instant at) {
        return duties.of(vehicle, at).stream().findFirst().map(d -> d.tripKwh()).orElse(0.0);
    }

    private void apply(MeterReading reading, StationClock clock) {
        clock.heard(reading.at(), reading.receivedAt());
        EvseLedger evse = evse(reading.evse());
        evse.metered(reading, clock);
        if (reading.transaction() != 0) {
            String tag = evse.idTag(reading.transaction());
            if (tag != null) {
                vehicleOf(tag).ifPresent(v -> battery(v).metered(v, reading));
            }
        }
    }

    private EvseLedger evse(EvseId id) {
        return evses.computeIfAbsent(id, EvseLedger::new);
    }

    /** What is known of a station's connection. */
    static final class Link {
        final StationClock clock = new StationClock();
        boolean connected;

        @Nullable Booted boot;

        @Nullable Instant lastSeen;

        void seen(Instant at) {
            if (lastSeen == null || at.isAfter(lastSeen)) {
                lastSeen = at;
            }
        }
    }
}
