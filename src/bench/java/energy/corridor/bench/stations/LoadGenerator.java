package energy.corridor.bench.stations;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebsocketVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** Thousands of stations in one process on one event loop; only loopback. */
final class LoadGenerator implements AutoCloseable {

    private static final int AT_ONCE = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int RETRY_MILLIS = 1000;

    private final Vertx vertx = Vertx.vertx(
            new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2).setPreferNativeTransport(false));
    private final HttpClient client;
    private final int port;
    private final LoadCounters counters = new LoadCounters();
    private final List<LoadStation> stations = new ArrayList<>();
    private long failedConnects;
    private volatile boolean closing;

    LoadGenerator(int port, List<String> ids) {
        this.port = port;
        ids.forEach(id -> stations.add(new LoadStation(id, counters)));
        client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxWebSockets(Math.max(1, ids.size()))
                .setTryUseCompression(false)
                .setConnectTimeout(60_000));
    }

    /** Connections that were refused or broke; each was tried again a second later. */
    long failedConnects() {
        return failedConnects;
    }

    LoadCounters.Seen take() throws InterruptedException, TimeoutException {
        CompletableFuture<LoadCounters.Seen> seen = new CompletableFuture<>();
        onLoop(() -> seen.complete(counters.take()));
        return await(seen);
    }

    /** Connects and boots all, a few hundred at a time, and begins a transaction on each. @return until all had booted, and begun */
    List<Duration> connect() throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        all(AT_ONCE, (station, done) -> open(station, () -> station.boot(done)));
        Duration booted = since(begin);
        all(AT_ONCE, LoadStation::begin);
        return List.of(booted, since(begin));
    }

    /** Connects and boots all; the first so many begin a transaction. */
    void connect(int beginning) throws InterruptedException, TimeoutException {
        all(AT_ONCE, (station, done) -> open(station, () -> station.boot(done)));
        all(AT_ONCE, (station, done) -> {
            if (stations.indexOf(station) < beginning) {
                station.begin(done);
            } else {
                done.run();
            }
        });
    }

    Runnable begins(int station) {
        return () -> onLoop(() -> stations.get(station).begin(() -> {}));
    }

    Runnable cuts(int station) {
        return () -> onLoop(() -> stations.get(station).cut());
    }

    /** Lets something happen. @return after how many milliseconds each of these stations got a setpoint, if it did within the time */
    List<Double> setpointsAfter(Duration patience, Runnable event, List<Integer> watched)
            throws InterruptedException, TimeoutException {
        CompletableFuture<Void> watching = new CompletableFuture<>();
        onLoop(() -> {
            watched.forEach(i -> stations.get(i).watch());
            watching.complete(null);
        });
        await(watching);
        long begin = System.nanoTime();
        event.run();
        rest(patience);
        CompletableFuture<List<Double>> millis = new CompletableFuture<>();
        onLoop(() -> millis.complete(watched.stream()
                .map(i -> stations.get(i).firstSetpoint())
                .filter(at -> at != 0)
                .map(at -> (at - begin) / 1e6)
                .toList()));
        return await(millis);
    }

    /** Cuts all without a goodbye and lets all come back at once. @return until all had an answer to a Heartbeat */
    Duration storm() throws InterruptedException, TimeoutException {
        all(stations.size(), (station, done) -> {
            station.cut();
            done.run();
        });
        long begin = System.nanoTime();
        all(stations.size(), (station, done) -> open(station, () -> station.heartbeat(done)));
        return since(begin);
    }

    /** MeterValues at a steady rate, all stations in turn. */
    void paced(int perSecond, int samples, Duration time) throws InterruptedException, TimeoutException {
        long count = perSecond * time.toSeconds();
        long between = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long[] sent = {0};
        long[] answered = {0};
        CompletableFuture<Void> over = new CompletableFuture<>();
        onLoop(() -> {
            long begin = System.nanoTime();
            vertx.setPeriodic(1, timer -> {
                long now = System.nanoTime();
                while (sent[0] < count && begin + sent[0] * between <= now) {
                    long due = begin + sent[0] * between;
                    LoadStation station = stations.get((int) (sent[0] % stations.size()));
                    sent[0]++;
                    station.meter(samples, due, () -> {
                        if (++answered[0] == count) {
                            over.complete(null);
                        }
                    });
                }
                if (sent[0] == count) {
                    vertx.cancelTimer(timer);
                }
            });
        });
        await(over);
    }

    /** Some stations send MeterValues back to back, the next when the last is answered; the others stay connected. @return time it took */
    Duration saturated(int busy, int samples, Duration time) throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        int[] running = {Math.min(busy, stations.size())};
        CompletableFuture<Void> over = new CompletableFuture<>();
        onLoop(() -> {
            for (LoadStation station : stations.subList(0, running[0])) {
                again(station, samples, end, () -> {
                    if (--running[0] == 0) {
                        over.complete(null);
                    }
                });
            }
        });
        await(over);
        return since(begin);
    }

    private void again(LoadStation station, int samples, long end, Runnable over) {
        long now = System.nanoTime();
        if (now >= end) {
            over.run();
        } else {
            station.meter(samples, now, () -> again(station, samples, end, over));
        }
    }

    /** Nothing is due for a while, but what the central system asks is answered. */
    void rest(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
    }

    private void open(LoadStation station, Runnable then) {
        client.webSocket(
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/ocpp/" + station.id)
                        .setVersion(WebsocketVersion.V13)
                        .addSubProtocol("ocpp1.6"),
                opened -> {
                    if (opened.succeeded()) {
                        station.connected(opened.result(), () -> {
                            failedConnects++;
                            if (!closing) {
                                open(station, then);
                            }
                        });
                        then.run();
                    } else if (!closing) {
                        failedConnects++;
                        counters.trouble(station.id + " could not connect: "
                                + opened.cause().getMessage());
                        vertx.setTimer(RETRY_MILLIS, retry -> open(station, then));
                    }
                });
    }

    /** Does something with every station, so many at a time, and waits for the last. */
    private void all(int atOnce, BiConsumer<LoadStation, Runnable> what) throws InterruptedException, TimeoutException {
        CompletableFuture<Void> over = new CompletableFuture<>();
        int[] next = {0};
        int[] done = {0};
        Runnable[] advance = new Runnable[1];
        advance[0] = () -> {
            if (next[0] < stations.size()) {
                what.accept(stations.get(next[0]++), () -> {
                    if (++done[0] == stations.size()) {
                        over.complete(null);
                    } else {
                        vertx.runOnContext(ignored -> advance[0].run());
                    }
                });
            }
        };
        onLoop(() -> {
            for (int i = 0; i < Math.min(atOnce, stations.size()); i++) {
                advance[0].run();
            }
        });
        await(over);
    }

    private void onLoop(Runnable task) {
        vertx.runOnContext(ignored -> task.run());
    }

    private static <T> T await(CompletableFuture<T> future) throws InterruptedException, TimeoutException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        closing = true;
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
