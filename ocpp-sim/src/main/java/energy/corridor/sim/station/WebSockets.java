package energy.corridor.sim.station;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Connections by WebSocket (OCPP-J), all on two threads that end when there is nothing to do. */
public final class WebSockets {

    private static final int THREADS = 2;

    private WebSockets() {}

    /** Connects each station to {@code base}/identity with the subprotocol of its version. */
    public static Wire.Opener opener(URI base) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "ocpp-sim-wire");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        HttpClient client = HttpClient.newBuilder().executor(executor).build();
        return WebSocketWire.opener(client, base, executor);
    }
}
