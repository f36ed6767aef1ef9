package energy.corridor.ocpp;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * A station's WebSocket and the event loop it lives on. Everything about a connection happens on that loop, which makes locks
 * needless; whatever may wait for a disk or a lock goes to a worker.
 */
public final class StationSocket {

    private static final int SLOW_CONSUMER = 1013;
    private static final int GOING_AWAY = 1001;

    private final ServerWebSocket ws;
    private final Context loop;
    private int unansweredPings;

    StationSocket(ServerWebSocket ws, Context loop) {
        this.ws = ws;
        this.loop = loop;
    }

    /** Writes a text message; nothing happens when the socket is closed. A station that does not read is let go. */
    public void send(String text) {
        if (!ws.isClosed() && ws.writeQueueFull()) {
            close(SLOW_CONSUMER, "The station does not read what it is sent.");
        }
        if (!ws.isClosed()) {
            ws.writeTextMessage(text);
        }
    }

    public boolean isClosed() {
        return ws.isClosed();
    }

    public void close(int code, String reason) {
        if (!ws.isClosed()) {
            ws.close((short) code, reason);
        }
    }

    /** Stops reading, so that the station feels the back-pressure. */
    public void pause() {
        ws.pause();
    }

    public void resume() {
        ws.resume();
    }

    /** Runs on the event loop, soon. */
    public void execute(Runnable task) {
        loop.runOnContext(ignored -> task.run());
    }

    /** Runs on a worker; where none takes work any more, here. */
    public void work(Runnable task) {
        try {
            loop.executeBlocking(
                    () -> {
                        task.run();
                        return true;
                    },
                    false);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Starts {@code task} on a worker; its end comes back to the event loop. */
    public <T> CompletionStage<T> offload(Supplier<? extends CompletionStage<T>> task) {
        CompletableFuture<T> back = new CompletableFuture<>();
        loop.<Boolean>executeBlocking(
                        () -> {
                            task.get()
                                    .whenComplete((value, failure) -> execute(() -> {
                                        if (failure == null) {
                                            back.complete(value);
                                        } else {
                                            back.completeExceptionally(failure);
                                        }
                                    }));
                            return true;
                        },
                        false)
                .onFailure(back::completeExceptionally);
        return back;
    }

    /** Runs {@code task} on the event loop after a while, unless the returned action cancels it. Call on the loop. */
    public Runnable after(Duration delay, Runnable task) {
        long timer = loop.owner().setTimer(Math.max(1, delay.toMillis()), ignored -> task.run());
        return () -> loop.owner().cancelTimer(timer);
    }

    /** Probes the connection; gives it up when two probes in a row stay without an answer. @return what ends the probing */
    Runnable keepAlive(Duration interval) {
        ws.pongHandler(pong -> unansweredPings = 0);
        long timer = loop.owner().setPeriodic(interval.toMillis(), ignored -> {
            if (unansweredPings == 2) {
                close(GOING_AWAY, "The station answers no ping.");
            } else {
                unansweredPings++;
                ws.writePing(Buffer.buffer());
            }
        });
        return () -> loop.owner().cancelTimer(timer);
    }
}
