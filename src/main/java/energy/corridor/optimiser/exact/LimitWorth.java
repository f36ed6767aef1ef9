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
        return new ShadowPrices(
                Series.of(site),
                limits,
                Series.generate(model.steps, t -> power(model, layout.site, t, prices)),
                Series.of(prices.peak),
                bands(model, prices));
    }

    /**
     * Where nothing can be decided it is the tariff's price; where all batteries are at the same end of their powers many prices would
     * keep them there, and the one that base load pays is the nearest to them.
     */
    private static double power(FleetModel model, SiteTerms site, int t, Prices prices) {
        double[] eur = site.eurPerKw[t];
        if (site.live[t] && eur.length > 0) {
            double price = prices.site()[t];
            double least = site.lowestKw[t] == -model.topology.siteExportLimitKw(t) ? price : eur[0] + prices.peak[t];
            double most = site.limited[t] ? Math.max(price, least) : eur[eur.length - 1] + prices.peak[t];
            return Math.max(least, Math.min(most, price));
        }
        var tariff = model.problem.prices();
        double eurPerKwh = (site.baseKw[t] >= 0 ? tariff.importEurPerKwh() : tariff.exportEurPerKwh()).get(t);
        return eurPerKwh * model.problem.grid().stepHours();
    }

    private static Map<String, Series> bands(FleetModel model, Prices prices) {
        Map<String, double[]> bands = new HashMap<>();
        for (int row = 0; row < prices.band.length; row++) {
            BandRow band = model.bands.get(row);
            bands.computeIfAbsent(band.request(), id -> new double[model.steps + 1])[band.boundary()] =
                    Math.abs(prices.band[row]) < NOISE ? 0 : prices.band[row];
        }
        Map<String, Series> series = new HashMap<>();
        bands.forEach((id, eur) -> series.put(id, Series.of(eur)));
        return series;
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
