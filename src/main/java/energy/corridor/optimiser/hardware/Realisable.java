package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.PlanBuilder;
import energy.corridor.optimiser.ReserveOffer;
import energy.corridor.optimiser.Schedule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Plans for hardware as it is: the plan for hardware that can give every power, made by another optimiser, with its powers moved to
 * levels that the supplies have ({@link Rounding}). Keeps every limit; says what it costs and how far from the best it may be, since
 * no plan of real hardware beats the bound of the other.
 */
public final class Realisable implements Optimiser {

    /** Relative difference of money that is none. */
    private static final double SAME = 1e-6;

    /** Choices between nothing and the least power up to which the reference is worth asking. */
    private static final int FEW_CHOICES = 100;

    /** What the plan must cost above its bound, relative, for the reference to be asked. */
    private static final double WORTH_ASKING = 1e-3;

    /** Vehicles of a fleet in which exchanges are looked for. */
    private static final int MOST_STEADIED = 10_000;

    /** Part of the deadline that the reference gets: the depot waits for the plan. */
    private static final int PART = 20;

    private final Optimiser anyPower;
    private final Optimiser reference;

    /**
     * @param anyPower plans where every power is possible
     * @param reference knows least powers exactly, for small problems
     */
    public Realisable(Optimiser anyPower, Optimiser reference) {
        this.anyPower = anyPower;
        this.reference = reference;
    }

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        long start = System.nanoTime();
        ChargingPlan plan =
                AnyPower.isEnoughFor(problem) ? anyPower.plan(problem, deadline) : onLevels(problem, deadline, start);
        return steadied(problem, plan, deadline, start);
    }

    /** The same plan with fewer starts, stops and changes, where that costs nothing. */
    private static ChargingPlan steadied(ChargingProblem problem, ChargingPlan plan, Duration deadline, long start) {
        if (problem.vehicles().size() > MOST_STEADIED) {
            return plan;
        }
        long end = Math.max(start + deadline.toNanos(), System.nanoTime()) + deadline.toNanos() / PART;
        Schedule given = Schedule.of(problem, plan);
        Schedule steady = Steadying.of(problem, given, end);
        return steady == given
                ? plan
                : PlanBuilder.build(
                                problem,
                                steady,
                                plan.status(),
                                plan.boundEur(),
                                plan.prices(),
                                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                        .withHardwareEur(plan.hardwareEur());
    }

    private ChargingPlan onLevels(ChargingProblem problem, Duration deadline, long start) {
        ChargingProblem relaxed = AnyPower.of(problem);
        ChargingPlan ideal = anyPower.plan(relaxed, deadline);
        double idealEur = PlanAudit.of(relaxed, ideal).moneyEur();
        ChargingPlan plan = moved(problem, relaxed, ideal, start);
        if (plan.objectiveEur() - plan.boundEur() > WORTH_ASKING * Math.abs(plan.objectiveEur())
                && fewChoices(problem)) {
            plan = better(problem, plan, reference.plan(problem, deadline.dividedBy(PART)));
        }
        return plan.withHardwareEur(plan.objectiveEur() - idealEur);
    }

    private static boolean fewChoices(ChargingProblem problem) {
        int choices = Battery.of(problem).stream()
                .filter(battery -> battery.minChargeKw() > 0)
                .flatMap(battery -> battery.windows().stream())
                .mapToInt(window -> window.to() - window.from())
                .sum();
        return choices <= FEW_CHOICES && problem.vehicles().stream().allMatch(v -> v.chargeStepKw() == 0);
    }

    private static ChargingPlan better(ChargingProblem problem, ChargingPlan plan, ChargingPlan other) {
        boolean better = PlanAudit.of(problem, other)
                .aims()
                .betterThan(PlanAudit.of(problem, plan).aims());
        return better || other.status() == Status.OPTIMAL ? other : plan;
    }

    private static ChargingPlan moved(
            ChargingProblem problem, ChargingProblem relaxed, ChargingPlan ideal, long start) {
        Schedule given = Schedule.of(problem, ideal);
        Aims idealAims = PlanAudit.of(relaxed, given).aims();
        Schedule schedule = given;
        if (!PlanAudit.of(problem, given).violations().isEmpty()) {
            schedule = Rounding.of(problem, given);
            ReserveOffer.fill(problem, schedule);
        }
        PlanAudit audit = PlanAudit.of(problem, schedule);
        Schedule rule = LeastLaxityFirst.schedule(problem);
        Aims ruleAims = PlanAudit.of(problem, rule).aims();
        boolean found = audit.violations().isEmpty() && !ruleAims.betterThan(audit.aims());
        Aims aims = found ? audit.aims() : ruleAims;
        boolean keeps = aims.keepsTheSameAs(idealAims);
        double boundEur = keeps ? ideal.boundEur() : Double.NEGATIVE_INFINITY;
        boolean proven = keeps && aims.moneyEur() - boundEur <= SAME * (1 + Math.abs(boundEur));
        Status status = Status.FALLBACK;
        if (found && ideal.status() != Status.FALLBACK) {
            status = proven && ideal.status() == Status.OPTIMAL ? Status.OPTIMAL : Status.BEST_FOUND;
        }
        return PlanBuilder.build(
                problem,
                found ? schedule : rule,
                status,
                boundEur,
                ideal.prices(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
