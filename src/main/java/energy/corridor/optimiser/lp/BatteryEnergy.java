package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Battery.Window;

/**
 * Physics of every battery, in vehicles and stationary:
 * {@code e[k] = e[k'] + Σ_{k' ≤ j < k} (chargeEfficiency·c[j] − d[j]/dischargeEfficiency)·h[j]} between neighbouring marks
 * {@code k' < k}, with {@code 0 ≤ c ≤ maxChargeKw}, {@code 0 ≤ d ≤ maxDischargeKw} in stays and no power elsewhere, and
 * {@code minSocKwh ≤ e ≤ maxSocKwh} at the marks. A stay begins with what the one before it left minus the trip, clamped at zero:
 * {@code e[from] = e[end before] − tripKwh + clamped}.
 *
 * <p>Where the minimum may be missed on arrival it is no bound here but the soft one of {@link EnergyFloor}.
 */
final class BatteryEnergy implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (int b = 0; b < model.batteries.size(); b++) {
            LinearSum left = LinearSum.of(model.batteries.get(b).socKwh());
            for (int w = 0; w < model.batteries.get(b).windows().size(); w++) {
                left = window(model, b, w, arrival(model, b, w, left));
            }
        }
    }

    private static LinearSum arrival(LpModel model, int b, int w, LinearSum left) {
        Battery battery = model.batteries.get(b);
        double tripKwh = battery.windows().get(w).tripKwh();
        var arrival = new LinearSum().add(left, 1).add(-tripKwh);
        if (arrival.isConstant()) {
            model.pay(Aim.CLAMPED, LinearSum.of(Math.max(0, -arrival.constant())), 1);
            return LinearSum.of(Math.max(0, arrival.constant()));
        }
        double least = w == 0 ? battery.socKwh() : LowestEnergy.atEnd(battery, w - 1);
        if (least < tripKwh) {
            String at = battery.id() + " " + w;
            var clamped = model.variable("clamped " + at, 0, tripKwh - least);
            var arrived =
                    model.variable("arrived " + at, 0, battery.windows().get(w).ceilingKwh());
            model.clamped(b, w, clamped);
            model.choice(EitherOr.of(arrived, clamped));
            model.pay(Aim.CLAMPED, clamped, 1);
            arrival.add(clamped, 1).add(arrived, -1);
            model.row("trip " + at, arrival, 0, 0);
            return new LinearSum().add(arrived, 1);
        }
        return arrival;
    }

    /** @return the energy at the window's end */
    private static LinearSum window(LpModel model, int b, int w, LinearSum arrival) {
        Battery battery = model.batteries.get(b);
        Window window = battery.windows().get(w);
        double leastAtArrival = LowestEnergy.atArrival(battery, w);
        boolean hardMinimum = leastAtArrival >= battery.minSocKwh();
        double floor = hardMinimum ? (battery.canDischarge() ? battery.minSocKwh() : leastAtArrival) : 0;
        int from = model.from(window);
        model.energy(b, w, from, arrival);
        LinearSum sum = new LinearSum().add(arrival, 1);
        var marks = EnergyMarks.of(model, b, w);
        for (int j = from; j < model.to(window); j++) {
            powers(model, b, j, sum);
            if (marks.contains(j + 1)) {
                String at = battery.id() + " " + w + " " + (j + 1);
                var energy = model.variable("energy " + at, floor, window.ceilingKwh());
                sum.add(energy, -1);
                model.row("balance " + at, sum, 0, 0);
                sum = new LinearSum().add(energy, 1);
                model.energy(b, w, j + 1, new LinearSum().add(energy, 1));
            }
        }
        return model.energy(b, w, model.to(window));
    }

    private static void powers(LpModel model, int b, int j, LinearSum sum) {
        Battery battery = model.batteries.get(b);
        double hours = model.blocks.hours(j);
        String at = battery.id() + " " + j;
        if (battery.maxChargeKw() > 0) {
            var charge = model.variable("charge " + at, 0, battery.maxChargeKw());
            model.charge(b, j, charge);
            sum.add(charge, battery.chargeEfficiency() * hours);
            if (battery.minChargeKw() > 0) {
                model.choice(EitherOr.atLeast(charge, battery.minChargeKw()));
            }
        }
        if (battery.canDischarge()) {
            var discharge = model.variable("discharge " + at, 0, battery.maxDischargeKw());
            model.discharge(b, j, discharge);
            model.charge(b, j).ifPresent(charge -> model.choice(EitherOr.of(charge, discharge)));
            sum.add(discharge, -hours / battery.dischargeEfficiency());
            model.pay(Aim.MONEY, discharge, battery.wearEurPerKwh() * hours);
        }
    }
}
