package energy.corridor.optimiser.flexibility;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.RequestResult;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * By how much the import of a plan's first interval could be lower (up) or higher (down) for a duration, kW at the grid connection, with
 * every departure, limit and band kept as in the plan, and every other reserve still callable.
 *
 * @param from start of the plan
 */
public record Callable(Instant from, double upKw, double downKw) {

    /** Before the first plan. */
    public static final Callable NOTHING = new Callable(Instant.EPOCH, 0, 0);

    /** The part of a change of the import that can be called, kW; above zero is more import. */
    public double within(double kw) {
        return Math.max(-upKw, Math.min(downKw, kw));
    }

    /** @param own ids of the reserves that such a call draws on */
    public static Callable of(ChargingProblem problem, ChargingPlan plan, Duration hold, Predicate<String> own) {
        List<Request> others = new ArrayList<>();
        List<RequestResult> results = new ArrayList<>();
        for (int r = 0; r < problem.requests().size(); r++) {
            if (!own.test(problem.requests().get(r).id())) {
                others.add(problem.requests().get(r));
                results.add(plan.requests().get(r));
            }
        }
        int steps = problem.grid().steps();
        Flexibility flexibility =
                VerifiedFlexibility.of(problem.asked(others), plan.asked(results), List.of(hold), steps);
        return flexibility.spans().get(0).points().stream()
                .findFirst()
                .map(point -> new Callable(problem.grid().start(), point.lessKw(), point.moreKw()))
                .orElse(new Callable(problem.grid().start(), 0, 0));
    }
}
