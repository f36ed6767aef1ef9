package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.optimiser.flexibility.Flexibility.Span;
import energy.corridor.optimiser.flexibility.VerifiedFlexibility;
import energy.corridor.optimiser.lp.FlexibilityReference;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/** How long verified flexibility takes and how near it comes to the most that is possible: see docs/flexibility.md. */
public final class FlexibilityBench {

    private static final List<Duration> DURATIONS = List.of(Duration.ofMinutes(15), Duration.ofHours(1));
    private static final int ROUNDS = 4;

    private FlexibilityBench() {}

    /** @param args vehicles of the timed depots */
    public static void main(String[] args) {
        int vehicles = Integer.parseInt(args[0]);
        for (boolean bidirectional : new boolean[] {false, true}) {
            for (int feeders : new int[] {0, 4}) {
                timed(vehicles, bidirectional, feeders);
            }
        }
        for (boolean bidirectional : new boolean[] {false, true}) {
            near(bidirectional);
        }
    }

    private static void timed(int vehicles, boolean bidirectional, int feeders) {
        ChargingProblem problem = feeders == 0
                ? BenchDepot.of(1, vehicles, bidirectional, 96)
                : BenchDepot.withFeeders(1, vehicles, bidirectional, feeders);
        ChargingPlan plan = new ExactOptimiser(2, 1e-4).plan(problem, Duration.ofMinutes(1));
        for (int round = 0; round < ROUNDS; round++) {
            var threads = ManagementFactory.getThreadMXBean(); // other work on the machine does not count
            long start = threads.getCurrentThreadCpuTime();
            Flexibility flexibility = VerifiedFlexibility.of(problem, plan, DURATIONS, 1);
            long millis =
                    Duration.ofNanos(threads.getCurrentThreadCpuTime() - start).toMillis();
            System.out.printf("%d vehicles, V2G %s, %d feeders: %d ms CPU", vehicles, bidirectional, feeders, millis);
            for (Span span : flexibility.spans()) {
                double[] sum = new double[4];
                for (Flexibility.Point point : span.points()) {
                    sum[0] += point.moreKw();
                    sum[1] += point.summedMoreKw();
                    sum[2] += point.lessKw();
                    sum[3] += point.summedLessKw();
                }
                System.out.printf(
                        "; %d intervals: more %.3f, less %.3f of summed",
                        span.intervals(), sum[0] / sum[1], sum[2] / sum[3]);
            }
            System.out.println();
        }
    }

    private static void near(boolean bidirectional) {
        double verified = 0;
        double summed = 0;
        double possible = 0;
        for (long seed = 1; seed <= 6; seed++) {
            ChargingProblem problem = BenchDepot.rich(seed, 6, bidirectional);
            ChargingPlan plan = new ExactOptimiser(2, 1e-6).plan(problem, Duration.ofMinutes(1));
            for (Span span : VerifiedFlexibility.of(problem, plan, DURATIONS, 6).spans()) {
                for (Flexibility.Point at : span.points()) {
                    verified += at.moreKw() + at.lessKw();
                    summed += at.summedMoreKw() + at.summedLessKw();
                    for (boolean more : new boolean[] {false, true}) {
                        possible += FlexibilityReference.mostKw(problem, plan, at.from(), span.intervals(), more);
                    }
                }
            }
        }
        System.out.printf(
                "6 vehicles, V2G %s: verified %.3f, summed %.2f of what is possible%n",
                bidirectional, verified / possible, summed / possible);
    }
}
