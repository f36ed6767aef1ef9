package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Money;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;

/**
 * Minimises the aims in their order. First one run with each aim weighted above all after it: when nothing but money is left to pay,
 * that is the lexicographic optimum whatever the weights were. Otherwise one run per aim that is not zero, each held at its least
 * value in the runs after it, and money last.
 */
final class AimsInOrder {

    private static final double ZERO = 1e-6;

    /** Room for rounding where an aim is held; less than what breaks a rule. */
    private static final double SLACK = 1e-7;

    private final LpModel model;
    private final long deadlineNanos;
    private final double unit;
    private boolean proven;
    private boolean infeasible;

    AimsInOrder(LpModel model, long deadlineNanos) {
        this.model = model;
        this.deadlineNanos = deadlineNanos;
        unit = Money.dearestKwhEur(model.problem);
    }

    /** Empty when nothing feasible was found; {@link #proven()} says whether there is nothing. */
    Optional<Solution> solve() {
        proven = false;
        for (Aim aim : Aim.values()) {
            model.free(aim);
        }
        Optional<Solution> weighted = minimise(EnumSet.allOf(Aim.class));
        proven = infeasible;
        if (weighted.isEmpty() || !weighted.get().isOptimal()) {
            return weighted;
        }
        if (onlyMoney(weighted.get())) {
            proven = true;
            return weighted;
        }
        return oneByOne(weighted.get());
    }

    private Optional<Solution> oneByOne(Solution weighted) {
        Solution best = weighted;
        var rest = EnumSet.allOf(Aim.class);
        for (Aim aim : Aim.values()) {
            rest.remove(aim);
            if (aim == Aim.MONEY) {
                break;
            }
            double least = model.constant(aim);
            if (best.value(aim) > least + ZERO) {
                Optional<Solution> alone = minimise(EnumSet.of(aim));
                if (alone.isEmpty() || !alone.get().isOptimal()) {
                    return Optional.of(best);
                }
                least = alone.get().value(aim);
            }
            boolean missed = best.value(aim) > least + 2 * ZERO;
            model.hold(aim, least + SLACK);
            if (missed) {
                Optional<Solution> next = minimise(rest);
                if (next.isEmpty()) {
                    return Optional.of(best);
                }
                best = next.get();
            }
        }
        Optional<Solution> cheapest = minimise(EnumSet.of(Aim.MONEY));
        proven = cheapest.isPresent() && cheapest.get().isOptimal();
        return proven ? cheapest : Optional.of(best);
    }

    /** Whether the last solution is the best there is, in the order of the aims, or nothing feasible exists. */
    boolean proven() {
        return proven;
    }

    private boolean onlyMoney(Solution solution) {
        for (Aim aim : Aim.values()) {
            if (aim != Aim.MONEY && solution.value(aim) > model.constant(aim) + ZERO) {
                return false;
            }
        }
        return true;
    }

    private Optional<Solution> minimise(EnumSet<Aim> weighted) {
        infeasible = false;
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (millis <= 0) {
            return Optional.empty();
        }
        ExpressionsBasedModel solver = model.solverModel();
        double weight = 1;
        Aim[] aims = Aim.values();
        for (int i = aims.length - 1; i >= 0; i--) {
            model.aim(aims[i]).weight(0);
            if (weighted.contains(aims[i])) {
                model.aim(aims[i]).weight(weighted.size() == 1 ? 1 : weight);
            }
            weight = weight == 1 ? unit : weight * 4;
        }
        solver.options.time_abort = millis;
        solver.options.time_suffice = millis;
        solver.options.sparse = true; // a stay's rows touch few variables
        Optimisation.Result result = solver.minimise();
        infeasible = result.getState() == Optimisation.State.INFEASIBLE;
        return result.getState().isFeasible() ? Optional.of(new Solution(model, result)) : Optional.empty();
    }
}
