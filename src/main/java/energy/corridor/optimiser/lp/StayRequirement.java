package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;

/**
 * {@code e[end of stay] + unmet ≥ requiredKwh}, {@code unmet ≥ 0}; {@code Σ unmet} is aim UNMET. For stationary storage the same at
 * the horizon's end with {@code finalMinKwh}, counted among the broken promises to the grid instead, as an equation:
 * {@code e + unmet − surplus = finalMinKwh}, one of the two being 0.
 */
final class StayRequirement implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (int b = 0; b < model.batteries.size(); b++) {
            Battery battery = model.batteries.get(b);
            for (int w = 0; w < battery.windows().size(); w++) {
                Window window = battery.windows().get(w);
                LinearSum end = model.energy(b, w, model.to(window));
                double least = end.isConstant() ? end.constant() : LowestEnergy.atEnd(battery, w);
                if (window.requiredKwh() > least) {
                    String at = battery.id() + " " + w;
                    var unmet = model.variable("unmet " + at, 0, window.requiredKwh());
                    model.unmet(b, w, unmet);
                    model.pay(battery.stationary() ? Aim.BROKEN : Aim.UNMET, unmet, 1);
                    var sum = new LinearSum().add(end, 1).add(unmet, 1);
                    if (battery.stationary()) {
                        // Its lack costs no more than a reserve's: lacking more than it does must not free room for
                        // one.
                        var surplus = model.variable("surplus " + at, 0, window.ceilingKwh());
                        model.choice(EitherOr.of(unmet, surplus));
                        model.row("required " + at, sum.add(surplus, -1), window.requiredKwh(), window.requiredKwh());
                    } else {
                        model.row("required " + at, sum, window.requiredKwh(), Double.POSITIVE_INFINITY);
                    }
                }
            }
        }
    }
}
