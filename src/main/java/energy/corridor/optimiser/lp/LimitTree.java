package energy.corridor.optimiser.lp;

import java.util.List;

/**
 * {@code −exportLimit[n,j] ≤ Σ_{b below n} (c − d) ≤ importLimit[n,j]} for every limit {@code n} of the tree. Left out where the
 * full power of what hangs below cannot reach the limit.
 */
final class LimitTree implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (int n = 0; n < model.problem.site().limits().size(); n++) {
            var limit = model.problem.site().limits().get(n);
            List<Integer> below = model.topology.batteriesBelow(n);
            for (int j = 0; j < model.blocks.count(); j++) {
                int t = model.blocks.first(j);
                double most = limit.importLimitKw().get(t);
                double least = -limit.exportLimitKw().get(t);
                boolean bindsImport = model.mostCharge(below, j) > most;
                boolean bindsExport = -model.mostDischarge(below, j) < least;
                if (bindsImport || bindsExport) {
                    var sum = new LinearSum();
                    for (int b : below) {
                        sum.add(model.power(b, j), 1);
                    }
                    model.limitRow(
                            n,
                            j,
                            model.row(
                                    limit.id() + " " + j,
                                    sum,
                                    bindsExport ? least : Double.NEGATIVE_INFINITY,
                                    bindsImport ? most : Double.POSITIVE_INFINITY));
                }
            }
        }
    }
}
