package energy.corridor.optimiser.lp;

import java.util.Optional;
import org.ojalgo.optimisation.Variable;

/**
 * What is not convex, left out of the linear program until a solution breaks it: {@code first = 0} or {@code second = 0} (a battery
 * charges or discharges, discharges or is below its minimum, lacks energy for a trip or arrives with some, the site buys or sells),
 * or {@code first = 0} or {@code first ≥ least} (least charging power).
 */
final class EitherOr {

    private static final double TINY = 1e-6;

    private final Variable first;
    private final Optional<Variable> second;
    private final double least;
    private final double most;
    private final double mostOther;

    private EitherOr(Variable first, Optional<Variable> second, double least) {
        most = first.getUpperLimit().doubleValue();
        mostOther = second.map(other -> other.getUpperLimit().doubleValue()).orElse(0.0);
        this.first = first;
        this.second = second;
        this.least = least;
    }

    /** One of the two is zero. Both have an upper limit. */
    static EitherOr of(Variable first, Variable second) {
        return new EitherOr(first, Optional.of(second), 0);
    }

    /** The variable, which has an upper limit, is zero or at least that. */
    static EitherOr atLeast(Variable variable, double least) {
        return new EitherOr(variable, Optional.empty(), least);
    }

    boolean isBrokenBy(Solution solution) {
        double value = solution.value(first);
        return second.isPresent()
                ? value > TINY && solution.value(second.get()) > TINY
                : value > TINY && value < least - TINY;
    }

    /** How far the solution is from either side. */
    double distance(Solution solution) {
        double value = solution.value(first);
        return Math.min(value, second.map(solution::value).orElse(least - value));
    }

    /** Whether {@code first = 0} is the nearer side. */
    boolean prefersZero(Solution solution) {
        double value = solution.value(first);
        return value < second.map(solution::value).orElse(least - value);
    }

    /** @param zero {@code first = 0}, which no limit can object to; otherwise the other side */
    void take(boolean zero) {
        release();
        if (zero) {
            first.upper(0);
        } else if (second.isPresent()) {
            second.get().upper(0);
        } else {
            first.lower(least);
        }
    }

    void release() {
        first.lower(0).upper(most);
        second.ifPresent(other -> other.upper(mostOther));
    }
}
