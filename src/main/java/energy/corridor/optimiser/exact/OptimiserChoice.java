package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.reserve.CarriedReserves;
import java.time.Duration;

/**
 * Who plans what: {@link ExactOptimiser} what it is made for; {@link CarriedReserves} fleets that hold reserves, small ones of them then the
 * reference as well, in the time that is left, unless the optimum is proven; the reference all else.
 */
public final class OptimiserChoice implements Optimiser {

    /** Vehicles up to which the reference plans reserves. */
    private static final int SMALL = 60;

    private final Optimiser exact;
    private final Optimiser reserves;
    private final Optimiser reference;

    public OptimiserChoice(Optimiser exact, Optimiser reference) {
        this.exact = exact;
        this.reference = reference;
        reserves = new CarriedReserves(exact, reference);
    }

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        if (ExactOptimiser.covers(problem)) {
            return exact.plan(problem, deadline);
        }
        if (!ExactOptimiser.covers(CarriedReserves.without(problem))) {
            return reference.plan(problem, deadline);
        }
        int batteries = problem.vehicles().size() + problem.storage().size();
        if (problem.vehicles().size() > SMALL || !CarriedReserves.isSmall(problem, batteries)) {
            return reserves.plan(problem, deadline);
        }
        long start = System.nanoTime();
        ChargingPlan plan = reserves.plan(problem, deadline.dividedBy(4));
        Duration left = deadline.minusNanos(System.nanoTime() - start);
        if (plan.status() == Status.OPTIMAL || left.isNegative()) {
            return plan;
        }
        ChargingPlan other = reference.plan(problem, left);
        boolean better = PlanAudit.of(problem, plan)
                .aims()
                .betterThan(PlanAudit.of(problem, other).aims());
        return better && other.status() != Status.OPTIMAL ? plan : other;
    }
}
