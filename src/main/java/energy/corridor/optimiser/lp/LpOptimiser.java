package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.EarlierCharging;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.PlanBuilder;
import energy.corridor.optimiser.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The charging problem as one linear program with every vehicle in it: the readable reference for fleets of up to about 50.
 *
 * <p>Always gives a plan: the rule's plan stands ready first, and what the program finds replaces it only if it breaks no rule and is
 * better in the order of the aims. {@code docs/charging-lp.md} has the mathematics.
 */
public final class LpOptimiser implements Optimiser {

    /** The families of constraints, in the order in which they need each other's variables. */
    static final List<ConstraintBlock> BLOCKS = List.of(
            new BatteryEnergy(),
            new EnergyFloor(),
            new StayRequirement(),
            new SiteBalance(),
            new SiteLimit(),
            new LimitTree(),
            new DemandCharge(),
            new SumSocBand(),
            new DispatchDeviation(),
            new Reserve());

    private static final double PROVEN = 1e-6;

    /** More variables than the solver masters in minutes; beyond it the rule's plan is the honest answer. */
    private static final int MOST_VARIABLES = 40_000;

    private static final int MOST_CHOICES = 40;
    private static final int ROUNDS = 12;
    private static final int BRANCHED_ROUNDS = 4;

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        return new Run(problem, deadline).plan();
    }

    /** One plan in the making. */
    private static final class Run {

        private final ChargingProblem problem;
        private final long start = System.nanoTime();
        private final long deadlineNanos;
        private Schedule best;
        private Aims bestAims;
        private Status status = Status.FALLBACK;
        private double boundEur = Double.NEGATIVE_INFINITY;
        private ShadowPrices prices;

        Run(ChargingProblem problem, Duration deadline) {
            this.problem = problem;
            deadlineNanos = start + deadline.toNanos();
            best = LeastLaxityFirst.schedule(problem);
            bestAims = PlanAudit.of(problem, best).aims();
            prices = PlanBuilder.noPrices(problem);
        }

        ChargingPlan plan() {
            var model = new LpModel(problem);
            if (model.sizeAhead() <= MOST_VARIABLES) {
                BLOCKS.forEach(block -> block.addTo(model));
                solve(model);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return PlanBuilder.build(problem, best, status, boundEur, prices, millis);
        }

        private void solve(LpModel model) {
            var aims = new AimsInOrder(model, deadlineNanos);
            Optional<Solution> found = aims.solve();
            found.filter(Solution::isOptimal).ifPresent(solution -> prices = Extraction.prices(model, solution));
            int choices = 0;
            for (int round = 0; round < ROUNDS && found.isPresent(); round++) {
                Solution solution = found.get();
                boolean branched = round <= BRANCHED_ROUNDS && choices <= MOST_CHOICES;
                if (aims.proven() && branched) {
                    boundEur = Math.max(boundEur, solution.value(Aim.MONEY));
                }
                offer(model, solution);
                List<EitherOr> broken = EitherOr.brokenBy(model, solution);
                if (status == Status.OPTIMAL || broken.isEmpty()) {
                    return;
                }
                choices += broken.size();
                if (round < BRANCHED_ROUNDS && choices <= MOST_CHOICES) {
                    broken.forEach(each -> each.branch(model));
                    found = aims.solve();
                } else {
                    broken.forEach(each -> each.settle(solution));
                    found = aims.solve();
                    if (found.isEmpty() && System.nanoTime() < deadlineNanos) {
                        broken.forEach(EitherOr::giveUp);
                        found = aims.solve();
                    }
                }
            }
        }

        /** Takes the solution as the plan if it breaks no rule and is better than what there is. */
        private void offer(LpModel model, Solution solution) {
            Schedule schedule = Extraction.schedule(model, solution);
            EarlierCharging.apply(problem, schedule);
            PlanAudit audit = PlanAudit.of(problem, schedule);
            if (System.getProperty("dbg") != null) {
                System.out.println("  offer proven " + solution.isOptimal() + " money " + solution.value(Aim.MONEY)
                        + " bound " + boundEur + " " + audit.aims() + " lp:"
                        + java.util.Arrays.stream(Aim.values())
                                .map(x -> x + "=" + solution.value(x))
                                .toList() + " " + audit.violations() + " broken "
                        + EitherOr.brokenBy(model, solution).size());
            }
            if (audit.violations().isEmpty() && !bestAims.betterThan(audit.aims())) {
                best = schedule;
                bestAims = audit.aims();
                double gap = bestAims.moneyEur() - boundEur;
                status = gap <= PROVEN * (1 + Math.abs(boundEur)) ? Status.OPTIMAL : Status.BEST_FOUND;
            }
        }
    }
}
