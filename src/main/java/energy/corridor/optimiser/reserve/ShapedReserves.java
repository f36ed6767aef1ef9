package energy.corridor.optimiser.reserve;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.PlanBuilder;
import energy.corridor.optimiser.Schedule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Reserves of so many batteries and intervals that no linear program is through with them in time: the plan without reserves, led to where
 * they can be called ({@link Shaping}). All else is left to the optimiser below, which knows the hardware and plans either way.
 */
public final class ShapedReserves implements Optimiser {

    private final Optimiser below;

    public ShapedReserves(Optimiser below) {
        this.below = below;
    }

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        int batteries =
                Math.min(CarriedReserves.MOST_CARRIERS, Battery.of(problem).size());
        if (problem.requests().stream().noneMatch(Request.Reserve.class::isInstance)
                || CarriedReserves.isSmall(problem, batteries)) {
            return below.plan(problem, deadline);
        }
        long start = System.nanoTime();
        ChargingProblem plain = CarriedReserves.without(problem);
        ChargingPlan base = below.plan(plain, deadline.dividedBy(3));
        Schedule given = CarriedReserves.taken(problem, plain, base);
        Schedule best = Shaping.of(problem, given, below, start + deadline.toNanos());
        Aims aims = PlanAudit.of(problem, best).aims();
        boolean asGood = aims.keepsTheSameAs(PlanAudit.of(plain, base).aims());
        return PlanBuilder.build(
                        problem,
                        best,
                        best == given ? status(base, asGood) : Status.BEST_FOUND,
                        asGood ? base.boundEur() - CarriedReserves.mostEur(problem) : Double.NEGATIVE_INFINITY,
                        base.prices(),
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .withHardwareEur(base.hardwareEur());
    }

    /** Held by the way, what earns nothing leaves the optimum what it is. */
    private static Status status(ChargingPlan base, boolean asGood) {
        return base.status() == Status.OPTIMAL && !asGood ? Status.BEST_FOUND : base.status();
    }
}
