package energy.corridor.ocpp;

import energy.corridor.fleet.InMemoryJournal;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationEvent.Noticed;
import energy.corridor.fleet.StationEvent.TransactionEnded;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.fleet.StationJournal;
import energy.corridor.fleet.TransactionReport;
import energy.corridor.fleet.Zombie;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.StationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A journal whose disk a test can hold, let go, and break. */
public final class SlowJournal implements StationJournal {

    private final InMemoryJournal journal = new InMemoryJournal();
    private volatile CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);

    /** Nothing becomes durable until {@link #goOn()} or {@link #fail}. */
    public void hold() {
        disk = new CompletableFuture<>();
    }

    public void goOn() {
        disk.complete(null);
    }

    /** What waits, and all that comes, fails until {@link #repair()}. */
    public void fail() {
        CompletableFuture<Void> before = disk;
        disk = CompletableFuture.failedFuture(new IllegalStateException("disk full"));
        before.completeExceptionally(new IllegalStateException("disk full"));
    }

    public void repair() {
        disk = CompletableFuture.completedFuture(null);
    }

    public List<StationEvent> events() {
        return journal.events();
    }

    @Override
    public CompletionStage<TransactionStarted> start(
            EvseId evse, String idTag, Instant at, Instant receivedAt, long meterStartWh) {
        return whenWritten(() -> journal.start(evse, idTag, at, receivedAt, meterStartWh));
    }

    @Override
    public CompletionStage<Optional<TransactionEnded>> end(
            StationId station, long transaction, Instant at, Instant receivedAt, long meterStopWh, String reason) {
        return whenWritten(() -> journal.end(station, transaction, at, receivedAt, meterStopWh, reason));
    }

    @Override
    public CompletionStage<Optional<TransactionEnded>> repair(Zombie zombie, Instant now) {
        return whenWritten(() -> journal.repair(zombie, now));
    }

    @Override
    public CompletionStage<List<StationEvent>> report(TransactionReport report) {
        return whenWritten(() -> journal.report(report));
    }

    @Override
    public CompletionStage<Void> record(StationEvent event) {
        return whenWritten(() -> journal.record(event));
    }

    @Override
    public List<Noticed> notices(StationId station, int most) {
        return journal.notices(station, most);
    }

    @Override
    public List<StationEvent> resume() {
        return journal.resume();
    }

    private <T> CompletionStage<T> whenWritten(Supplier<CompletionStage<T>> write) {
        return disk.thenComposeAsync(written -> write.get());
    }
}
