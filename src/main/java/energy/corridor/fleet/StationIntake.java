package energy.corridor.fleet;

import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
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

    /** Whether the tag belongs to a vehicle of the depot. */
    public boolean accepts(String idTag) {
        return fleet.vehicleOf(idTag).isPresent();
    }

    /** Always opens (or finds) a transaction, also for an unknown tag: the energy flows whether we like it or not. */
    public CompletionStage<TransactionStarted> start(
            EvseId evse, String idTag, Instant at, Instant receivedAt, long meterStartWh) {
        return journal.start(evse, idTag, at, receivedAt, meterStartWh).thenApply(started -> {
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

    public CompletionStage<Void> receive(StationEvent event) {
        return journal.record(event).thenRun(() -> fleet.accept(event));
    }

    /** A sign of life that is worth no disk. */
    public void seen(StationId station, Instant at) {
        fleet.seen(station, at);
    }
}
