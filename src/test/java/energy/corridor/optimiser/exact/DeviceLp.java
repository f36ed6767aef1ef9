package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.EnergyPaths;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The same battery as a linear program, written down from the charging problem: the oracle's judge. Where a trip takes more than there
 * is, the program may take too much off what is missing and so be cheaper than any battery.
 */
final class DeviceLp {

    private DeviceLp() {}

    /** EUR, penalties included for all that is missing. */
    static double optimum(RandomDevice device, Penalties penalties) {
        Battery battery = device.battery;
        var model = new ExpressionsBasedModel();
        var cost = model.newExpression("cost").weight(1);
        double least = battery.socKwh();
        Variable energy = model.newVariable("soc").level(battery.socKwh());
        for (int w = 0; w < battery.windows().size(); w++) {
            var window = battery.windows().get(w);
            least = Math.max(0, least - window.tripKwh());
            Variable arrived = model.newVariable("arrived " + w).lower(0);
            Variable clamped = model.newVariable("clamped " + w).lower(0);
            model.newExpression("trip " + w)
                    .add(energy, 1)
                    .add(clamped, 1)
                    .add(arrived, -1)
                    .level(window.tripKwh());
            cost.add(clamped, penalties.clamped());
            energy = arrived;
            double lowest = Math.min(least, battery.minSocKwh());
            double floor = w == 0 ? least : battery.minSocKwh();
            pay(device, cost, window.from(), energy, window);
            for (int t = window.from(); t < window.to(); t++) {
                Variable charge =
                        model.newVariable("c" + t).lower(0).upper(device.closed[t] ? 0 : battery.maxChargeKw());
                Variable discharge = model.newVariable("d" + t).lower(0).upper(battery.maxDischargeKw());
                Variable next = model.newVariable("e" + (t + 1)).upper(window.ceilingKwh());
                if (battery.canDischarge()) {
                    next.lower(lowest);
                }
                model.newExpression("energy " + t)
                        .add(energy, 1)
                        .add(charge, battery.chargeEfficiency() * device.hours)
                        .add(discharge, -device.hours / battery.dischargeEfficiency())
                        .add(next, -1)
                        .level(0);
                cost.add(charge, device.price[t]);
                cost.add(discharge, battery.wearEurPerKwh() * device.hours - device.price[t]);
                floor = Math.min(battery.minSocKwh(), floor + battery.fullKwhPerHour() * device.hours);
                if (least < battery.minSocKwh()) {
                    Variable below = model.newVariable("below" + (t + 1)).lower(0);
                    model.newExpression("floor " + t).add(next, 1).add(below, 1).lower(floor);
                    cost.add(below, penalties.below());
                }
                energy = next;
                pay(device, cost, t + 1, energy, window);
            }
            Variable unmet = model.newVariable("unmet " + w).lower(0);
            model.newExpression("required " + w).add(energy, 1).add(unmet, 1).lower(window.requiredKwh());
            cost.add(unmet, battery.stationary() ? penalties.broken() : penalties.unmet());
            least = battery.canDischarge() ? lowest : least;
        }
        Optimisation.Result result = model.minimise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("The reference is " + result);
        }
        return result.getValue();
    }

    private static void pay(
            RandomDevice device, Expression cost, int boundary, Variable energy, Battery.Window window) {
        if (window.covers(Math.min(boundary, device.steps - 1)) && window.from() < window.to()) {
            cost.add(energy, device.energyPrice[boundary]);
        }
    }

    /** Penalties for what not even full power from the start could reach. */
    static double unavoidable(RandomDevice device, Penalties penalties) {
        Battery battery = device.battery;
        EnergyPaths paths = EnergyPaths.of(battery, device.hours);
        double eur = unavoidableClampEur(battery, paths, penalties);
        double least = battery.socKwh();
        for (int w = 0; w < battery.windows().size(); w++) {
            var window = battery.windows().get(w);
            least = Math.max(0, least - window.tripKwh());
            double floor = w == 0 ? least : battery.minSocKwh();
            for (int t = window.from(); t < window.to() && least < battery.minSocKwh(); t++) {
                floor = Math.min(battery.minSocKwh(), floor + battery.fullKwhPerHour() * device.hours);
                eur += penalties.below() * Math.max(0, floor - paths.highKwh(w, t + 1 - window.from()));
            }
            double high = paths.highKwh(w, window.to() - window.from());
            double missing = battery.stationary() ? penalties.broken() : penalties.unmet();
            eur += missing * Math.max(0, window.requiredKwh() - high);
            least = battery.canDischarge() ? Math.min(least, battery.minSocKwh()) : least;
        }
        return eur;
    }

    /** Penalties for what trips take of batteries that had full power from the start. */
    static double unavoidableClampEur(Battery battery, EnergyPaths paths, Penalties penalties) {
        double eur = 0;
        for (int w = 1; w < battery.windows().size(); w++) {
            var before = battery.windows().get(w - 1);
            double high = paths.highKwh(w - 1, before.to() - before.from());
            eur += penalties.clamped() * Math.max(0, battery.windows().get(w).tripKwh() - high);
        }
        return eur;
    }
}
