package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import java.util.ArrayList;
import java.util.List;

/** A battery's stays laid out as the steps of its {@link Chain}: intervals, and the trips between stays; and what is wished for after them. */
final class ChainSteps {

    private static final double TINY = 1e-9;

    /** A battery with less room than this is full. */
    private static final double ROOM_KWH = 1e-6;

    /**
     * What one step may do: {@code gain} kWh for a kW of charging (for a trip: for a kWh that it takes below zero), {@code loss} kWh for a
     * kW of discharging; both 0 where neither is possible.
     */
    static final class Step {
        int interval = -1;
        int band = -1;
        double gain;
        double loss;
        double constant;
        double mostCharge;
        double mostDischarge;
        double gainEur;
        double lossEur;
        boolean low;
        boolean high;
        double lowKwh;
        double highKwh;
    }

    private final FleetModel model;
    private final Layout layout;
    private final Device device;
    final List<Step> steps = new ArrayList<>();
    final List<Integer> wishAt = new ArrayList<>();
    final List<Double> wishKwh = new ArrayList<>();
    final List<Double> wishEur = new ArrayList<>();
    int firstBand = -1;
    double beginKwh;
    private double leastKwh;

    /** Whether nothing fits in any more, nor comes out. */
    private boolean fixed;

    ChainSteps(FleetModel model, Layout layout, int b) {
        this.model = model;
        this.layout = layout;
        device = model.devices.get(b);
        all();
    }

    private void all() {
        Battery battery = device.battery;
        Penalties penalties = layout.penalties;
        double missed = battery.stationary() ? penalties.broken() : penalties.unmet();
        for (int w = 0; w < device.from.length; w++) {
            if (w == 0) {
                beginKwh = Math.max(0, battery.socKwh() - device.tripKwh[0]);
                leastKwh = beginKwh;
                firstBand = device.from[0] < device.to[0] ? row(0, device.from[0]) : -1;
            } else {
                trip(w);
                leastKwh = Math.max(0, leastKwh - device.tripKwh[w]);
            }
            double least = battery.canDischarge() ? device.lowestKwh[w] : leastKwh;
            fixed = least >= device.ceilingKwh[w] - ROOM_KWH;
            for (int t = device.from[w]; t < device.to[w]; t++) {
                interval(w, t);
                if (device.floorKwh[w].length > 0) {
                    wish(device.floorKwh[w][t + 1 - device.from[w]], penalties.below());
                }
            }
            wish(device.targetKwh[w], missed);
        }
    }

    private int row(int w, int boundary) {
        for (int row = 0; row < model.bands.size(); row++) {
            if (model.bands.get(row).boundary() == boundary && device.counts(w, boundary)) {
                return row;
            }
        }
        return -1;
    }

    private void trip(int w) {
        var step = new Step();
        double needed = device.neededForTripKwh[w - 1];
        step.constant = -needed;
        step.gain = needed > 0 ? 1 : 0;
        step.gainEur = layout.penalties.clamped();
        step.low = true;
        step.band = row(w, device.from[w]);
        add(step);
    }

    private void interval(int w, int t) {
        Battery battery = device.battery;
        var step = new Step();
        step.interval = t;
        boolean charges = battery.maxChargeKw() > 0 && !device.closed[t] && !fixed;
        step.gain = charges ? device.hours * battery.chargeEfficiency() : 0;
        step.mostCharge = battery.maxChargeKw();
        step.loss = battery.canDischarge() && !fixed ? device.hours / battery.dischargeEfficiency() : 0;
        step.mostDischarge = battery.maxDischargeKw();
        step.lossEur = layout.penalties.money() * battery.wearEurPerKwh() * device.hours;
        step.low = battery.canDischarge() || fixed;
        step.lowKwh = battery.canDischarge() && !fixed ? device.lowestKwh[w] : 0;
        step.high = !fixed;
        step.highKwh = device.ceilingKwh[w];
        step.band = row(w, t + 1);
        add(step);
    }

    private void add(Step step) {
        step.constant += steps.isEmpty() ? beginKwh : 0;
        steps.add(step);
    }

    private void wish(double kwh, double eur) {
        if (!steps.isEmpty() && kwh > steps.get(steps.size() - 1).lowKwh + TINY && eur > 0) {
            wishAt.add(steps.size() - 1);
            wishKwh.add(kwh);
            wishEur.add(eur);
        }
    }
}
