package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.quantity.Series;
import java.util.HashMap;
import java.util.Map;

/** What one more kW of each limit would save, out of the prices at which the bound was proven. */
final class LimitWorth {

    private static final double NOISE = 1e-7;

    private LimitWorth() {}

    static ShadowPrices of(FleetModel model, Layout layout, Prices prices) {
        double[] site = new double[model.steps];
        for (int t = 0; t < model.steps; t++) {
            site[t] = site(layout.site, t, prices.site()[t] - prices.peak[t], model);
        }
        Map<String, Series> limits = new HashMap<>();
        for (var limit : model.problem.site().limits()) {
            limits.put(limit.id(), Series.constant(0, model.steps));
        }
        for (int n = 0; n < model.nodes.size() - 1; n++) {
            LimitNode node = model.nodes.get(n);
            double[] worth = new double[model.steps];
            for (int i = 0; i < node.active().length; i++) {
                worth[node.active()[i]] = cleaned(Math.abs(prices.limit[layout.limitSlack[n] + i]));
            }
            limits.put(model.problem.site().limits().get(node.limit()).id(), Series.of(worth));
        }
        return new ShadowPrices(Series.of(site), limits);
    }

    /** @param price of one kW more of net import, without its part of the peak */
    private static double site(SiteTerms site, int t, double price, FleetModel model) {
        double[] eur = site.eurPerKw[t];
        if (!site.live[t] || eur.length == 0) {
            return 0;
        }
        double imports = site.limited[t] ? price - eur[eur.length - 1] : 0;
        boolean exportLimited = site.lowestKw[t] == -model.topology.siteExportLimitKw(t);
        double exports = exportLimited ? eur[0] - price : 0;
        return cleaned(Math.max(imports, exports));
    }

    private static double cleaned(double eur) {
        return eur < NOISE ? 0 : eur;
    }
}
