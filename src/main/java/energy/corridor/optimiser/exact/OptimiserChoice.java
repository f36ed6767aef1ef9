package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import java.time.Duration;

/**
 * What {@link ExactOptimiser} is made for goes to it; the rest to the reference. A small problem whose optimum it did not prove gets a
 * second opinion from the reference in the time that is left, and the better plan counts.
 */
public final class OptimiserChoice implements Optimiser {

    /** Vehicles for which the reference is worth asking. */
    private static final int SMALL = 60;

    private final Optimiser exact;
    private final Optimiser reference;

    public OptimiserChoice(Optimiser exact, Optimiser reference) {
        this.exact = exact;
        this.reference = reference;
    }

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        if (!ExactOptimiser.covers(problem)) {
            return reference.plan(problem, deadline);
        }
        long start = System.nanoTime();
        ChargingPlan plan = exact.plan(problem, deadline);
        Duration left = deadline.minusNanos(System.nanoTime() - start);
        if (plan.status() == Status.OPTIMAL || problem.vehicles().size() > SMALL || left.isNegative()) {
            return plan;
        }
        ChargingPlan other = reference.plan(problem, left);
        boolean better = PlanAudit.of(problem, other)
                .aims()
                .betterThan(PlanAudit.of(problem, plan).aims());
        boolean proven = other.status() == Status.OPTIMAL;
        return better || proven ? other : plan;
    }
}
