package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.Schedule;
import java.util.Arrays;

/**
 * A blend of columns into every battery's own powers: the same convex combination of its own answers to the same prices, which its
 * convex limits allow. Charging in one answer and discharging in another becomes one power: with losses it can keep the blend's energy,
 * then it draws less from the grid, or the blend's power, then it ends with more energy.
 */
final class Disaggregation {

    /** Powers this small are noise, kW. */
    private static final double NOISE = 1e-9;

    private final FleetModel model;
    private final ColumnGeneration columns;
    private final Schedule rule;

    Disaggregation(FleetModel model, ColumnGeneration columns, Schedule rule) {
        this.model = model;
        this.columns = columns;
        this.rule = rule;
    }

    /** @param keepPower whether the blend's power is kept as far as the ceiling allows, instead of its energy */
    Schedule schedule(Blend blend, boolean keepPower, Workers workers) {
        var schedule = new Schedule(model.problem);
        double[][] energies = new double[workers.count()][model.steps];
        double[][] powers = new double[workers.count()][model.steps];
        workers.run(model.groups.size(), (worker, g) -> {
            for (int b : model.groups.get(g).devices()) {
                blend(b, g, blend, worker, energies[worker], powers[worker]);
                place(b, energies[worker], powers[worker], keepPower, schedule.powerKw(b));
            }
        });
        curtail(blend, schedule);
        return schedule;
    }

    /** As the blend does, and more where more is exported than may be. */
    private void curtail(Blend blend, Schedule schedule) {
        for (int t = 0; t < model.steps; t++) {
            double net = model.topology.baseKw(t);
            for (int b = 0; b < model.batteries.size(); b++) {
                net += schedule.powerKw(b)[t];
            }
            double needed = Math.max(0, -model.topology.siteExportLimitKw(t) - net);
            double most = model.problem.site().pvKw().get(t);
            schedule.curtailedKw()[t] = Math.min(most, Math.max(blend.curtailedKw[t], needed));
        }
    }

    private void blend(int b, int g, Blend blend, int worker, double[] kwhPerHour, double[] kw) {
        Battery battery = model.batteries.get(b);
        Device device = model.devices.get(b);
        Arrays.fill(kwhPerHour, 0);
        Arrays.fill(kw, 0);
        for (Blend.Part part : blend.parts.get(g)) {
            double[] answer = powers(part.column(), b, g, worker);
            for (int w = 0; w < device.from.length; w++) {
                for (int t = device.from[w]; t < device.to[w]; t++) {
                    kwhPerHour[t] += part.weight() * battery.after(0, answer[t], 1);
                    kw[t] += part.weight() * answer[t];
                }
            }
        }
    }

    private void place(int b, double[] kwhPerHour, double[] kw, boolean keepPower, double[] to) {
        Battery battery = model.batteries.get(b);
        Device device = model.devices.get(b);
        double kwh = battery.socKwh();
        for (int w = 0; w < device.from.length; w++) {
            kwh = Math.max(0, kwh - device.tripKwh[w]);
            for (int t = device.from[w]; t < device.to[w]; t++) {
                double rate = kwhPerHour[t];
                double same = rate > 0 ? rate / battery.chargeEfficiency() : rate * battery.dischargeEfficiency();
                double room = Math.max(0, device.ceilingKwh[w] - kwh) / (device.hours * battery.chargeEfficiency());
                double chosen = keepPower ? Math.max(same, Math.min(kw[t], room)) : same;
                to[t] = snapped(chosen, -battery.maxDischargeKw(), battery.maxChargeKw());
                kwh = battery.after(kwh, to[t], device.hours);
            }
        }
    }

    private double[] powers(Column column, int b, int g, int worker) {
        if (column.source == Column.RULE) {
            return rule.powerKw(b);
        }
        if (column.source == Column.WHOLE) {
            return columns.whole().orElseThrow().schedule().powerKw(b);
        }
        Prices prices = columns.asked().get(column.source);
        return columns.pricing()
                .answer(worker, b, model.groups.get(g).node(), prices)
                .powerKw();
    }

    private static double snapped(double kw, double least, double most) {
        if (Math.abs(kw) < NOISE) {
            return 0;
        }
        return most - kw < NOISE ? most : Math.max(least, kw);
    }
}
