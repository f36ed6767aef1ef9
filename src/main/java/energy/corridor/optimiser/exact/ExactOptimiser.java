package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Aims;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.EarlierCharging;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.PlanBuilder;
import energy.corridor.optimiser.Schedule;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The optimum of the full per-vehicle model for fleets of any size, by column generation, with a proven bound.
 *
 * <p>Always gives a plan: the rule's plan stands ready first, and a blend replaces it only if it breaks no rule and is better in the
 * order of the aims. Remembers the last prices and begins the next problem with them; a plan depends on nothing else that happened
 * before, and never on the number of threads. {@code docs/exact-optimiser.md} has the mathematics.
 */
public final class ExactOptimiser implements Optimiser {

    /** Relative gap below which a plan is called optimal. */
    static final double PROVEN = 1e-6;

    /** What follows the blend (earlier charging, audit, reasons) takes about so many times as long as the rule's plan and its audit did. */
    private static final int END = 3;

    /** First prices and answers take about so many times as long as laying out the problem did, which for a few vehicles says little. */
    private static final double BEGIN = 2.5;

    private final int threads;
    private final double gap;
    private final LastPrices last = new LastPrices();

    /** On all processors, to a gap of 1e-6. */
    public ExactOptimiser() {
        this(Runtime.getRuntime().availableProcessors(), PROVEN);
    }

    /** @param gap relative, at which a plan is good enough; above 1e-6 no plan is called optimal on the gap alone */
    public ExactOptimiser(int threads, double gap) {
        this.threads = threads;
        this.gap = gap;
    }

    /**
     * Whether the method is made for all that the problem asks for: no reserves, no least charging power, and export never dearer than
     * import in an interval (the site's cost would not be convex). Other problems get the rule's plan here.
     */
    public static boolean covers(ChargingProblem problem) {
        var prices = problem.prices();
        for (int t = 0; t < problem.grid().steps(); t++) {
            if (prices.exportEurPerKwh().get(t) > prices.importEurPerKwh().get(t)) {
                return false;
            }
        }
        return problem.vehicles().stream().allMatch(vehicle -> vehicle.minChargeKw() == 0)
                && problem.requests().stream().noneMatch(Request.Reserve.class::isInstance);
    }

    @Override
    public ChargingPlan plan(ChargingProblem problem, Duration deadline) {
        return new Run(problem, deadline).plan();
    }

    /** One plan in the making. */
    private final class Run {

        private final ChargingProblem problem;
        private final long start = System.nanoTime();
        private final long deadlineNanos;
        private final Schedule rule;
        private Schedule best;
        private Aims bestAims;
        private Status status = Status.FALLBACK;
        private double boundEur = Double.NEGATIVE_INFINITY;
        private ShadowPrices prices;

        Run(ChargingProblem problem, Duration deadline) {
            this.problem = problem;
            rule = LeastLaxityFirst.schedule(problem);
            best = rule;
            bestAims = PlanAudit.of(problem, best).aims();
            prices = PlanBuilder.noPrices(problem);
            long took = System.nanoTime() - start;
            deadlineNanos = start + deadline.toNanos() - Math.min(END * took, deadline.toNanos() / 2);
        }

        ChargingPlan plan() {
            if (covers(problem) && System.nanoTime() < deadlineNanos) {
                try (Workers workers = new Workers(threads)) {
                    long begin = System.nanoTime();
                    var model = new FleetModel(problem, MostGroups.of(problem));
                    long ready = System.nanoTime();
                    if (!model.groups.isEmpty() && ready + BEGIN * (ready - begin) < deadlineNanos) {
                        solve(model, workers);
                    }
                }
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return PlanBuilder.build(problem, best, status, boundEur, prices, millis);
        }

        private void solve(FleetModel model, Workers workers) {
            for (double ratio : Weights.RATIOS) {
                var aims = new AimsByWeight(model, workers, rule, Weights.of(problem, ratio), last, deadlineNanos);
                AimsByWeight.Outcome outcome = aims.solve(gap, deadlineNanos);
                offer(outcome, aims);
                if (status == Status.OPTIMAL || outcome.gapEur() > outcome.aimEur() || outcome.missesNothing()) {
                    return;
                }
            }
        }

        /** Takes the outcome as the plan if it breaks no rule and is better than what there is. */
        private void offer(AimsByWeight.Outcome outcome, AimsByWeight aims) {
            Schedule schedule = outcome.schedule();
            EarlierCharging.apply(problem, schedule);
            PlanAudit audit = PlanAudit.of(problem, schedule);
            for (boolean keepPower : new boolean[] {false, true}) {
                if (!audit.violations().isEmpty()) {
                    schedule = aims.disaggregated(outcome.blend(), keepPower);
                    audit = PlanAudit.of(problem, schedule);
                }
            }
            if (audit.violations().isEmpty() && !bestAims.betterThan(audit.aims())) {
                best = schedule;
                bestAims = audit.aims();
                prices = outcome.prices();
                boundEur = outcome.moneyBoundEur();
                double missing = bestAims.moneyEur() - boundEur;
                boolean near = missing <= PROVEN * (1 + Math.abs(boundEur));
                status = near && aims.inOrder(outcome, deadlineNanos) ? Status.OPTIMAL : Status.BEST_FOUND;
            }
        }
    }
}
