package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Aims;
import java.util.HashMap;
import java.util.Map;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** What the solver found: values of variables, and what limits are worth. */
final class Solution {

    private final LpModel model;
    private final Optimisation.Result result;

    /** What one unit of a row's right-hand side is worth. */
    private final Map<Expression, Double> worth = new HashMap<>();

    /** The same with its sign: what one unit more on the row's left-hand side costs. */
    private final Map<Expression, Double> cost = new HashMap<>();

    Solution(LpModel model, Optimisation.Result result) {
        this.model = model;
        this.result = result;
        result.getDualValues().forEach(entry -> {
            if (entry.getKey().left() instanceof Expression row) {
                // A range has a multiplier for each side.
                worth.merge(row, Math.abs(entry.doubleValue()), Double::sum);
                cost.merge(row, sign(entry.getKey().right()) * entry.doubleValue(), Double::sum);
            }
        });
    }

    /** ojAlgo multiplies the lower side of a range as if it were written the other way round. */
    private static int sign(Optimisation.ConstraintType side) {
        return side == Optimisation.ConstraintType.LOWER ? -1 : 1;
    }

    boolean isOptimal() {
        return result.getState().isOptimal();
    }

    double value(Variable variable) {
        return result.doubleValue(model.solverModel().indexOf(variable));
    }

    double value(Expression row) {
        return row.getLinearEntrySet().stream()
                .mapToDouble(entry -> entry.getValue().doubleValue() * result.doubleValue(entry.getKey().index))
                .sum();
    }

    double value(Aim aim) {
        return value(model.aim(aim)) + model.constant(aim);
    }

    Aims aims() {
        return new Aims(
                value(Aim.EXCEEDED),
                value(Aim.CLAMPED),
                value(Aim.BELOW_MINIMUM),
                value(Aim.UNMET),
                value(Aim.BROKEN),
                value(Aim.MONEY));
    }

    /** What one more unit of the row's limit saves, 0 or more. */
    double saving(Expression row) {
        return worth.getOrDefault(row, 0.0);
    }

    /** What one unit more on the row's left-hand side costs; below zero where it saves. */
    double cost(Expression row) {
        return cost.getOrDefault(row, 0.0);
    }
}
