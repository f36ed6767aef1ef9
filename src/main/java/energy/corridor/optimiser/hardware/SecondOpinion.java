package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.exact.ExactOptimiser;
import java.time.Duration;

/**
 * The linear program's opinion on a plan that may be dear: asked once, on the problem as it is, for a twentieth of the deadline, because
 * the depot waits for the plan. Asked only where it is likely to have an answer by then: at most {@value #SMALL} vehicles, at most
 * {@value #FEW_CHOICES} choices of a least power, no powers in steps, which it does not know; and only if the plan is not proven to within 0.1 %. The better plan
 * counts.
 */
final class SecondOpinion {

    /** Of the deadline. */
    static final int PART = 20;

    static final int SMALL = 60;
    static final int FEW_CHOICES = 100;

    /** What the plan must cost above its bound, relative. */
    private static final double WORTH_ASKING = 1e-3;

    private final Optimiser reference;

    SecondOpinion(Optimiser reference) {
        this.reference = reference;
    }

    /** @param deadline of the whole plan */
    ChargingPlan on(ChargingProblem problem, ChargingPlan plan, Duration deadline) {
        if (!worthAsking(problem, plan)) {
            return plan;
        }
        ChargingPlan other = reference.plan(problem, deadline.dividedBy(PART));
        boolean better = PlanAudit.of(problem, other)
                .aims()
                .betterThan(PlanAudit.of(problem, plan).aims());
        return better || other.status() == Status.OPTIMAL ? other : plan;
    }

    private static boolean worthAsking(ChargingProblem problem, ChargingPlan plan) {
        double gap = plan.objectiveEur() - plan.boundEur();
        boolean itsOwn = AnyPower.isEnoughFor(problem) && !ExactOptimiser.covers(problem);
        return plan.status() != Status.OPTIMAL
                && !itsOwn
                && gap > WORTH_ASKING * Math.abs(plan.objectiveEur())
                && problem.vehicles().size() <= SMALL
                && problem.vehicles().stream().allMatch(v -> v.chargeStepKw() == 0)
                && choices(problem) <= FEW_CHOICES;
    }

    private static int choices(ChargingProblem problem) {
        return Battery.of(problem).stream()
                .filter(battery -> battery.minChargeKw() > 0)
                .flatMap(battery -> battery.windows().stream())
                .mapToInt(window -> window.to() - window.from())
                .sum();
    }
}
