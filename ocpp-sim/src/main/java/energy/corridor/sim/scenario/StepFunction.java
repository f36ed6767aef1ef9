package energy.corridor.sim.scenario;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A value over time that holds from one instant until the next. */
public final class StepFunction {

    private final double before;
    private final NavigableMap<Instant, Double> steps;

    /**
     * @param before the value before the first step
     * @param steps the value from each instant on
     */
    public StepFunction(double before, Map<Instant, Double> steps) {
        this.before = before;
        this.steps = Collections.unmodifiableNavigableMap(new TreeMap<>(steps));
    }

    public static StepFunction constant(double value) {
        return new StepFunction(value, Map.of());
    }

    public double at(Instant t) {
        Map.Entry<Instant, Double> step = steps.floorEntry(t);
        return step == null ? before : step.getValue();
    }

    /** The first step after {@code t}. */
    public Optional<Instant> nextAfter(Instant t) {
        return Optional.ofNullable(steps.higherKey(t));
    }

    public StepFunction plus(StepFunction other, double factor) {
        TreeSet<Instant> instants = new TreeSet<>(steps.keySet());
        instants.addAll(other.steps.keySet());
        TreeMap<Instant, Double> sum = new TreeMap<>();
        for (Instant t : instants) {
            sum.put(t, at(t) + factor * other.at(t));
        }
        return new StepFunction(before + factor * other.before, sum);
    }
}
