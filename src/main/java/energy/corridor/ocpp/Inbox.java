package energy.corridor.ocpp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one station said, handled one by one in the order of arrival, also across its connections. Work must return at once and
 * tell by its stage when it is through; a failure does not stop what follows.
 */
public final class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private CompletionStage<@Nullable Void> tail = CompletableFuture.completedStage(null);
    private int size;

    public synchronized void add(Supplier<? extends CompletionStage<?>> work) {
        size++;
        tail = tail.thenCompose(previous -> safely(work)).handle((done, failure) -> {
            if (failure != null) {
                LOG.error("A message of a station could not be handled.", failure);
            }
            through();
            return null;
        });
    }

    /** Messages that wait or are being handled. */
    public synchronized int size() {
        return size;
    }

    private synchronized void through() {
        size--;
    }

    private static CompletionStage<?> safely(Supplier<? extends CompletionStage<?>> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
