package energy.corridor.optimiser.lp;

/**
 * {@code peak ≥ net[j]} for every block, {@code peak ≥ peakSoFarKw}, at {@code demandChargeEurPerKw·(peak − peakSoFarKw)}. Rows are
 * left out where not even full power reaches the peak already paid for.
 */
final class DemandCharge implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        double eurPerKw = model.problem.prices().demandChargeEurPerKw();
        double paidKw = model.problem.prices().peakSoFarKw();
        double highest = paidKw;
        for (int j = 0; j < model.blocks.count(); j++) {
            highest = Math.max(highest, model.highestNet(j));
        }
        if (eurPerKw == 0 || highest <= paidKw) {
            return;
        }
        var peak = model.variable("peak", paidKw, highest);
        model.pay(Aim.MONEY, new LinearSum().add(peak, 1).add(-paidKw), eurPerKw);
        for (int j = 0; j < model.blocks.count(); j++) {
            if (binds(model, j)) {
                var below = new LinearSum().add(model.siteNet(j), 1).add(peak, -1);
                model.peakRow(j, model.row("peak " + j, below, Double.NEGATIVE_INFINITY, 0));
            }
        }
    }

    static boolean binds(LpModel model, int j) {
        return model.problem.prices().demandChargeEurPerKw() > 0
                && model.highestNet(j) > model.problem.prices().peakSoFarKw();
    }
}
