package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Aims;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Branch and bound over the choices that a linear program leaves open, by the aims in their order: the most promising branch first,
 * so that what is still open is always a bound of every plan there is.
 */
final class ChoiceTree {

    /** A side taken. */
    private record Taken(EitherOr choice, boolean zero) {}

    /** A linear program with some choices made, solved. */
    private record Branch(List<Taken> taken, Aims aims, Optional<EitherOr> open) {}

    private final LpModel model;
    private final AimsInOrder solver;
    private final PriorityQueue<Branch> branches =
            new PriorityQueue<>(Comparator.comparing(Branch::aims, ChoiceTree::better)
                    .thenComparing(branch -> -branch.taken().size()));

    /** @param relaxed the proven optimum with no choice made */
    ChoiceTree(LpModel model, AimsInOrder solver, Solution relaxed) {
        this.model = model;
        this.solver = solver;
        branches.add(branch(List.of(), relaxed));
    }

    private static int better(Aims one, Aims other) {
        return one.betterThan(other) ? -1 : other.betterThan(one) ? 1 : 0;
    }

    private Branch branch(List<Taken> taken, Solution solution) {
        Optional<EitherOr> farthest =
                model.undecided(solution).stream().max(Comparator.comparingDouble(choice -> choice.distance(solution)));
        return new Branch(taken, solution.aims(), farthest);
    }

    /** No plan is better than this. */
    Aims bound() {
        return branches.element().aims();
    }

    /**
     * Splits the most promising branch in two.
     *
     * @param found hears of every solution
     * @return false when the best branch leaves nothing open, or could not be solved in time
     */
    boolean grow(Consumer<Solution> found) {
        Branch best = branches.element();
        if (best.open().isEmpty()) {
            return false;
        }
        List<Branch> split = new ArrayList<>();
        for (boolean zero : new boolean[] {true, false}) {
            List<Taken> taken = new ArrayList<>(best.taken());
            taken.add(new Taken(best.open().get(), zero));
            taken.forEach(each -> each.choice().take(each.zero()));
            Optional<Solution> solution = solver.solve();
            taken.forEach(each -> each.choice().release());
            if (!solver.proven()) {
                return false;
            }
            solution.ifPresent(found);
            solution.ifPresent(each -> split.add(branch(List.copyOf(taken), each)));
        }
        branches.remove(best);
        branches.addAll(split);
        return !branches.isEmpty();
    }
}
