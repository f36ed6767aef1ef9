package energy.corridor.optimiser.lp;

import java.util.Optional;
import org.ojalgo.optimisation.Variable;

/**
 * {@code net[j] = base[j] − pv[j] + curtailed[j] + Σ (c − d)}, {@code 0 ≤ curtailed ≤ pv}; bought is {@code max(0, net)}, sold
 * {@code max(0, −net)}: {@code net = import − export}, both ≥ 0, at {@code importEurPerKwh·import − exportEurPerKwh·export}.
 *
 * <p>Left out without loss: the export where nothing can turn the net negative, and then the balance itself where net is needed in
 * one place only; curtailment where it can only cost.
 */
final class SiteBalance implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (int j = 0; j < model.blocks.count(); j++) {
            block(model, j);
        }
    }

    private static void block(LpModel model, int j) {
        int t = model.blocks.first(j);
        double hours = model.blocks.hours(j);
        double importPrice = model.problem.prices().importEurPerKwh().get(t) * hours;
        double exportPrice = model.problem.prices().exportEurPerKwh().get(t) * hours;
        LinearSum net = LinearSum.of(model.topology.baseKw(t));
        curtailment(model, j).ifPresent(curtailed -> net.add(curtailed, 1));
        for (int b = 0; b < model.batteries.size(); b++) {
            net.add(model.power(b, j), 1);
        }
        boolean exports = mayExport(model, j);
        if (!exports && (uses(model, j) <= 1 || net.isConstant())) {
            model.siteNet(j, net);
            model.pay(Aim.MONEY, net, importPrice);
            return;
        }
        var split = new LinearSum();
        Variable bought = model.variable("import " + j, 0, Math.max(0, model.highestNet(j)));
        split.add(bought, 1);
        model.pay(Aim.MONEY, bought, importPrice);
        if (exports) {
            Variable sold = model.variable("export " + j, 0, -model.lowestNet(j));
            split.add(sold, -1);
            model.pay(Aim.MONEY, sold, -exportPrice);
            if (exportPrice > importPrice) {
                model.choice(EitherOr.of(bought, sold));
            }
        }
        net.add(split, -1);
        model.balanceRow(j, model.row("site balance " + j, net, 0, 0));
        model.siteNet(j, split);
    }

    static boolean mayExport(LpModel model, int j) {
        return model.lowestNet(j) < 0;
    }

    private static Optional<Variable> curtailment(LpModel model, int j) {
        int t = model.blocks.first(j);
        double pv = model.problem.site().pvKw().get(t);
        boolean mayPay = mayExport(model, j)
                || model.problem.prices().importEurPerKwh().get(t) < 0
                || DispatchDeviation.binds(model, j)
                || Reserve.binds(model, j);
        if (pv <= 0 || !mayPay) {
            return Optional.empty();
        }
        Variable curtailed = model.variable("curtailed " + j, 0, pv);
        model.curtailed(j, curtailed);
        return Optional.of(curtailed);
    }

    private static int uses(LpModel model, int j) {
        return (SiteLimit.bindsImport(model, j) ? 1 : 0)
                + (SiteLimit.bindsExport(model, j) ? 1 : 0)
                + (DemandCharge.binds(model, j) ? 1 : 0)
                + (DispatchDeviation.binds(model, j) ? 2 : 0)
                + (Reserve.binds(model, j) ? 2 : 0);
    }
}
