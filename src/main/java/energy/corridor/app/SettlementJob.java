package energy.corridor.app;

import energy.corridor.credits.CreditOffice;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.FleetBook;
import energy.corridor.quantity.Units;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.SettlementStore;
import energy.corridor.telemetry.EvseId;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Registers the depot's EVSEs as grid elements and settles every interval soon after its end, beside the control loop. */
@Singleton
final class SettlementJob {

    private static final long LOOK_EVERY_MILLIS = 500; // wall time

    private final DepotClock clock;
    private final FleetBook fleet;
    private final ElementRegister elements;
    private final Settlement settlement;
    private final CreditOffice credits;
    private final CreditMessages messages;
    private final Settings.SettlementSettings settings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "settlement");
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    });
    private volatile Depot registered = Depot.EMPTY;
    private volatile Instant settledUntil = Instant.EPOCH;

    SettlementJob(
            DepotClock clock,
            FleetBook fleet,
            ElementRegister elements,
            Settlement settlement,
            CreditOffice credits,
            CreditMessages messages,
            Settings settings) {
        this.credits = credits;
        this.messages = messages;
        this.clock = clock;
        this.fleet = fleet;
        this.elements = elements;
        this.settlement = settlement;
        this.settings = settings.settlement();
    }

    void load(Instant now) {
        elements.load();
        register(now);
    }

    void start() {
        if (settings.enabled()) {
            thread.scheduleWithFixedDelay(this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** After a change of the depot. */
    void registerDepot() {
        if (fleet.depot() != registered) {
            thread.execute(() -> register(clock.instant()));
        }
    }

    /** Every EVSE of the depot is an element of its master; one that is no longer there is suspended. */
    private synchronized void register(Instant now) {
        Instant from = settlement.floor(now);
        Depot depot = fleet.depot();
        List<Evse> evses = depot.evses();
        registered = depot;
        if (evses.isEmpty() && elements.newest().isEmpty()) {
            return;
        }
        List<GridElement> wanted = new ArrayList<>();
        Set<EvseId> there = new HashSet<>();
        long sumW = 0;
        for (Evse evse : evses) {
            there.add(evse.id());
            long maxW = (long) Math.ceil(Units.kwToWatts(evse.maxKw()));
            sumW += maxW;
            // What somebody else has registered for it stays.
            Optional<GridElement> known = elements.newest(evse.id().toString());
            if (known.isEmpty() || known.get().source() == GridElement.Source.COORDINATOR) {
                wanted.add(GridElement.charger(
                        evse.id(), settings.party(), settings.point(), maxW, settings.point(), from));
            }
        }
        if (elements.newest(settings.point()).isEmpty()) {
            wanted.add(0, GridElement.master(settings.point(), settings.party(), sumW, settings.point(), from));
        }
        for (GridElement element : elements.newest()) {
            if (element.state() == GridElement.State.ACTIVE
                    && element.evse().isPresent()
                    && !there.contains(element.evse().get())) {
                wanted.add(element.in(GridElement.State.SUSPENDED).from(from, GridElement.Source.COORDINATOR));
            }
        }
        elements.register(wanted);
    }

    private void look() {
        try {
            credits.sendNotices(messages, clock.instant());
        } catch (RuntimeException e) {
            Log.error("Telling devices of their credits failed; it is tried again.", e);
        }
        Instant ended = settlement.floor(clock.instant().minus(settings.delay()));
        if (ended.isAfter(settledUntil)) {
            try {
                settleUntil(ended);
            } catch (SettlementStore.ConflictException other) {
                Log.warn("Another run settled the same first; the next one looks again.", other);
            } catch (RuntimeException e) {
                // Control does not depend on it; the next look tries again.
                Log.error("Settling failed; nothing of the step was kept.", e);
            }
        }
    }

    Settlement.Outcome settleUntil(Instant ended) {
        Settlement.Outcome outcome = settlement.catchUp(ended, clock.instant());
        settledUntil = ended;
        if (outcome.kwps() > 0) {
            Log.debugf(
                    "Settled until %s: %d intervals, %d packets, %d bookings",
                    ended, outcome.intervals(), outcome.kwps(), outcome.bookings());
        }
        return outcome;
    }

    void close() {
        thread.shutdown();
        try {
            // So that the database outlives the step in hand.
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                Log.warn("Settlement did not end in time; what was in hand comes again at the next start.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
