package energy.corridor.sim.station;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A station's way to the service: opens it, keeps trying with growing pauses of wall time, and gives up a connection on
 * which an answer does not come. Guarded by {@link Host#enter}.
 */
final class Connection implements Wire.Listener {

    /** What the station does about it. */
    interface Owner {
        void up();

        void down();

        void text(String text);
    }

    private enum State {
        OFF,
        OPENING,
        UP,
        PAUSING
    }

    private final String station;
    private final String protocol;
    private final Host host;
    private final Owner owner;
    private final StationSettings settings;
    private Wire.@Nullable Opener opener;
    private @Nullable Wire wire;
    private Host.@Nullable Cancellable timer;
    private State state = State.OFF;
    private int failures;

    Connection(String station, String protocol, Host host, StationSettings settings, Owner owner) {
        this.station = station;
        this.protocol = protocol;
        this.host = host;
        this.settings = settings;
        this.owner = owner;
    }

    void open(Wire.Opener to) {
        opener = to;
        failures = 0;
        open();
    }

    private void open() {
        if (opener != null && state != State.OPENING && state != State.UP) {
            stopTimer();
            state = State.OPENING;
            wire = opener.open(station, protocol, this);
        }
    }

    /** Tries again at once, if it is waiting to. */
    void retryNow() {
        if (state == State.PAUSING) {
            open();
        }
    }

    /** Closes and stays closed until it is opened again. */
    CompletionStage<?> close(boolean politely) {
        CompletionStage<?> closed = CompletableFuture.completedFuture(null);
        Wire open = wire;
        boolean wasUp = state == State.UP;
        stopTimer();
        wire = null;
        state = State.OFF;
        if (open != null) {
            if (politely) {
                closed = open.close();
            } else {
                open.cut();
            }
        }
        if (wasUp) {
            owner.down();
        }
        return closed;
    }

    /** Closes and opens again at once. */
    void reopen() {
        close(true);
        open();
    }

    boolean isUp() {
        return state == State.UP;
    }

    /** Whether an attempt is under way whose end is not known yet. */
    boolean isOpening() {
        return state == State.OPENING;
    }

    /** Sends a request and expects an answer within the call timeout. */
    void call(String text, String what) {
        send(text);
        timer = host.after(settings.callTimeout(), () -> {
            host.trouble(
                    station,
                    "%s was not answered within %d s; connecting anew"
                            .formatted(what, settings.callTimeout().toSeconds()));
            close(false);
            pause();
        });
    }

    void send(String text) {
        if (wire != null && state == State.UP) {
            wire.send(text);
        }
    }

    void answered() {
        stopTimer();
    }

    @Override
    public void up(Wire which) {
        host.enter(() -> {
            if (which == wire) {
                state = State.UP;
                failures = 0;
                owner.up();
            }
        });
    }

    @Override
    public void down(Wire which, String reason) {
        host.enter(() -> {
            if (which == wire) {
                boolean wasUp = state == State.UP;
                host.trouble(station, wasUp ? "the connection was lost: " + reason : "no connection: " + reason);
                stopTimer();
                wire = null;
                pause();
                if (wasUp) {
                    owner.down();
                }
            }
        });
    }

    @Override
    public void text(Wire which, String text) {
        host.enter(() -> {
            if (which == wire) {
                owner.text(text);
            }
        });
    }

    /** Waits first, 2·first, 4·first, …; up to a quarter less, so that a depot's stations do not return in one instant. */
    private void pause() {
        long millis = Math.min(
                settings.reconnectMax().toMillis(), settings.reconnectFirst().toMillis() << Math.min(failures, 20));
        double spread = 1 - 0.25 * Math.floorMod(station.hashCode(), 100) / 100;
        failures++;
        state = State.PAUSING;
        timer = host.after(Duration.ofMillis(Math.round(millis * spread)), this::open);
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
