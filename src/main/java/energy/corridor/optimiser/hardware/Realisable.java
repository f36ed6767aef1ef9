package energy.corridor.optimiser.hardware;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.PlanBuilder;
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

    /** Plans that are made to promise more than is asked for, so that enough is left on levels. */
    private static final int MORE_ATTEMPTS = 2;

    /** Vehicles of a fleet in which exchanges are looked for. */
    private static final int MOST_STEADIED = 10_000;

    /** Of the deadline, what the second opinion and the exchanges get. */
    private static final int SHARE = SecondOpinion.PART;

    private final Optimiser anyPower;
    private final SecondOpinion opinion;

    /**
     * @param anyPower plans where every power is possible
     * @param reference knows least powers exactly, for small problems
     */
    public Realisable(Optimiser anyPower, Optimiser reference) {
        this.anyPower = anyPower;
        opinion = new SecondOpinion(reference);
    }

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        long start = System.nanoTime();
        Duration most = deadline.minus(deadline.dividedBy(SHARE)); // what comes after takes its time as well
        ChargingPlan first =
                AnyPower.isEnoughFor(problem) ? anyPower.plan(problem, most) : onLevels(problem, most, start);
        ChargingPlan second = opinion.on(problem, first, deadline);
        double idealEur = first.objectiveEur() - first.hardwareEur();
        double hardwareEur = AnyPower.isEnoughFor(problem) ? 0 : second.objectiveEur() - idealEur;
        return steadied(problem, second, deadline, start).withHardwareEur(hardwareEur);
    }

    /** The same plan with fewer starts, stops and changes, where that costs nothing. */
    private static ChargingPlan steadied(ChargingProblem problem, ChargingPlan plan, Duration deadline, long start) {
        if (problem.vehicles().size() > MOST_STEADIED) {
            return plan;
        }
        long end = System.nanoTime() + deadline.toNanos() / SHARE;
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
                        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private ChargingPlan onLevels(ChargingProblem problem, Duration deadline, long start) {
        ChargingProblem relaxed = AnyPower.of(problem);
        ChargingPlan ideal = anyPower.plan(relaxed, deadline);
        double idealEur = PlanAudit.of(relaxed, ideal).moneyEur();
        Schedule best = onLevels(problem, Schedule.of(problem, ideal));
        double moreKw = 0;
        for (int attempt = 0; attempt < MORE_ATTEMPTS; attempt++) {
            double lostKw = Promised.lostKw(problem, ideal, best);
            Duration left = deadline.minusNanos(System.nanoTime() - start);
            if (lostKw <= SAME || left.isNegative()) {
                break;
            }
            moreKw += 1.1 * lostKw; // what the levels round away comes off what is promised
            ChargingProblem asked = Promised.more(relaxed, moreKw);
            Schedule other = onLevels(problem, Schedule.of(asked, anyPower.plan(asked, left.dividedBy(2))));
            best = PlanAudit.of(problem, other)
                            .aims()
                            .betterThan(PlanAudit.of(problem, best).aims())
                    ? other
                    : best;
        }
        ChargingPlan plan = judged(problem, relaxed, ideal, best, start);
        return plan.withHardwareEur(plan.objectiveEur() - idealEur);
    }

    private static Schedule onLevels(ChargingProblem problem, Schedule given) {
        return PlanAudit.of(problem, given).violations().isEmpty() ? given : Rounding.of(problem, given);
    }

    /** The schedule as a plan, or the rule's where that is better or it breaks a rule; with what the ideal plan proves. */
    private static ChargingPlan judged(
            ChargingProblem problem, ChargingProblem relaxed, ChargingPlan ideal, Schedule schedule, long start) {
        Aims idealAims = PlanAudit.of(relaxed, Schedule.of(problem, ideal)).aims();
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
