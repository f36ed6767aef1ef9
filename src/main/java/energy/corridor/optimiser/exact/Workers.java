package energy.corridor.optimiser.exact;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

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

    /** Runs pieces {@code 0..pieces-1}, each once; the caller's thread is worker 0. Who comes when nothing is left is not waited for. */
    void run(int pieces, Piece piece) {
        if (count == 1 || pieces <= 1) {
            for (int i = 0; i < pieces; i++) {
                piece.run(0, i);
            }
            return;
        }
        var batch = new Batch(pieces, piece);
        for (int w = 1; w < count && w < pieces; w++) {
            int worker = w;
            others.execute(() -> batch.work(worker));
        }
        batch.work(0);
        batch.await();
    }

    private static final class Batch {

        private final int pieces;
        private final Piece piece;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch left;
        private final AtomicReference<Throwable> broken = new AtomicReference<>();

        Batch(int pieces, Piece piece) {
            this.pieces = pieces;
            this.piece = piece;
            left = new CountDownLatch(pieces);
        }

        void work(int worker) {
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
                try {
                    piece.run(worker, i);
                } catch (Throwable unexpected) {
                    broken.set(unexpected);
                } finally {
                    left.countDown();
                }
            }
        }

        void await() {
            try {
                left.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The optimiser was interrupted.", interrupted);
            }
            Throwable unexpected = broken.get();
            if (unexpected != null) {
                throw new IllegalStateException(unexpected);
            }
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }
}
