package energy.corridor.optimiser;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The rule that always has a plan, in one pass over the intervals: who has the least time to spare charges first, as early and as
 * strongly as the limits allow, until it has what its stays require. Keeps every limit; keeps bands as far as one interval of
 * foresight can; knows no prices. Milliseconds for a thousand vehicles.
 */
public final class LeastLaxityFirst implements Optimiser {

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        long start = System.nanoTime();
        Schedule schedule = schedule(problem);
        return PlanBuilder.build(
                problem,
                schedule,
                ChargingPlan.Status.FALLBACK,
                Double.NEGATIVE_INFINITY,
                PlanBuilder.noPrices(problem),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    /** The plan's decisions alone. */
    public static Schedule schedule(ChargingProblem problem) {
        var schedule = new Schedule(problem);
        var pass = new LaxityPass(problem, schedule);
        for (int t = 0; t < problem.grid().steps(); t++) {
            pass.decide(t);
        }
        ReserveOffer.fill(problem, schedule);
        return schedule;
    }
}
