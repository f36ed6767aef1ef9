package energy.corridor.optimiser.exact;

import java.util.Arrays;

/**
 * The cheapest schedule of one battery for given prices of power and of stored energy, exactly, in O(n log n) for n plugged-in
 * intervals.
 *
 * <p>{@code F_k(e)}, the least cost of holding {@code e} at boundary {@code k}, is convex and piecewise linear. It is kept as its
 * domain and its segments in the order of their slopes, each tagged with the interval and the direction it stands for. An interval
 * inserts two segments, a bound cuts an end, a trip shifts, a price of energy tilts, a wish for energy {@code R} at weight {@code W}
 * tilts what lies left of {@code R} by {@code −W}; none of them disturbs the order. Segments that are cut off at the cheap end are
 * decided: they are used.
 *
 * <p>Exact for the true battery wherever charging is not cheaper than discharging earns in the same interval; where a strongly
 * negative price makes both at once attractive, {@link #bound()} is that of the relaxed battery and the powers are netted at equal
 * energy. Reused for many batteries by one thread; allocates nothing after its buffers have grown.
 */
final class DeviceOracle {

    private static final int CHARGE = 0;
    private static final int DISCHARGE = 1;

    private double[] slope = new double[64];
    private double[] length = new double[64];
    private int[] tag = new int[64];
    private int head;
    private int tail;
    private double low;
    private double high;
    private double offset;
    private double[] used = new double[0];

    private double[] powerKw = new double[0];
    private double[] energyKwh = new double[0];
    private double relaxedBy;
    private double wearEur;
    private double clampedKwh;
    private double belowKwh;
    private double unmetKwh;
    private double pricedEur;

    /**
     * @param price EUR for one kW during each interval
     * @param energyPrice EUR for one kWh held at each counted boundary
     */
    void solve(Device device, double[] price, double[] energyPrice, Penalties penalties) {
        begin(device);
        for (int w = 0; w < device.from.length; w++) {
            arrive(device, w);
            tilt(device, w, device.from[w], energyPrice);
            for (int t = device.from[w]; t < device.to[w]; t++) {
                interval(device, t, price[t], penalties.money());
                cutLow(device.lowestKwh[w]);
                cutHigh(device.ceilingKwh[w]);
                if (device.floorKwh[w].length > 0) {
                    wish(device.floorKwh[w][t + 1 - device.from[w]], penalties.below());
                }
                tilt(device, w, t + 1, energyPrice);
            }
            wish(device.targetKwh[w], device.battery.stationary() ? penalties.broken() : penalties.unmet());
            wish(device.neededForTripKwh[w], penalties.clamped());
        }
        for (int i = head; i < tail && slope[i] + offset < 0; i++) {
            used[tag[i]] += length[i];
        }
        powers(device, price, penalties.money());
        trace(device, energyPrice);
        for (int w = 0; w < device.from.length; w++) {
            for (int t = device.from[w]; t < device.to[w]; t++) {
                pricedEur += price[t] * powerKw[t];
            }
        }
    }

    private void begin(Device device) {
        if (used.length < 2 * device.steps) {
            used = new double[2 * device.steps];
            powerKw = new double[device.steps];
            energyKwh = new double[device.steps + 1];
        }
        Arrays.fill(used, 0);
        Arrays.fill(powerKw, 0);
        Arrays.fill(energyKwh, 0);
        head = 0;
        tail = 0;
        low = device.battery.socKwh();
        high = low;
        offset = 0;
        relaxedBy = 0;
        pricedEur = 0;
    }

    private void arrive(Device device, int w) {
        low -= device.tripKwh[w];
        high -= device.tripKwh[w];
        while (low < 0 && head < tail) {
            double taken = Math.min(-low, length[head]);
            if (slope[head] + offset > 0) {
                relaxedBy +=
                        (slope[head] + offset) * taken; // not charging it would be cheaper, and ends at zero as well
            }
            takeLowest(taken);
        }
        low = Math.max(0, low);
        high = Math.max(low, high);
    }

    private void interval(Device device, int t, double price, double money) {
        var battery = device.battery;
        if (battery.maxDischargeKw() > 0) {
            double kwh = device.hours * battery.maxDischargeKw() / battery.dischargeEfficiency();
            low -= kwh;
            double perKwh = (price / device.hours - money * battery.wearEurPerKwh()) * battery.dischargeEfficiency();
            insert(perKwh - offset, kwh, 2 * t + DISCHARGE);
        }
        if (battery.maxChargeKw() > 0 && !device.closed[t]) {
            double kwh = device.hours * battery.chargeEfficiency() * battery.maxChargeKw();
            high += kwh;
            insert(price / (device.hours * battery.chargeEfficiency()) - offset, kwh, 2 * t + CHARGE);
        }
    }

    private void tilt(Device device, int w, int boundary, double[] energyPrice) {
        if (device.counts(w, boundary)) {
            offset += energyPrice[boundary];
        }
    }

