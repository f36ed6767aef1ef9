package energy.corridor.ocpp;

import java.time.Duration;

/**
 * How much one station may say: a bucket that fills by the wall clock and holds ten seconds' worth, so that what waited during an
 * outage comes through at once. On the socket's event loop.
 */
final class Budget {

    private static final long BURST_SECONDS = 10;

    private final double perNano;
    private final double most;
    private double left;
    private long seenNanos;

    /** @param perSecond messages @param nanos now, as {@link System#nanoTime} tells it */
    Budget(int perSecond, long nanos) {
        perNano = perSecond / 1e9;
        most = (double) perSecond * BURST_SECONDS;
        left = most;
        seenNanos = nanos;
    }

    /** One more message. @return how long the station must wait before the next, zero for not at all */
    Duration spend(long nanos) {
        left = Math.min(most, left + (nanos - seenNanos) * perNano) - 1;
        seenNanos = nanos;
        return left >= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(-left / perNano));
    }
}
