package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Price vectors that carried weight in the last plan, by instant and limit: where the next plan begins. Safe for several threads. */
final class LastPrices {

    private static final int MOST_KEPT = 15;

    private record Vector(double[] site, Map<String, double[]> powerByLimit, double[] energy) {}

    private record Kept(TimeGrid grid, List<Vector> vectors) {}

    private volatile Optional<Kept> kept = Optional.empty();

    /** The heaviest first. */
    void keep(FleetModel model, List<Prices> heaviest) {
        List<Vector> vectors = new ArrayList<>();
        for (Prices prices : heaviest.subList(0, Math.min(MOST_KEPT, heaviest.size()))) {
            Map<String, double[]> byLimit = new HashMap<>();
            for (int n = 0; n < model.nodes.size() - 1; n++) {
                byLimit.put(name(model.problem, model.nodes.get(n)), prices.power[n]);
            }
            vectors.add(new Vector(prices.site(), byLimit, prices.energy));
        }
        kept = Optional.of(new Kept(model.problem.grid(), vectors));
    }

    private static String name(ChargingProblem problem, LimitNode node) {
        return problem.site().limits().get(node.limit()).id();
    }

    /** Moved to the problem's own time; none when the grids do not fit. What lies beyond the old horizon takes the last value. */
    List<Prices> shifted(FleetModel model, Layout layout) {
        List<Prices> all = new ArrayList<>();
        TimeGrid grid = model.problem.grid();
        Kept last = kept.orElse(null);
        if (last == null || !last.grid().step().equals(grid.step())) {
            return all;
        }
        long millis = Duration.between(last.grid().start(), grid.start()).toMillis();
        long shift = Math.floorDiv(millis, grid.step().toMillis());
        if (Math.abs(shift) >= last.grid().steps()) {
            return all;
        }
        for (Vector vector : last.vectors()) {
            double[][] power = new double[model.nodes.size()][];
            for (int n = 0; n < power.length; n++) {
                double[] old = n == power.length - 1
                        ? vector.site()
                        : vector.powerByLimit().getOrDefault(name(model.problem, model.nodes.get(n)), vector.site());
                power[n] = shifted(old, (int) shift, grid.steps());
            }
            all.add(Prices.remembered(model, layout, power, shifted(vector.energy(), (int) shift, grid.steps() + 1)));
        }
        return all;
    }

    private static double[] shifted(double[] old, int shift, int size) {
        double[] moved = new double[size];
        for (int t = 0; t < size; t++) {
            moved[t] = old[Math.max(0, Math.min(old.length - 1, t + shift))];
        }
        return moved;
    }
}