    /** Behind all that are equally cheap: earlier intervals win. */
    private void insert(double value, double kwh, int what) {
        int first = head;
        int last = tail;
        while (first < last) {
            int middle = (first + last) >>> 1;
            if (slope[middle] <= value) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        open(first);
        slope[first] = value;
        length[first] = kwh;
        tag[first] = what;
    }

    /** Makes room before index {@code at} by moving what lies behind it. */
    private void open(int at) {
        if (tail == slope.length) {
            slope = Arrays.copyOf(slope, 2 * tail);
            length = Arrays.copyOf(length, 2 * tail);
            tag = Arrays.copyOf(tag, 2 * tail);
        }
        System.arraycopy(slope, at, slope, at + 1, tail - at);
        System.arraycopy(length, at, length, at + 1, tail - at);
        System.arraycopy(tag, at, tag, at + 1, tail - at);
        tail++;
    }

    private void cutLow(double bound) {
        while (low < bound && head < tail) {
            takeLowest(Math.min(bound - low, length[head]));
        }
    }

    private void takeLowest(double kwh) {
        used[tag[head]] += kwh;
        low += kwh;
        length[head] -= kwh;
        if (length[head] <= 0) {
            head++;
        }
    }

    private void cutHigh(double bound) {
        while (high > bound && head < tail) {
            double cut = Math.min(high - bound, length[tail - 1]);
            high -= cut;
            length[tail - 1] -= cut;
            if (length[tail - 1] <= 0) {
                tail--;
            }
        }
    }

    private void wish(double kwh, double weight) {
        double position = low;
        for (int i = head; i < tail && position < kwh; i++) {
            double missing = kwh - position;
            position += length[i];
            if (missing < length[i]) {
                open(i);
                length[i] = missing;
                length[i + 1] -= missing;
            }
            slope[i] -= weight;
        }
    }

    private void powers(Device device, double[] price, double money) {
        var battery = device.battery;
        wearEur = 0;
        for (int w = 0; w < device.from.length; w++) {
            for (int t = device.from[w]; t < device.to[w]; t++) {
                double charge = used[2 * t + CHARGE] / (device.hours * battery.chargeEfficiency());
                double most = device.hours * battery.maxDischargeKw() / battery.dischargeEfficiency();
                double discharge = (most - used[2 * t + DISCHARGE]) * battery.dischargeEfficiency() / device.hours;
                charge = Math.min(battery.maxChargeKw(), charge);
                discharge = Math.max(0, Math.min(battery.maxDischargeKw(), discharge));
                if (charge > 0 && discharge > 0) {
                    double both = charge - discharge;
                    double kwh = charge * battery.chargeEfficiency() - discharge / battery.dischargeEfficiency();
                    charge = Math.max(0, kwh / battery.chargeEfficiency());
                    double netted = Math.max(0, -kwh * battery.dischargeEfficiency());
                    relaxedBy += price[t] * (charge - netted - both)
                            + money * battery.wearEurPerKwh() * device.hours * (netted - discharge);
                    discharge = netted;
                }
                powerKw[t] = charge - discharge;
                wearEur += battery.wearEurPerKwh() * device.hours * discharge;
            }
        }
    }

    /** What the powers do to the energy, and which wishes they leave open. */
    private void trace(Device device, double[] energyPrice) {
        clampedKwh = 0;
        belowKwh = 0;
        unmetKwh = 0;
        double kwh = device.battery.socKwh();
        for (int w = 0; w < device.from.length; w++) {
            kwh = Math.max(0, kwh - device.tripKwh[w]);
            hold(device, w, device.from[w], kwh, energyPrice);
            for (int t = device.from[w]; t < device.to[w]; t++) {
                kwh = device.battery.after(kwh, powerKw[t], device.hours);
                if (device.floorKwh[w].length > 0) {
                    belowKwh += Math.max(0, device.floorKwh[w][t + 1 - device.from[w]] - kwh);
                }
                hold(device, w, t + 1, kwh, energyPrice);
            }
            unmetKwh += Math.max(0, device.targetKwh[w] - kwh);
            clampedKwh += Math.max(0, device.neededForTripKwh[w] - kwh);
        }
    }

    private void hold(Device device, int w, int boundary, double kwh, double[] energyPrice) {
        if (device.counts(w, boundary)) {
            energyKwh[boundary] = kwh;
            pricedEur += energyPrice[boundary] * kwh;
        }
    }

    /** Takes given powers instead of the cheapest ones; the same figures follow. */
    void follow(Device device, double[] kw) {
        begin(device);
        wearEur = 0;
        for (int w = 0; w < device.from.length; w++) {
            for (int t = device.from[w]; t < device.to[w]; t++) {
                powerKw[t] = kw[t];
                wearEur += device.battery.wearEurPerKwh() * device.hours * Math.max(0, -kw[t]);
            }
        }
        trace(device, energyKwh); // priced at nonsense, which nobody asks for
    }

    /** kW per interval; live. */
    double[] powerKw() {
        return powerKw;
    }

    /** kWh at the counted boundaries, 0 at others; live. */
    double[] energyKwh() {
        return energyKwh;
    }

    double wearEur() {
        return wearEur;
    }

    /** Beyond what no power could help. */
    double clampedKwh() {
        return clampedKwh;
    }

    double belowKwh() {
        return belowKwh;
    }

    double unmetKwh() {
        return unmetKwh;
    }

    /** Cost of the schedule without the prices of power and energy. */
    double ownEur(Device device, Penalties penalties) {
        double missing = device.battery.stationary() ? penalties.broken() : penalties.unmet();
        return penalties.money() * wearEur
                + penalties.clamped() * clampedKwh
                + penalties.below() * belowKwh
                + missing * unmetKwh;
    }

    /** No schedule of the battery costs less: its own cost, power and energy at the prices given. */
    double bound(Device device, Penalties penalties) {
        return ownEur(device, penalties) + pricedEur - relaxedBy;
    }
}
