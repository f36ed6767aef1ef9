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
import java.util.ArrayList;
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

    /** More variables than the solver masters in minutes; beyond it the rule's plan is the honest answer. */
    private static final int MOST_VARIABLES = 40_000;

    private static final int SETTLED_ROUNDS = 8;

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
        private Optional<Aims> bound = Optional.empty();
        private boolean solved;
        private ShadowPrices prices;

        Run(ChargingProblem problem, Duration deadline) {
            this.problem = problem;
            deadlineNanos = start + deadline.toNanos();
            best = LeastLaxityFirst.schedule(problem);
            bestAims = PlanAudit.of(problem, best).aims();
            prices = PlanBuilder.noPrices(problem);
        }

        ChargingPlan plan() {
            Blocks merged = Blocks.merged(problem);
            if (merged.count() < problem.grid().steps()) {
                model(merged).ifPresent(model -> relax(model, new AimsInOrder(model, deadlineNanos)));
            }
            if (status() != Status.OPTIMAL) {
                model(Blocks.single(problem)).ifPresent(this::decide);
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return PlanBuilder.build(problem, best, status(), boundEur(), prices, millis);
        }

        private Status status() {
            if (bound.isPresent() && !bound.get().betterThan(bestAims)) {
                return Status.OPTIMAL;
            }
            return solved ? Status.BEST_FOUND : Status.FALLBACK;
        }

        /** A bound of the money counts only against a plan that keeps as much as the bound does. */
        private double boundEur() {
            return bound.filter(aims -> aims.keepsTheSameAs(bestAims))
                    .map(Aims::moneyEur)
                    .orElse(Double.NEGATIVE_INFINITY);
        }

        private boolean inTime() {
            return deadlineNanos - System.nanoTime() > 0;
        }

        /** None when it is too large or too late. */
        private Optional<LpModel> model(Blocks blocks) {
            var model = new LpModel(problem, blocks);
            if (model.sizeAhead() > MOST_VARIABLES || !inTime()) {
                return Optional.empty();
            }
            BLOCKS.forEach(block -> block.addTo(model));
            return Optional.of(model);
        }

        /** The linear program without its choices: a bound, and often a plan. */
        private Optional<Solution> relax(LpModel model, AimsInOrder aims) {
            Optional<Solution> found = aims.solve();
            found.ifPresent(solution -> {
                if (aims.proven()) {
                    bound = Optional.of(solution.aims());
                    prices = Extraction.prices(model, solution);
                }
                offer(model, solution);
            });
            return found;
        }

        private void decide(LpModel model) {
            var aims = new AimsInOrder(model, deadlineNanos);
            Optional<Solution> relaxed = relax(model, aims);
            if (relaxed.isPresent() && aims.proven() && status() != Status.OPTIMAL) {
                settle(model, aims, relaxed.get());
                var tree = new ChoiceTree(model, aims, relaxed.get());
                while (status() != Status.OPTIMAL && tree.grow(solution -> offer(model, solution))) {
                    bound = Optional.of(tree.bound());
                }
            }
        }

        /** Takes the nearer side of all that is undecided, again and again, until a plan stands. */
        private void settle(LpModel model, AimsInOrder aims, Solution relaxed) {
            List<EitherOr> settled = new ArrayList<>();
            Optional<Solution> found = Optional.of(relaxed);
            for (int round = 0; round < SETTLED_ROUNDS && found.isPresent(); round++) {
                Solution solution = found.get();
                List<EitherOr> undecided = model.undecided(solution);
                if (undecided.isEmpty()) {
                    break;
                }
                settled.addAll(undecided);
                undecided.forEach(each -> each.take(each.prefersZero(solution)));
                found = aims.solve();
                if (found.isEmpty() && inTime()) {
                    undecided.forEach(each -> each.take(true));
                    found = aims.solve();
                }
                found.ifPresent(next -> offer(model, next));
            }
            settled.forEach(EitherOr::release);
        }

        /** Takes the solution as the plan if it breaks no rule and is better than what there is. */
        private void offer(LpModel model, Solution solution) {
            Schedule schedule = Extraction.schedule(model, solution);
            EarlierCharging.apply(problem, schedule);
            PlanAudit audit = PlanAudit.of(problem, schedule);
            if (audit.violations().isEmpty() && !bestAims.betterThan(audit.aims())) {
                best = schedule;
                bestAims = audit.aims();
                solved = true;
            }
        }
    }
}
