package energy.corridor.bench.stations;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** What the stations of a load saw; lives on the generator's event loop. */
final class LoadCounters {

    private static final int TROUBLES_KEPT = 5;

    private LongStream.Builder latencies = LongStream.builder();
    private long acknowledged;
    private long asked;
    private long troubles;
    private final List<String> firstTroubles = new ArrayList<>();

    /** @param acknowledged MeterValues @param asked CALLs from the central system @param troubles answers that were none */
    record Seen(long acknowledged, long asked, long troubles, double p50Millis, double p99Millis, double maxMillis) {}

    void acknowledged(long nanos) {
        acknowledged++;
        latencies.add(nanos);
    }

    void asked() {
        asked++;
    }

    void trouble(String sentence) {
        if (troubles++ < TROUBLES_KEPT) {
            firstTroubles.add(sentence);
            System.err.println("  " + sentence);
        }
    }

    /** Since the last call. */
    Seen take() {
        long[] sorted = latencies.build().sorted().toArray();
        Seen seen =
                new Seen(acknowledged, asked, troubles, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
        latencies = LongStream.builder();
        acknowledged = 0;
        asked = 0;
        troubles = 0;
        return seen;
    }

    private static double millis(long[] sortedNanos, double share) {
        return sortedNanos.length == 0
                ? Double.NaN
                : sortedNanos[(int) Math.ceil(share * sortedNanos.length) - 1] / 1e6;
    }
}
