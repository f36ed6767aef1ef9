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
 * Where what stations said outlives the process. A stage completes when its content is on disk, and fails when it is not;
 * nothing may be acknowledged before. Every call is idempotent: a station that repeats itself changes nothing.
 */
public interface StationJournal {

    /**
     * Opens a transaction and gives it a positive, unique, growing id, or finds the one that the same start opened before.
     * The key of a start is (evse, idTag, at, meterStartWh).
     */
    CompletionStage<TransactionStarted> start(
            EvseId evse, String idTag, Instant at, Instant receivedAt, long meterStartWh);

    /**
     * Closes a transaction; the first stop wins. Empty when the id is unknown at that station: the stop is then kept as an
     * orphan for an operator to look at.
     */
    CompletionStage<Optional<TransactionEnded>> end(
            StationId station, long transaction, Instant at, Instant receivedAt, long meterStopWh, String reason);

    /**
     * Closes a transaction whose stop does not come any more, and notes why. A stop of the station that comes after all replaces
     * the end. Empty when it is closed already.
     */
    CompletionStage<Optional<TransactionEnded>> repair(Zombie zombie, Instant now);

    /**
     * Keeps a report, opens, identifies and closes its transaction, and keeps its readings, all or nothing. Gives what has become
     * known by it, in order, the transaction's start first even when that was known. The same report twice is kept once. A report
     * that names no EVSE, of a transaction that is at none yet, gives nothing: it is placed when a later one does.
     */
    CompletionStage<List<StationEvent>> report(TransactionReport report);

    /** Keeps any other event. Readings that are already there are not stored again. */
    CompletionStage<Void> record(StationEvent event);

    /** What a station told people, newest first, at most {@code most}. */
    List<Noticed> notices(StationId station, int most);

    /**
     * What a restart needs, in the order in which it was kept: for every station its last boot and statuses, every open
     * transaction, the vehicles' last finished transactions, and of each the readings that tell energy, power and SoC now.
     */
    List<StationEvent> resume();
}
