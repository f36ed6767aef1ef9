package energy.corridor.optimiser.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The plan that the columns' weights stand for, in sums: flow under every limit, the site's net import and its cost. Weights are made
 * to add up first, so that every battery's part is its own convex combination.
 */
final class Blend {

    /** Columns with their weights, by group. */
    final List<List<Part>> parts = new ArrayList<>();

    final double[] curtailedKw;

    /** EUR, penalties included; what the limits forbid is not in it. */
    final double eur;

    /** Part of it that is no penalty for missed energy or bands. */
    final double moneyEur;

    /** Largest excess over a limit, kW. */
    final double excessKw;

    /** One column's share in its group. */
    record Part(Column column, double weight) {}

    /**
     * @param curtailed values of the layout's variables
     * @param leastKw columns whose weight moves no power above it are left out
     */
    Blend(FleetModel model, Layout layout, List<List<Column>> columns, IntToDoubleFunction curtailed, double leastKw) {
        double[][] flow = new double[model.nodes.size()][model.coordinates()];
        double sum = 0;
        double missed = 0;
        for (int g = 0; g < columns.size(); g++) {
            parts.add(parts(columns.get(g), leastKw));
            int[] support = model.groups.get(g).support();
            double[] to = flow[model.groups.get(g).node()];
            for (Part part : parts.get(g)) {
                Column column = part.column();
                double own = column.eur(layout.penalties);
                sum += part.weight() * own;
                missed += part.weight() * (own - layout.penalties.money() * column.wearEur);
                for (int i = 0; i < support.length; i++) {
                    to[support[i]] += part.weight() * column.profile[i];
                }
            }
        }
        double excess = 0;
        for (int n = 0; n < model.nodes.size() - 1; n++) {
            LimitNode node = model.nodes.get(n);
            for (int i = 0; i < node.active().length; i++) {
                double kw = flow[n][node.active()[i]];
                excess = Math.max(excess, Math.max(kw - node.importKw()[i], -kw - node.exportKw()[i]));
            }
            for (int k = 0; k < flow[n].length; k++) {
                flow[node.parent()][k] += flow[n][k];
            }
        }
        double[] total = flow[flow.length - 1];
        curtailedKw = new double[model.steps];
        SiteTerms site = layout.site;
        double peak = site.peakFloorKw;
        sum += site.peakFloorEur;
        for (int t = 0; t < model.steps; t++) {
            if (!site.live[t]) {
                sum += site.lowestEur[t];
                continue;
            }
            double kw = total[t] + site.baseKw[t];
            double wanted = layout.curtailed[t] >= 0 ? curtailed.applyAsDouble(layout.curtailed[t]) : 0;
            curtailedKw[t] = Math.min(site.pvKw[t], curtailment(site, t, kw, wanted));
            double net = kw + curtailedKw[t];
            excess = Math.max(excess, Math.max(site.lowestKw[t] - net, net - site.highestKw(t)));
            sum += site.eur(t, Math.max(net, site.lowestKw[t]));
            peak = Math.max(peak, net);
        }
        sum += site.eurPerPeakKw * (peak - site.peakFloorKw);
        for (int row = 0; row < model.bands.size(); row++) {
            double kwh = total[model.steps + row];
            BandRow band = model.bands.get(row);
            double off = Math.max(0, Math.max(band.lowerKwh() - kwh, kwh - band.upperKwh()));
            sum += layout.penalties.broken() * off;
            missed += layout.penalties.broken() * off;
        }
        eur = sum;
        moneyEur = sum - missed;
        excessKw = excess;
    }

    private static List<Part> parts(List<Column> group, double leastKw) {
        double total = 0;
        List<Column> used = new ArrayList<>();
        for (Column column : group) {
            if (column.placed && column.weight * (1 + column.largest()) > leastKw) {
                used.add(column);
                total += column.weight;
            }
        }
        if (used.isEmpty()) {
            return leastKw > 0 ? parts(group, 0) : List.of(new Part(group.get(0), 1));
        }
        double all = total;
        return used.stream()
                .map(column -> new Part(column, column.weight / all))
                .toList();
    }

    /** What the master says, unless less costs no more; never less than the export limit asks for. */
    private static double curtailment(SiteTerms site, int t, double kw, double wanted) {
        double needed = Math.max(0, site.lowestKw[t] - kw);
        double master = Math.max(needed, Math.min(site.pvKw[t], wanted));
        boolean pays = site.eur(t, Math.max(site.lowestKw[t], kw + master))
                < site.eur(t, Math.max(site.lowestKw[t], kw + needed)) - 1e-9;
        return pays ? master : needed;
    }
}
