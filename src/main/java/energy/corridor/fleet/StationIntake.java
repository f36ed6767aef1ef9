package energy.corridor.fleet;

import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The door through which station messages come in, whatever the protocol: journal first, then the fleet's book, then the
 * caller may acknowledge. A failed stage means that nothing may be acknowledged.
 */
public final class StationIntake {

    private final StationJournal journal;
    private final FleetBook fleet;

    public StationIntake(StationJournal journal, FleetBook fleet) {
        this.journal = journal;
        this.fleet = fleet;
    }

    /** Whether a station of that identity belongs to the depot. */
    public boolean knows(StationId station) {
        return fleet.knows(station);
    }

    /** Whether that station ever announced itself; it stays accepted over reconnects and restarts of the service. */
    public boolean hasBooted(StationId station) {
        return fleet.hasBooted(station);
    }

    /** What that station last said of itself. */
    public Optional<StationEvent.Booted> lastBoot(StationId station) {
        return fleet.lastBoot(station);
    }

    /** Whether the tag belongs to a vehicle of the depot. */
    public boolean accepts(String idTag) {
        return fleet.vehicleOf(idTag).isPresent();
    }

    /** The tag as the register spells it: OCPP compares tags without regard to case. An unknown one stays as it is. */
    public String registered(String idTag) {
        return fleet.registered(idTag);
    }

    /** Always opens (or finds) a transaction, also for an unknown tag: the energy flows whether we like it or not. */
    public CompletionStage<TransactionStarted> start(
            EvseId evse, String idTag, Instant at, Instant receivedAt, long meterStartWh) {
        return journal.start(evse, registered(idTag), at, receivedAt, meterStartWh)
                .thenApply(started -> {
                    fleet.accept(started);
                    return started;
                });
    }

    public CompletionStage<Optional<TransactionEnded>> end(
            StationId station, long transaction, Instant at, Instant receivedAt, long meterStopWh, String reason) {
        return journal.end(station, transaction, at, receivedAt, meterStopWh, reason)
                .thenApply(ended -> {
                    ended.ifPresent(fleet::accept);
                    return ended;
                });
    }

    /** Closes a transaction whose stop does not come any more by what is known of it. Should its stop come after all, that counts. */
    public CompletionStage<Void> repair(Zombie zombie, Instant now) {
        return journal.repair(zombie, now).thenAccept(ended -> ended.ifPresent(fleet::accept));
    }

    /** @return what has become known, empty while the station has not told at which EVSE the transaction is */
    public CompletionStage<List<StationEvent>> report(TransactionReport report) {
        return journal.report(report).thenApply(events -> {
            events.forEach(fleet::accept);
            return events;
        });
    }

    /** The id that its station gave a transaction, "" where ours is the station's or the transaction is not its EVSE's last. */
    public String nameOf(EvseId evse, long transaction) {
        return fleet.nameOf(evse, transaction);
    }

    /** The transaction that runs at the EVSE, 0 for none. */
    public long transactionAt(EvseId evse) {
        return fleet.transactionAt(evse);
    }

    public boolean isCharging(EvseId evse) {
        return transactionAt(evse) != 0;
    }

    /** 1 or 3 on AC; 0 on DC, and for an EVSE that is not registered. */
    public int phasesOf(EvseId evse) {
        return fleet.registered(evse).map(Evse::phases).orElse(0);
    }

    /** The EVSEs of a station in the register. */
    public List<EvseId> evsesOf(StationId station) {
        return fleet.depot().evses().stream()
                .map(Evse::id)
                .filter(id -> id.station().equals(station))
                .toList();
    }

    /** What a station told people, newest first, at most {@code most}. */
    public List<Noticed> notices(StationId station, int most) {
        return journal.notices(station, most);
    }

    public CompletionStage<Void> receive(StationEvent event) {
        return journal.record(event).thenRun(() -> fleet.accept(event));
    }

    /** A sign of life that is worth no disk. */
    public void seen(StationId station, Instant at) {
        fleet.seen(station, at);
    }
}
