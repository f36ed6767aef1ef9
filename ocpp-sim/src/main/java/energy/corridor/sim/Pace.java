package energy.corridor.sim;

import energy.corridor.sim.World.Trouble;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Drives a world by a clock on the wall, tells how it goes, and keeps its state in a file. */
final class Pace {

    private static final long TICK_MILLIS = 100;

    /**
     * How many times faster than the clock it runs after a pause of the machine. A leap would let vehicles come and go while
     * no answer of the service can arrive.
     */
    private static final double CATCH_UP = 4;

    private static final Duration SAVE = Duration.ofSeconds(1);
    private static final Duration TELL = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final World world;
    private final Supplier<AffineClock> clocks;
    private final StateFile file;
    private final PrintWriter out;
    private final PrintWriter err;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<String, Long> toldAtNanos = new HashMap<>();

    /** @param clocks asked when time begins to run */
    Pace(World world, Supplier<AffineClock> clocks, StateFile file, PrintWriter out, PrintWriter err) {
        this.world = world;
        this.clocks = clocks;
        this.file = file;
        this.out = out;
        this.err = err;
    }

    /** Plays to the end; empty when the program was asked to stop before. */
    Optional<Report> play(URI url) throws InterruptedException {
        Thread onStop = new Thread(this::stopAndWait, "ocpp-sim-stop");
        Runtime.getRuntime().addShutdownHook(onStop);
        try {
            awaitConnections(url);
            boolean ended = drive();
            if (ended) {
                awaitLastAnswers();
            }
            tellTroubles();
            file.write(world.state());
            return ended ? Optional.of(world.report()) : Optional.empty();
        } finally {
            world.close();
            stopped.countDown();
        }
    }

    /** Every station is connected, or known not to be, before time begins to run; but not for ever. */
    private void awaitConnections(URI url) throws InterruptedException {
        CompletableFuture<Void> connected = world.connect(url).toCompletableFuture();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!connected.isDone() && System.nanoTime() < deadline && !stop.await(20, TimeUnit.MILLISECONDS)) {
            tellTroubles();
        }
    }

    private void stopAndWait() {
        if (stopped.getCount() == 0) {
            return;
        }
        stop.countDown();
        try {
            if (stopped.await(5, TimeUnit.SECONDS)) {
                out.printf("Stopped at %s; started again it goes on from %s.%n", world.now(), file.path());
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns false when it was stopped before the end. */
    private boolean drive() throws InterruptedException {
        AffineClock clock = clocks.get();
        Duration leap = Duration.ofMillis(Math.round(CATCH_UP * TICK_MILLIS * clock.speed()));
        long saved = System.nanoTime();
        long told = saved - TELL.toNanos();
        while (world.now().isBefore(world.end())) {
            Instant target = earlier(clock.at(Instant.now()), world.now().plus(leap));
            Instant until = earlier(target, world.end());
            if (until.isAfter(world.now())) {
                world.tickTo(until);
            }
            long wall = System.nanoTime();
            if (wall - saved >= SAVE.toNanos()) {
                saved = wall;
                file.write(world.state());
                tellTroubles();
            }
            if (wall - told >= TELL.toNanos()) {
                told = wall;
                out.println(Progress.line(world));
                out.flush();
            }
            if (stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private void awaitLastAnswers() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (world.waitingMessages() > 0 && System.nanoTime() < deadline) {
            if (stop.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
        if (world.waitingMessages() > 0) {
            err.printf(
                    "%d messages could not be delivered; they are kept in %s.%n", world.waitingMessages(), file.path());
        }
    }

    /** The same sentence of forty stations is told once a minute. */
    private void tellTroubles() {
        long wall = System.nanoTime();
        for (Trouble trouble : world.takeTroubles()) {
            Long before = toldAtNanos.get(trouble.sentence());
            if (before == null || wall - before > 60_000_000_000L) {
                toldAtNanos.put(trouble.sentence(), wall);
                err.printf("%s %s: %s%n", trouble.at(), trouble.station(), trouble.sentence());
            }
        }
        err.flush();
    }
}
