package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;

/**
 * A battery that arrives below {@code minSocKwh} is charged at full power until it is not:
 * {@code e[k] + below[k] ≥ floor[k]} at every boundary {@code k} of the stay, where {@code floor} is the lesser of minSocKwh and
 * the full-power path from what is known to arrive, and {@code Σ below} is aim BELOW_MINIMUM. Only for stays that may begin below.
 */
final class EnergyFloor implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (int b = 0; b < model.batteries.size(); b++) {
            Battery battery = model.batteries.get(b);
            for (int w = 0; w < battery.windows().size(); w++) {
                if (LowestEnergy.atArrival(battery, w) < battery.minSocKwh()) {
                    window(model, b, w);
                }
            }
        }
    }

    /** Whether the battery cannot have reached its minimum by the end of block {@code j}, even at full power. */
    static boolean rising(LpModel model, int b, int w, int j) {
        Battery battery = model.batteries.get(b);
        if (w > 0) {
            return false; // what it will arrive with is a decision
        }
        double hours = 0;
        for (int i = model.from(battery.windows().get(w)); i <= j; i++) {
            hours += model.blocks.hours(i);
        }
        return LowestEnergy.atArrival(battery, w) + battery.fullKwhPerHour() * hours < battery.minSocKwh();
    }

    private static void window(LpModel model, int b, int w) {
        Battery battery = model.batteries.get(b);
        Window window = battery.windows().get(w);
        double floor = w == 0 ? LowestEnergy.atArrival(battery, w) : battery.minSocKwh();
        for (int j = model.from(window); j < model.to(window); j++) {
            floor = Math.min(battery.minSocKwh(), floor + battery.fullKwhPerHour() * model.blocks.hours(j));
            String at = battery.id() + " " + w + " " + (j + 1);
            var below = model.variable("below " + at, 0, battery.minSocKwh());
            model.below(b, j, below);
            model.discharge(b, j).ifPresent(discharge -> model.choice(EitherOr.of(discharge, below)));
            model.pay(Aim.BELOW_MINIMUM, below, model.blocks.length(j));
            var sum = new LinearSum().add(model.energy(b, w, j + 1), 1).add(below, 1);
            model.row("floor " + at, sum, floor, Double.POSITIVE_INFINITY);
        }
    }
}
