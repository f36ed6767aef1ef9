package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;

/**
 * {@code lowerKwh ≤ Σ_b e[b,k] + below[k] − above[k] ≤ upperKwh} at every boundary {@code k} of the window, over the batteries that
 * are plugged in there; {@code Σ (below + above)} is part of aim BROKEN.
 */
final class SumSocBand implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        var grid = model.problem.grid();
        for (int q = 0; q < model.problem.requests().size(); q++) {
            if (model.problem.requests().get(q) instanceof Request.SumSocBand band) {
                for (int k = 0; k <= grid.steps(); k++) {
                    if (RequestTime.holds(grid, band, k)) {
                        boundary(model, q, band, k);
                    }
                }
            }
        }
    }

    private static void boundary(LpModel model, int q, Request.SumSocBand band, int k) {
        var sum = new LinearSum();
        double most = 0;
        int last = model.problem.grid().steps() - 1;
        for (int b = 0; b < model.batteries.size(); b++) {
            int w = model.batteries.get(b).windowAt(Math.min(k, last));
            if (w >= 0) {
                sum.add(model.energy(b, w, model.blocks.at(k)), 1);
                most += model.batteries.get(b).windows().get(w).ceilingKwh();
            }
        }
        String at = band.id() + " " + k;
        var below = model.variable("below " + at, 0, band.lowerKwh());
        var above = model.variable("above " + at, 0, most);
        model.pay(Aim.BROKEN, below, 1);
        model.pay(Aim.BROKEN, above, 1);
        model.bandRow(
                q, k, model.row("band " + at, sum.add(below, 1).add(above, -1), band.lowerKwh(), band.upperKwh()));
    }
}
