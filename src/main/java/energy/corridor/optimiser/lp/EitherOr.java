package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ojalgo.optimisation.Variable;

/**
 * What is not convex, left out of the linear program until a solution breaks it: {@code first = 0} or {@code second = 0} (a battery
 * charges or discharges, discharges or is below its minimum, lacks energy for a trip or arrives with some, the site buys or sells),
 * or {@code first = 0} or {@code first ≥ least} (least charging power). In a block of {@code n} intervals the mean power may be as
 * little as {@code minChargeKw/n}.
 */
final class EitherOr {

    private static final double TINY = 1e-6;

    private final String name;
    private final Variable first;
    private final Optional<Variable> second;
    private final double least;
    private final double most;
    private final double mostOther;

    private EitherOr(String name, Variable first, Optional<Variable> second, double least) {
        most = first.getUpperLimit().doubleValue();
        mostOther = second.map(other -> other.getUpperLimit().doubleValue()).orElse(0.0);
        this.name = name;
        this.first = first;
        this.second = second;
        this.least = least;
    }

    /** All that the solution breaks, in a fixed order. */
    static List<EitherOr> brokenBy(LpModel model, Solution solution) {
        List<EitherOr> all = new ArrayList<>();
        for (int b = 0; b < model.batteries.size(); b++) {
            Battery battery = model.batteries.get(b);
            for (int w = 0; w < battery.windows().size(); w++) {
                pair(all, "trip " + battery.id() + " " + w, model.arrived(b, w), model.clamped(b, w));
            }
            for (int j = 0; j < model.blocks.count(); j++) {
                String at = battery.id() + " " + j;
                pair(all, "direction " + at, model.charge(b, j), model.discharge(b, j));
                pair(all, "minimum " + at, model.discharge(b, j), model.below(b, j));
                double least = battery.minChargeKw() / model.blocks.length(j);
                if (least > 0) {
                    model.charge(b, j)
                            .ifPresent(charge ->
                                    all.add(new EitherOr("least power " + at, charge, Optional.empty(), least)));
                }
            }
        }
        var prices = model.problem.prices();
        for (int j = 0; j < model.blocks.count(); j++) {
            int t = model.blocks.first(j);
            if (prices.exportEurPerKwh().get(t) > prices.importEurPerKwh().get(t)) {
                pair(all, "exchange " + j, model.bought(j), model.sold(j));
            }
        }
        all.removeIf(each -> !each.isBroken(solution));
        return all;
    }

    private static void pair(List<EitherOr> all, String name, Optional<Variable> first, Optional<Variable> second) {
        if (first.isPresent() && second.isPresent()) {
            all.add(new EitherOr(name, first.get(), second, 0));
        }
    }

    private boolean isBroken(Solution solution) {
        double value = solution.value(first);
        return second.isPresent()
                ? value > TINY && solution.value(second.get()) > TINY
                : value > TINY && value < least - TINY;
    }

    /** Leaves the choice to the solver by a binary variable. */
    void branch(LpModel model) {
        Variable choice = model.variable(name, 0, 1).integer(true);
        model.row(name + " on", new LinearSum().add(first, 1).add(choice, -most), Double.NEGATIVE_INFINITY, 0);
        if (least > 0) {
            model.row(name + " least", new LinearSum().add(first, 1).add(choice, -least), 0, Double.POSITIVE_INFINITY);
        }
        second.ifPresent(other -> {
            var sum = new LinearSum().add(other, 1).add(choice, mostOther);
            model.row(name + " off", sum, Double.NEGATIVE_INFINITY, mostOther);
        });
    }

    /** Makes the choice that is nearest to the solution. */
    void settle(Solution solution) {
        double value = solution.value(first);
        double other = second.map(solution::value).orElse(least - value);
        if (value < other) {
            first.upper(0);
        } else if (second.isPresent()) {
            second.get().upper(0);
        } else {
            first.lower(least);
        }
    }

    /** The choice that no limit can object to. */
    void giveUp() {
        first.lower(0).upper(0);
        second.ifPresent(other -> other.upper(mostOther));
    }
}
