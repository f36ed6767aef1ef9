package energy.corridor.optimiser.lp;

/**
 * {@code −exportLimit[j] ≤ net[j] ≤ importLimit[j] + exceeded[j]}, the import limit being the site's own or the tightest
 * IMPORT_LIMIT request. {@code exceeded} exists only where base load alone is above the limit and is at most that excess;
 * {@code Σ exceeded·h} is aim EXCEEDED. Left out where the batteries' full power cannot reach the limit.
 */
final class SiteLimit implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (int j = 0; j < model.blocks.count(); j++) {
            int t = model.blocks.first(j);
            boolean most = bindsImport(model, j);
            boolean least = bindsExport(model, j);
            if (!most && !least) {
                continue;
            }
            double excess = model.topology.baseExcessKw(t);
            var sum = new LinearSum().add(model.siteNet(j), 1);
            if (excess > 0) {
                var exceeded = model.variable("exceeded " + j, 0, excess);
                model.pay(Aim.EXCEEDED, exceeded, model.blocks.hours(j));
                model.exceeded(j, exceeded);
                sum.add(exceeded, -1);
            }
            double upper = most ? model.topology.siteImportLimitKw(t) : Double.POSITIVE_INFINITY;
            double lower = least ? -model.topology.siteExportLimitKw(t) : Double.NEGATIVE_INFINITY;
            if (!sum.isConstant()) {
                model.siteLimitRow(j, model.row("site limit " + j, sum, lower, upper));
            }
        }
    }

    static boolean bindsImport(LpModel model, int j) {
        return model.highestNet(j) > model.topology.siteImportLimitKw(model.blocks.first(j));
    }

    static boolean bindsExport(LpModel model, int j) {
        return model.lowestNet(j) < -model.topology.siteExportLimitKw(model.blocks.first(j));
    }
}
