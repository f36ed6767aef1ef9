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
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.ReserveOffer;
import energy.corridor.optimiser.Schedule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Plans with reserves for fleets of any size, out of two optimisers: one that knows no reserves plans the fleet; where its plan leaves
 * the room by itself, no plan is better. Where it does not, a few batteries that can give most ("carriers") are planned again by one that
 * knows reserves exactly, with all others as they are, until what is asked for is held or the time is over.
 *
 * <p>The bound is that of the problem without reserves, less all that they could earn.
 */
public final class CarriedReserves implements Optimiser {

    /** Relative difference of money that is none. */
    private static final double SAME = 1e-6;

    /** Groups of carriers that are tried one after the other. */
    private static final int MOST_ROUNDS = 6;

    /** Smallest and largest group of carriers. */
    private static final int LEAST_CARRIERS = 12;

    static final int MOST_CARRIERS = 16;

    /** Batteries times intervals. */
    private static final int MOST_CASES = 2_000;

    private final Optimiser fleet;
    private final Optimiser exact;

    /**
     * @param fleet plans problems without reserves
     * @param exact knows reserves, for a handful of batteries
     */
    public CarriedReserves(Optimiser fleet, Optimiser exact) {
        this.fleet = fleet;
        this.exact = exact;
    }

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        long start = System.nanoTime();
        ChargingProblem plain = without(problem);
        ChargingPlan base = fleet.plan(plain, deadline.dividedBy(2));
        Schedule best = taken(problem, plain, base);
        Aims aims = PlanAudit.of(problem, best).aims();
        double boundEur = base.boundEur() - mostEur(problem);
        boolean asGood = aims.keepsTheSameAs(PlanAudit.of(plain, base).aims());
        List<Integer> strongest = Carriers.strongestFirst(problem);
        boolean replanned = false;
        int size = Carriers.size(problem, strongest, LEAST_CARRIERS, MOST_CARRIERS);
        for (int round = 0; round < MOST_ROUNDS && round * size < strongest.size(); round++) {
            long left = deadline.toNanos() - (System.nanoTime() - start);
            if (left <= 0 || Carriers.holdsAll(problem, best)) {
                break;
            }
            List<Integer> carriers = strongest.subList(round * size, Math.min(strongest.size(), (round + 1) * size));
            Schedule other = Carriers.replanned(problem, best, carriers, exact, Duration.ofNanos(left / 2));
            PlanAudit audit = PlanAudit.of(problem, other);
            if (audit.violations().isEmpty() && audit.aims().betterThan(aims)) {
                best = other;
                replanned = true;
                aims = audit.aims();
                asGood = aims.keepsTheSameAs(PlanAudit.of(plain, base).aims());
            }
        }
        boolean proven = asGood
                && base.status() == Status.OPTIMAL
                && aims.moneyEur() - boundEur <= SAME * (1 + Math.abs(boundEur));
        return PlanBuilder.build(
                problem,
                best,
                proven
                        ? Status.OPTIMAL
                        : base.status() == Status.FALLBACK && !replanned ? Status.FALLBACK : Status.BEST_FOUND,
                asGood ? boundEur : Double.NEGATIVE_INFINITY,
                base.prices(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    /**
     * Whether a linear program that knows reserves is likely to be through in seconds with so many batteries: every interval for which a
     * reserve is asked is a case of its own.
     */
    public static boolean isSmall(ChargingProblem problem, int batteries) {
        int cases = 0;
        for (Request request : problem.requests()) {
            for (int t = 0;
                    request instanceof Request.Reserve && t < problem.grid().steps();
                    t++) {
                cases += RequestTime.overlapHours(problem.grid(), request, t) > 0 ? 1 : 0;
            }
        }
        return batteries * Math.max(cases, problem.grid().steps()) <= MOST_CASES;
    }

    /** The same problem where nobody asks for reserves. */
    public static ChargingProblem without(ChargingProblem problem) {
        return problem.asked(problem.requests().stream()
                .filter(request -> !(request instanceof Request.Reserve))
                .toList());
    }

    /** The plan's powers, and for the reserves the room that they leave. */
    static Schedule taken(ChargingProblem problem, ChargingProblem plain, ChargingPlan plan) {
        Schedule from = Schedule.of(plain, plan);
        var schedule = new Schedule(problem);
        int steps = problem.grid().steps();
        IntStream.range(0, Battery.of(problem).size())
                .forEach(b -> System.arraycopy(from.powerKw(b), 0, schedule.powerKw(b), 0, steps));
        System.arraycopy(from.curtailedKw(), 0, schedule.curtailedKw(), 0, steps);
        ReserveOffer.fill(problem, schedule);
        return schedule;
    }

    /** What the reserves would earn if all were held. */
    static double mostEur(ChargingProblem problem) {
        double sum = 0;
        for (Request request : problem.requests()) {
            if (request instanceof Request.Reserve reserve) {
                double[] hours = new double[problem.grid().steps()];
                Arrays.setAll(hours, t -> RequestTime.overlapHours(problem.grid(), reserve, t));
                sum += reserve.earnEurPerKwPerHour()
                        * reserve.kw()
                        * Arrays.stream(hours).sum();
            }
        }
        return sum;
    }
}
