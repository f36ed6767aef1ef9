package energy.corridor.store.journal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events that wait in one database transaction, so that they share one flush to disk, and completes their stages in
 * the order in which they came once that is committed.
 *
 * <p>One thread writes, another completes stages, so that what hangs on a stage never holds up the disk. A transaction that
 * fails for one event's sake is taken apart, so that its neighbours are kept. While the database is away events are tried a few
 * times, then fail; those that come later are tried again, so service resumes by itself. What comes while {@code capacity}
 * events wait fails at once: a sender that is not acknowledged comes again.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    private static final Duration[] COMMIT_BUCKETS = Stream.of(1, 3, 10, 30, 100, 300, 1000, 3000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    /**
     * @param capacity most events that may wait for their commit
     * @param batch most events in one transaction
     * @param tries how often a transaction is tried before the database counts as away
     * @param pause between two tries
     */
    record Settings(int capacity, int batch, int tries, Duration pause) {}

    /** The statements of one event, and what its stage completes with. May run again after a transaction that failed. */
    interface Write<T> {
        T to(Batch batch) throws SQLException;
    }

    /** The statements of one event whose stage says no more than that they are committed. */
    interface Rows {
        void to(Batch batch) throws SQLException;
    }

    private final DataSource database;
    private final Settings settings;
    private final Semaphore room;
    private final BlockingQueue<Entry<?>> queue = new LinkedBlockingQueue<>();
    private final Thread writer = new Thread(this::writeUntilClosed, "journal-writer");
    private final ExecutorService completer =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "journal-completer"));
    private final Entry<Boolean> last = new Entry<>(null);
    private final DistributionSummary batchSizes;
    private final Timer commits;
    private final Counter failures;
    private final Object door = new Object();
    private boolean closed; // guarded by door
    private boolean away; // the writer's own

    GroupCommit(DataSource database, Settings settings, MeterRegistry metrics) {
        this.database = database;
        this.settings = settings;
        this.room = new Semaphore(settings.capacity());
        Gauge.builder("corridor.journal.waiting", this, GroupCommit::waiting)
                .description("events that wait for their commit")
                .register(metrics);
        batchSizes = DistributionSummary.builder("corridor.journal.batch")
                .description("events per database transaction")
                .serviceLevelObjectives(1, 3, 10, 30, 100, 300)
                .register(metrics);
        commits = Timer.builder("corridor.journal.commit")
                .description("one database transaction, flush to disk included")
                .serviceLevelObjectives(COMMIT_BUCKETS)
                .register(metrics);
        failures = Counter.builder("corridor.journal.failures")
                .description("events that were neither kept nor acknowledged")
                .register(metrics);
        writer.start();
    }

    int waiting() {
        return settings.capacity() - room.availablePermits();
    }

    <T> CompletionStage<T> submit(Write<T> write) {
        if (!room.tryAcquire()) {
            failures.increment();
            return CompletableFuture.failedFuture(new NotKeptException(
                    "%d events already wait for the database, so this one was not taken; send it again."
                            .formatted(settings.capacity())));
        }
        Entry<T> entry = new Entry<>(write);
        synchronized (door) {
            if (!closed) {
                queue.add(entry);
                return entry.stage;
            }
        }
        room.release();
        return CompletableFuture.failedFuture(
                new NotKeptException("The service is stopping, so this was not taken; send it again."));
    }

    CompletionStage<Void> submitRows(Rows rows) {
        return submit(batch -> {
                    rows.to(batch);
                    return true;
                })
                .thenAccept(kept -> {});
    }

    /** Completes when all that came before has completed or failed; never fails, whatever the database does. */
    CompletionStage<Void> inTurn() {
        Entry<Boolean> entry = new Entry<>(null);
        synchronized (door) {
            if (closed) {
                return CompletableFuture.completedFuture(null);
            }
            queue.add(entry);
        }
        return entry.stage.thenAccept(passed -> {});
    }

    /** Writes what waits, completes its stages, and stops; what comes later fails. */
    @Override
    public void close() {
        synchronized (door) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(last);
        }
        boolean interrupted = false;
        while (true) {
            try {
                writer.join();
                completer.shutdown();
                completer.awaitTermination(1, TimeUnit.MINUTES);
                break;
            } catch (InterruptedException e) {
                interrupted = true; // what waits is still to be written
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeUntilClosed() {
        List<Entry<?>> entries = new ArrayList<>();
        try {
            do {
                entries.clear();
                entries.add(queue.take());
                queue.drainTo(entries, settings.batch() - 1);
                write(entries);
            } while (!entries.contains(last));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the journal's writer", e);
        } finally {
            synchronized (door) { // also after an Error: whoever waits learns it, and nobody waits again
                closed = true;
            }
            queue.drainTo(entries);
            fail(entries, new NotKeptException("The journal's writer has stopped, so this was not kept."));
        }
    }

    private void write(List<Entry<?>> entries) {
        for (int attempt = 1; ; attempt++) {
            try {
                commit(entries);
                if (away) {
                    away = false;
                    LOG.info("The database is back; the journal writes again.");
                }
                complete(entries);
                return;
            } catch (SQLException | RuntimeException e) {
                if (!isAway(e)) {
                    refused(entries, e);
                    return;
                }
                if (away || attempt >= settings.tries()) {
                    if (!away) {
                        away = true;
                        LOG.errorf(
                                "The database is away (%s); nothing is acknowledged until it is back.", e.getMessage());
                    }
                    fail(
                            entries,
                            new NotKeptException(
                                    "The database is away (%s), so this was not kept; send it again."
                                            .formatted(e.getMessage()),
                                    e));
                    return;
                }
                pause();
            }
        }
    }

    /** A row was not accepted: each event gets a transaction of its own, so that only its owner fails. */
    private void refused(List<Entry<?>> entries, Exception e) {
        if (entries.size() > 1) {
            entries.forEach(entry -> write(List.of(entry)));
        } else {
            LOG.warnf("The database refused an event: %s", e.getMessage());
            fail(entries, new NotKeptException("The database refused this, so it was not kept: " + e.getMessage(), e));
        }
    }

    private void commit(List<Entry<?>> entries) throws SQLException {
        if (entries.stream().allMatch(entry -> entry.write == null)) {
            return;
        }
        long begin = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (Batch batch = new Batch(connection)) {
                for (Entry<?> entry : entries) {
                    entry.write(batch);
                }
                batch.flush();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        }
        commits.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
        batchSizes.record(entries.size());
    }

    private static void rollback(Connection connection, Exception because) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Connection lost, server stopping or read-only, out of resources, conflict with another writer: the same may succeed later. */
    private static boolean isAway(Exception e) {
        if (!(e instanceof SQLException failure)) {
            return false;
        }
        String state = failure.getSQLState();
        return state == null // the pool's own: no connection in time
                || Stream.of("08", "25006", "40", "53", "57", "58").anyMatch(state::startsWith);
    }

    private void pause() {
        try {
            Thread.sleep(settings.pause().toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the journal's writer", e);
        }
    }

    private void complete(List<Entry<?>> entries) {
        List<Entry<?>> done = List.copyOf(entries);
        completer.execute(() -> done.forEach(entry -> {
            if (entry.write != null) {
                room.release();
            }
            entry.complete();
        }));
    }

    private void fail(List<Entry<?>> entries, NotKeptException failure) {
        for (Entry<?> entry : entries) {
            if (entry.write != null) {
                entry.failure = failure;
                failures.increment();
            }
        }
        complete(entries);
    }

    /** Something that waits for its turn; what writes nothing takes no room and cannot fail. */
    private static final class Entry<T> {
        private final @Nullable Write<T> write;
        private final CompletableFuture<T> stage = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable NotKeptException failure;

        Entry(@Nullable Write<T> write) {
            this.write = write;
        }

        void write(Batch batch) throws SQLException {
            if (write != null) {
                result = write.to(batch);
            }
        }

        void complete() {
            if (failure != null) {
                stage.completeExceptionally(failure);
            } else {
                stage.complete(result);
            }
        }
    }
}
