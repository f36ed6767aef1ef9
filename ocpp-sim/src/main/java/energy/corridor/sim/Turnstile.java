package energy.corridor.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thing at a time happen to a world, and what waits for quiet as soon as it is quiet. A failure inside ends the
 * world: it completes every promise exceptionally and is thrown by what is called next.
 */
final class Turnstile {

    private final Object lock = new Object();
    private final BooleanSupplier quiet;
    private final List<Runnable> whenQuiet = new ArrayList<>();
    private final List<CompletableFuture<Void>> promises = new ArrayList<>();
    private int depth;
    private @Nullable Throwable failure;

    /** @param quiet whether nothing is under way; asked only from within */
    Turnstile(BooleanSupplier quiet) {
        this.quiet = quiet;
    }

    /** For callbacks, which have nobody to throw to. */
    void enter(Runnable action) {
        synchronized (lock) {
            if (failure != null) {
                return;
            }
            depth++;
            try {
                action.run();
                while (depth == 1 && !whenQuiet.isEmpty() && quiet.getAsBoolean()) {
                    whenQuiet.remove(0).run();
                }
            } catch (RuntimeException | Error e) {
                failure = e;
                promises.forEach(p -> p.completeExceptionally(e));
                promises.clear();
            } finally {
                depth--;
            }
        }
    }

    /** The same for callers: throws what ended the world, now or earlier. */
    void act(Runnable action) {
        synchronized (lock) {
            throwFailure();
            enter(action);
            throwFailure();
        }
    }

    /** Hands out a promise that {@code action}, or what it leaves {@link #afterQuiet}, keeps by {@link #keep}. */
    CompletionStage<Void> promise(Consumer<CompletableFuture<Void>> action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (lock) {
            throwFailure();
            promises.add(done);
            enter(() -> action.accept(done));
        }
        return done;
    }

    void afterQuiet(Runnable action) {
        whenQuiet.add(action);
    }

    /** Completes outside of the lock: what hangs on it is not ours. */
    void keep(CompletableFuture<Void> done) {
        promises.remove(done);
        done.completeAsync(() -> null);
    }

    /** Looks at the world while nothing happens to it; also after a failure. */
    <T> T look(Supplier<T> at) {
        synchronized (lock) {
            return at.get();
        }
    }

    private void throwFailure() {
        if (failure != null) {
            throw new IllegalStateException("The simulated world has failed: " + failure.getMessage(), failure);
        }
    }
}
