package energy.corridor.optimiser.exact;

/** The part of the bound that the site, its limits and bands contribute at given prices; the groups' own bounds come on top. */
final class LagrangianBound {

    private LagrangianBound() {}

    /** EUR, penalties included. */
    static double siteEur(FleetModel model, Layout layout, Prices prices) {
        SiteTerms site = layout.site;
        double sum = site.peakFloorEur;
        for (int t = 0; t < model.steps; t++) {
            sum += site.live[t] ? interval(site, t, prices.site()[t], prices.peak[t]) : site.lowestEur[t];
        }
        for (int n = 0; n < model.nodes.size(); n++) {
            LimitNode node = model.nodes.get(n);
            for (int i = 0; i < node.active().length; i++) {
                double eur = prices.limit[layout.limitSlack[n] + i];
                sum -= Math.max(eur * node.importKw()[i], -eur * node.exportKw()[i]);
            }
        }
        for (int row = 0; row < prices.band.length; row++) {
            double eur = prices.band[row];
            BandRow band = model.bands.get(row);
            sum -= Math.max(eur * band.upperKwh(), eur * band.lowerKwh());
        }
        return sum;
    }

    /** Least of: cost of net import, less what the batteries pay for their part, plus the interval's part of the peak. */
    private static double interval(SiteTerms site, int t, double price, double peak) {
        double eur = site.lowestEur[t]
                - price * (site.lowestKw[t] - site.baseKw[t])
                + peak * (site.lowestKw[t] - site.peakFloorKw);
        for (int s = 0; s < site.lengthKw[t].length; s++) {
            eur += site.lengthKw[t][s] * Math.min(0, site.eurPerKw[t][s] - price + peak);
        }
        return eur + site.pvKw[t] * Math.min(0, price);
    }
}
