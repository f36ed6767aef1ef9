package energy.corridor.optimiser.exact;

import java.util.List;

/**
 * The plan that the columns' weights stand for, in sums: flow under every limit, the site's net import and its cost. Weights are made
 * to add up first, so that every battery's part is its own convex combination.
 */
final class Blend {

    final double[][] weights;
    final double[] curtailedKw;

    /** EUR, penalties included; what the limits forbid is not in it. */
    final double eur;

    /** Part of it that is no penalty for missed energy or bands. */
    final double moneyEur;

    /** Largest excess over a limit, kW. */
    final double excessKw;

    Blend(FleetModel model, Layout layout, List<List<Column>> columns, InteriorPoint master, double least) {
        weights = new double[columns.size()][];
        double[][] flow = new double[model.nodes.size()][model.coordinates()];
        double sum = 0;
        double missed = 0;
        for (int g = 0; g < columns.size(); g++) {
            List<Column> group = columns.get(g);
            weights[g] = normalised(group, least);
            int[] support = model.groups.get(g).support();
            double[] to = flow[model.groups.get(g).node()];
            for (int j = 0; j < weights[g].length; j++) {
                double weight = weights[g][j];
                if (weight > 0) {
                    double own = group.get(j).eur(layout.penalties);
                    sum += weight * own;
                    missed += weight * (own - layout.penalties.money() * group.get(j).wearEur);
                    for (int i = 0; i < support.length; i++) {
                        to[support[i]] += weight * group.get(j).profile[i];
                    }
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
            double wanted = layout.curtailed[t] >= 0 ? master.value(layout.curtailed[t]) : 0;
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

    private static double[] normalised(List<Column> group, double least) {
        double[] weights = new double[group.size()];
        double total = 0;
        for (int j = 0; j < weights.length; j++) {
            double weight = group.get(j).weight;
            weights[j] = group.get(j).placed && weight > least ? weight : 0;
            total += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= total;
        }
        return weights;
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
