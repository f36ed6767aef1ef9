package energy.corridor.optimiser.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** A few threads for work that falls into independent pieces. Results must be written per piece, so that their number never shows. */
final class Workers implements AutoCloseable {

    /** One piece of work. */
    interface Piece {
        void run(int worker, int piece);
    }

    private final int count;
    private final ExecutorService others;

    Workers(int count) {
        this.count = Math.max(1, count);
        others = Executors.newFixedThreadPool(Math.max(1, this.count - 1), work -> {
            var thread = new Thread(work, "optimiser");
            thread.setDaemon(true);
            return thread;
        });
    }

    int count() {
        return count;
    }

    /** Runs pieces {@code 0..pieces-1}, each once; the caller's thread is worker 0. */
    void run(int pieces, Piece piece) {
        var next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int w = 1; w < count && w < pieces; w++) {
            int worker = w;
            running.add(others.submit(() -> work(next, pieces, worker, piece)));
        }
        work(next, pieces, 0, piece);
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException broken) {
                throw new IllegalStateException(broken.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The optimiser was interrupted.", interrupted);
            }
        }
    }

    private static void work(AtomicInteger next, int pieces, int worker, Piece piece) {
        for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
            piece.run(worker, i);
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
