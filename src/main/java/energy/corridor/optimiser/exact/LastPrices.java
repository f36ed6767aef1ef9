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

    /** EUR for one kW per interval, of limits only what they add; EUR for one kWh per boundary. */
    private record Vector(double[] site, double[] peak, Map<String, double[]> byLimit, double[] energy) {}

    private record Kept(TimeGrid grid, List<Vector> vectors) {}

    private volatile Optional<Kept> kept = Optional.empty();

    /** Those that prove the best bound, then the heaviest. */
    void keep(FleetModel model, Layout layout, Prices best, List<Prices> heaviest) {
        List<Vector> vectors = new ArrayList<>();
        vectors.add(vector(model, layout, best));
        heaviest.stream()
                .filter(prices -> prices != best)
                .limit(MOST_KEPT - 1)
                .forEach(prices -> vectors.add(vector(model, layout, prices)));
        kept = Optional.of(new Kept(model.problem.grid(), vectors));
    }

    private static Vector vector(FleetModel model, Layout layout, Prices prices) {
        Map<String, double[]> byLimit = new HashMap<>();
        for (int n = 0; n < model.nodes.size() - 1; n++) {
            LimitNode node = model.nodes.get(n);
            double[] adds = new double[model.steps];
            for (int i = 0; i < node.active().length; i++) {
                adds[node.active()[i]] = prices.limit[layout.limitSlack[n] + i];
            }
            byLimit.put(name(model.problem, node), adds);
        }
        return new Vector(prices.site(), prices.peak, byLimit, prices.energy);
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
            all.add(shifted(vector, (int) shift, model, layout));
        }
        return all;
    }

    private static Prices shifted(Vector vector, int shift, FleetModel model, Layout layout) {
        double[] limit = new double[layout.segment[0]];
        for (int n = 0; n < model.nodes.size() - 1; n++) {
            int[] active = model.nodes.get(n).active();
            double[] adds = vector.byLimit().get(name(model.problem, model.nodes.get(n)));
            double[] moved = adds == null ? new double[model.steps] : shifted(adds, shift, model.steps);
            for (int i = 0; i < active.length; i++) {
                limit[layout.limitSlack[n] + i] = moved[active[i]];
            }
        }
        double[] energy = shifted(vector.energy(), shift, model.steps + 1);
        double[] band = new double[model.bands.size()];
        for (int row = 0; row < band.length; row++) {
            int boundary = model.bands.get(row).boundary();
            band[row] = energy[boundary];
            energy[boundary] = 0; // several bands may hold at one boundary
        }
        return Prices.assembled(
                model,
                layout,
                shifted(vector.site(), shift, model.steps),
                shifted(vector.peak(), shift, model.steps),
                limit,
                band);
    }

    private static double[] shifted(double[] old, int shift, int size) {
        double[] moved = new double[size];
        for (int t = 0; t < size; t++) {
            moved[t] = old[Math.max(0, Math.min(old.length - 1, t + shift))];
        }
        return moved;
    }
}
