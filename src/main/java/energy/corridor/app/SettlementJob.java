package energy.corridor.app;

import energy.corridor.credits.CreditOffice;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.FleetBook;
import energy.corridor.gridlink.SettlementFeed;
import energy.corridor.quantity.Units;
import energy.corridor.settlement.BlockFormation;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.Settlement;
import energy.corridor.settlement.SettlementStore;
import energy.corridor.settlement.message.MessageStore;
import energy.corridor.telemetry.EvseId;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Registers the depot's EVSEs as grid elements and settles every interval soon after its end, beside the control loop. */
@Singleton
final class SettlementJob {

    private static final long LOOK_EVERY_MILLIS = 500; // wall time

    /** Messages given to the broker with one look. */
    private static final int MOST_AT_ONCE = 200;

    private static final long AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

    private final DepotClock clock;
    private final FleetBook fleet;
    private final ElementRegister elements;
    private final Settlement settlement;
    private final CreditOffice credits;
    private final CreditMessages messages;
    private final MessageStore told;
    private final BlockFormation blocks;
    private final SignedMeterValues signed;
    private final SettlementFeed feed;
    private final Settings.SettlementSettings settings;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread worker = new Thread(task, "settlement");
        worker.setPriority(Thread.MIN_PRIORITY);
        return worker;
    });
    private final Queue<Long> confirmed = new ConcurrentLinkedQueue<>();
    private final Map<Long, Long> underWay = new HashMap<>();
    private volatile Depot registered = Depot.EMPTY;
    private volatile Instant settledUntil = Instant.EPOCH;

    SettlementJob(
            DepotClock clock,
            FleetBook fleet,
            ElementRegister elements,
            Settlement settlement,
            CreditOffice credits,
            CreditMessages messages,
            MessageStore told,
            BlockFormation blocks,
            SignedMeterValues signed,
            SettlementFeed feed,
            Settings settings) {
        this.told = told;
        this.blocks = blocks;
        this.signed = signed;
        this.feed = feed;
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
            credits.notices().send(messages, clock.instant());
        } catch (RuntimeException e) {
            Log.error("Telling devices of their credits failed; it is tried again.", e);
        }
        try {
            publish(clock.instant());
        } catch (RuntimeException e) {
            Log.error("Publishing settlement messages failed; it is tried again.", e);
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
        try {
            signed.takeUp();
        } catch (RuntimeException e) {
            Log.error("Signed meter values could not be looked at; it is tried again.", e);
        }
        Settlement.Outcome outcome = settlement.catchUp(ended, clock.instant());
        told.aggregate(clock.instant(), settings.onTime());
        blocks.form(ended, clock.instant());
        settledUntil = ended;
        if (outcome.kwps() > 0) {
            Log.debugf(
                    "Settled until %s: %d intervals, %d packets, %d bookings",
                    ended, outcome.intervals(), outcome.kwps(), outcome.bookings());
        }
        return outcome;
    }

    /** What has waited longer than a day is left for who asks by REST; what a broker does not confirm is said again. */
    private void publish(Instant now) {
        List<Long> done = new ArrayList<>();
        for (Long order = confirmed.poll(); order != null; order = confirmed.poll()) {
            done.add(order);
            underWay.remove(order);
        }
        if (!done.isEmpty()) {
            told.published(done);
        }
        if (!feed.isOpen()) {
            return;
        }
        long nanos = System.nanoTime();
        for (MessageStore.Sent message : told.ready(now.minus(Duration.ofDays(1)), MOST_AT_ONCE)) {
            Long since = underWay.get(message.order());
            if (since == null || nanos - since > AGAIN_NANOS) {
                underWay.put(message.order(), nanos);
                feed.publish(message, () -> confirmed.add(message.order()));
            }
        }
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
