package energy.corridor.optimiser.lp;

import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.Variable;

/** {@code Σ factor·variable + constant}. */
final class LinearSum {

    private final List<Variable> variables = new ArrayList<>();
    private final List<Double> factors = new ArrayList<>();
    private double constant;

    static LinearSum of(double constant) {
        var sum = new LinearSum();
        sum.constant = constant;
        return sum;
    }

    LinearSum add(Variable variable, double factor) {
        variables.add(variable);
        factors.add(factor);
        return this;
    }

    LinearSum add(LinearSum other, double factor) {
        for (int i = 0; i < other.variables.size(); i++) {
            add(other.variables.get(i), other.factors.get(i) * factor);
        }
        constant += other.constant * factor;
        return this;
    }

    LinearSum add(double number) {
        constant += number;
        return this;
    }

    boolean isConstant() {
        return variables.isEmpty();
    }

    double constant() {
        return constant;
    }

    /** Adds the variables, not the constant, to a row or an objective. */
    void addTo(Expression row, double factor) {
        for (int i = 0; i < variables.size(); i++) {
            row.add(variables.get(i), factors.get(i) * factor);
        }
    }
}
