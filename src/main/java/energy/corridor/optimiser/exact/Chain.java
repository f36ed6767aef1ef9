package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import java.util.Arrays;

/**
 * One battery's own variables and rows in the interior point over all batteries. A step is an interval of a stay or the trip before one:
 *
 * <pre>
 * row k     e_k − e_(k−1) − gain·c_k + loss·d_k = const_k        energy, kWh
 * wish      e_k + u − s = R                                      what is missing u costs, what is above s does not
 * </pre>
 */
final class Chain {

    private static final double INSIDE = 0.1;

    private static final int LOW = 1;
    private static final int HIGH = 2;

    final int battery;
    final int node;

    /** Energy of the first boundary, where a band counts it: row and kWh. */
    private final int firstBand;

    private final double beginKwh;

    private final int steps;
    private final int size;

    /** Per step: interval, −1 for a trip; row of a band at its end, −1 for none. */
    private final int[] interval;

    private final int[] band;
    private final int intervals;
    private final double[] gain;
    private final double[] loss;
    private final double[] constant;

    /** Per wish its step and level. */
    private final int[] wishAt;

    private final double[] wishKwh;

    /** Of variables: charging, discharging, energy per step, then missing and surplus of each wish. */
    private final byte[] kind;

    private final double[] lower;
    private final double[] range;
    private final double[] cost;
    private final double[] x;
    private final double[] above;
    private final double[] low;
    private final double[] high;
    private final double[] theta;
    private final double[] dual;
    private final double[] own;
    private final double[] pull;
    private final double[] pullHigh;
    private final double[] step;
    private final double[] stepLow;
    private final double[] stepHigh;
    private final double[] pi;
    private final double[] omega;
    private final double[] missing;
    private final double[] missingWish;
    private final double[] piStep;
    private final double[] omegaStep;
    private final double[] rowSide;
    private final double[] wishSide;
    private double[][] saved = new double[0][];
    private double[][] kept = new double[0][];

    private final ChainMatrix matrix;
    private final double perKw;
    private final double perKwh;

    /** The chain of a battery, or none (no step, nothing to decide): see {@link #steps}. */
    Chain(FleetModel model, Layout layout, int b) {
        battery = b;
        node = model.nodeOf(b);
        perKw = 1 / layout.unitKw;
        perKwh = 1 / layout.unitKwh;
        var build = new ChainSteps(model, layout, b);
        steps = build.steps.size();
        interval = build.steps.stream().mapToInt(s -> s.interval).toArray();
        band = build.steps.stream().mapToInt(s -> s.band).toArray();
        gain = build.steps.stream().mapToDouble(s -> s.gain).toArray();
        loss = build.steps.stream().mapToDouble(s -> s.loss).toArray();
        constant = build.steps.stream().mapToDouble(s -> s.constant).toArray();
        firstBand = build.firstBand;
        beginKwh = build.beginKwh;
        int wishes = build.wishAt.size();
        wishAt = build.wishAt.stream().mapToInt(Integer::intValue).toArray();
        wishKwh = build.wishKwh.stream().mapToDouble(Double::doubleValue).toArray();
        size = 3 * steps + 2 * wishes;
        kind = new byte[size];
        lower = new double[size];
        range = new double[size];
        cost = new double[size];
        for (int k = 0; k < steps; k++) {
            ChainSteps.Step s = build.steps.get(k);
            box(k, s.gain > 0 ? (s.interval < 0 ? LOW : LOW | HIGH) : 0, 0, s.mostCharge, s.gainEur);
            box(steps + k, s.loss > 0 ? LOW | HIGH : 0, 0, s.mostDischarge, s.lossEur);
            box(2 * steps + k, (s.low ? LOW : 0) | (s.high ? HIGH : 0), s.lowKwh, s.highKwh - s.lowKwh, 0);
        }
        for (int w = 0; w < wishes; w++) {
            box(3 * steps + 2 * w, LOW, 0, 0, build.wishEur.get(w));
            box(3 * steps + 2 * w + 1, LOW, 0, 0, 0);
        }
        for (int i = 0; i < size; i++) {
            cost[i] /= layout.unitEur;
        }
        x = new double[size];
        above = new double[size];
        low = new double[size];
        high = new double[size];
        theta = new double[size];
        dual = new double[size];
        own = new double[size];
        pull = new double[size];
        pullHigh = new double[size];
        step = new double[size];
        stepLow = new double[size];
        stepHigh = new double[size];
        pi = new double[steps];
        omega = new double[wishes];
        missing = new double[steps];
        missingWish = new double[wishes];
        piStep = new double[steps];
        omegaStep = new double[wishes];
        rowSide = new double[steps];
        wishSide = new double[wishes];
        intervals = model.steps;
        matrix = new ChainMatrix(intervals, model.bands.size(), interval, band, perKwh);
    }

    private void box(int i, int what, double from, double width, double eur) {
        kind[i] = (byte) what;
        lower[i] = (what & LOW) != 0 ? from : 0;
        range[i] = (what & LOW) != 0 ? width : width + from;
        cost[i] = eur;
    }

    boolean isEmpty() {
        return steps == 0;
    }

    private boolean is(int i, int side) {
        return (kind[i] & side) != 0;
    }

    private double energy(int k) {
        return k < 0 ? beginKwh : lower[2 * steps + k] + x[2 * steps + k];
    }

    /** A first point in the middle of what the powers allow. @param eurPerKwh what a stored kWh may be worth @return its products' sum and number */
    void begin(double[][] at, double eurPerKwh, double product) {
        double[] price = at[node];
        double kwh = beginKwh;
        for (int k = 0; k < steps; k++) {
            put(k, range[k] / 3, 1);
            put(steps + k, range[steps + k] / 6, 1);
            int e = 2 * steps + k;
            kwh += (k == 0 ? constant[k] - beginKwh : constant[k]) + gain[k] * x[k] - loss[k] * x[steps + k];
            put(e, kwh - lower[e], Math.max(1, Math.abs(kwh)));
            kwh = energy(k);
            pi[k] = -eurPerKwh;
        }
        for (int w = 0; w < wishAt.length; w++) {
            double off = energy(wishAt[w]) - wishKwh[w];
            double inside = INSIDE * Math.max(1, wishKwh[w]);
            x[3 * steps + 2 * w] = Math.max(1e-3, 2 * product / cost[3 * steps + 2 * w]);
            x[3 * steps + 2 * w + 1] = Math.max(0, off) + inside;
            omega[w] = Math.min(eurPerKwh, cost[3 * steps + 2 * w] / 2);
        }
        Arrays.fill(low, 0);
        Arrays.fill(high, 0);
        rows(price, pi, omega, own);
        for (int i = 0; i < size; i++) {
            double reduced = cost[i] - own[i];
            low[i] = is(i, LOW) ? Math.max(0, reduced) + product / x[i] : 0;
            high[i] = is(i, HIGH) ? Math.max(0, -reduced) + product / above[i] : 0;
        }
    }

    private void put(int i, double value, double scale) {
        x[i] = value;
        if (kind[i] == (LOW | HIGH)) {
            x[i] = Math.max(INSIDE * range[i], Math.min((1 - INSIDE) * range[i], value));
        } else if (kind[i] == LOW) {
            x[i] = Math.max(INSIDE * scale, value);
        } else if (kind[i] == HIGH) {
            x[i] = Math.min(value, range[i] - INSIDE * scale);
        } else {
            x[i] = 0;
        }
        above[i] = range[i] - x[i];
    }

    /** Number of products. */
    int products() {
        int count = 0;
        for (byte each : kind) {
            count += Integer.bitCount(each);
        }
        return count;
    }

    double sumOfProducts() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += (is(i, LOW) ? x[i] * low[i] : 0) + (is(i, HIGH) ? above[i] * high[i] : 0);
        }
        return sum;
    }

    double sumOfProductsAfter(double p, double d) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += is(i, LOW) ? (x[i] + p * step[i]) * (low[i] + d * stepLow[i]) : 0;
            sum += is(i, HIGH) ? (above[i] - p * step[i]) * (high[i] + d * stepHigh[i]) : 0;
        }
        return sum;
    }

    void save() {
        saved = new double[][] {x.clone(), above.clone(), low.clone(), high.clone(), pi.clone(), omega.clone()};
    }

    void restore() {
        double[][] to = {x, above, low, high, pi, omega};
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(saved[i], 0, to[i], 0, to[i].length);
        }
    }

    /** Notes what the rows lack. @return the cost */
    double residual() {
        double eur = 0;
        for (int k = 0; k < steps; k++) {
            double from = k == 0 ? 0 : energy(k - 1);
            missing[k] = constant[k] - (energy(k) - from - gain[k] * x[k] + loss[k] * x[steps + k]);
            eur += cost[k] * x[k] + cost[steps + k] * x[steps + k];
        }
        for (int w = 0; w < wishAt.length; w++) {
            int i = 3 * steps + 2 * w;
            missingWish[w] = wishKwh[w] - energy(wishAt[w]) - x[i] + x[i + 1];
            eur += cost[i] * x[i];
        }
        return eur;
    }

    double lacking() {
        double most = 0;
        for (double each : missing) {
            most = Math.max(most, Math.abs(each));
        }
        for (double each : missingWish) {
            most = Math.max(most, Math.abs(each));
        }
        return most / Math.max(1, beginKwh + range[2 * steps]);
    }

    /** Adds power and counted energy to a flow. */
    void flow(double[] to, int intervals) {
        for (int k = 0; k < steps; k++) {
            if (interval[k] >= 0) {
                to[interval[k]] += (x[k] - x[steps + k]) * perKw;
            }
            if (band[k] >= 0) {
                to[intervals + band[k]] += energy(k) * perKwh;
            }
        }
        if (firstBand >= 0) {
            to[intervals + firstBand] += beginKwh * perKwh;
        }
    }

    /** {@code A'y}. */
    private void rows(double[] price, double[] row, double[] wish, double[] to) {
        for (int k = 0; k < steps; k++) {
            double power = interval[k] >= 0 ? price[interval[k]] * perKw : 0;
            to[k] = power - gain[k] * row[k];
            to[steps + k] = loss[k] * row[k] - power;
            to[2 * steps + k] = row[k]
                    - (k + 1 < steps ? row[k + 1] : 0)
                    + (band[k] >= 0 ? price[intervals + band[k]] * perKwh : 0);
        }
        for (int w = 0; w < wishAt.length; w++) {
            to[2 * steps + wishAt[w]] += wish[w];
            to[3 * steps + 2 * w] = wish[w];
            to[3 * steps + 2 * w + 1] = -wish[w];
        }
    }

    /** Notes the dual residuals. @return the part of the dual value */
    double duals(double[] price) {
        rows(price, pi, omega, dual);
        double value = 0;
        for (int i = 0; i < size; i++) {
            dual[i] = kind[i] == 0 ? 0 : cost[i] - dual[i] - low[i] + high[i];
            value -= is(i, HIGH) ? range[i] * high[i] : 0;
        }
        for (int k = 0; k < steps; k++) {
            double from = k == 0 ? 0 : lower[2 * steps + k - 1];
            value += (constant[k] - lower[2 * steps + k] + from) * pi[k];
            value -= band[k] >= 0 ? lower[2 * steps + k] * perKwh * price[intervals + band[k]] : 0;
        }
        value -= firstBand >= 0 ? beginKwh * perKwh * price[intervals + firstBand] : 0;
        for (int w = 0; w < wishAt.length; w++) {
            value += (wishKwh[w] - lower[2 * steps + wishAt[w]]) * omega[w];
        }
        return value;
    }

    double dualResidual() {
        double most = 0;
        for (double each : dual) {
            most = Math.max(most, Math.abs(each));
        }
        return most / perKw;
    }

    /** Θ, and the rows eliminated. */
    void weigh() {
        for (int i = 0; i < size; i++) {
            theta[i] = kind[i] == 0
                    ? 0
                    : 1 / ((is(i, LOW) ? low[i] / x[i] : 0) + (is(i, HIGH) ? high[i] / above[i] : 0) + 1e-14 * perKw);
        }
        double[] soft = matrix.soft;
        for (int k = 0; k < steps; k++) {
            soft[k] = 1 / theta[2 * steps + k];
        }
        for (int w = 0; w < wishAt.length; w++) {
            soft[wishAt[w]] += 1 / (theta[3 * steps + 2 * w] + theta[3 * steps + 2 * w + 1]);
        }
        for (int k = 0; k < steps; k++) {
            soft[k] = 1 / soft[k];
            double charging = gain[k] * theta[k];
            double discharging = loss[k] * theta[steps + k];
            double power = interval[k] >= 0 ? perKw : 0;
            matrix.control(
                    k,
                    gain[k] * charging + loss[k] * discharging,
                    (charging + discharging) * power,
                    (theta[k] + theta[steps + k]) * power * power);
        }
        matrix.factor();
    }

    /** Adds the chain's part of rows {@code first..last-1} of its node's matrix. */
    void square(int first, int last, double[][] to) {
        matrix.square(first, last, to);
    }

    void aim(double target, boolean corrected) {
        for (int i = 0; i < size; i++) {
            pull[i] = is(i, LOW) ? target - x[i] * low[i] - (corrected ? step[i] * stepLow[i] : 0) : 0;
            pullHigh[i] = is(i, HIGH) ? target - above[i] * high[i] + (corrected ? step[i] * stepHigh[i] : 0) : 0;
        }
    }

    void correct(double p, double d, double target) {
        for (int i = 0; i < size; i++) {
            if (is(i, LOW)) {
                pull[i] += FleetPart.correction((x[i] + p * step[i]) * (low[i] + d * stepLow[i]), target);
            }
            if (is(i, HIGH)) {
                pullHigh[i] += FleetPart.correction((above[i] - p * step[i]) * (high[i] + d * stepHigh[i]), target);
            }
        }
    }

    /** What each variable would move by itself. */
    void pull() {
        for (int i = 0; i < size; i++) {
            own[i] = -dual[i] + (is(i, LOW) ? pull[i] / x[i] : 0) - (is(i, HIGH) ? pullHigh[i] / above[i] : 0);
        }
        for (int i = 0; i < 2 * steps; i++) {
            own[i] *= theta[i];
        }
        for (int w = 0; w < wishAt.length; w++) {
            int i = 3 * steps + 2 * w;
            own[i] *= theta[i];
            own[i + 1] *= theta[i + 1];
            wishSide[w] = missingWish[w] - own[i] + own[i + 1];
            own[2 * steps + wishAt[w]] += wishSide[w] / (theta[i] + theta[i + 1]);
        }
        for (int k = 0; k < steps; k++) {
            own[2 * steps + k] *= matrix.soft[k];
        }
        for (int k = 0; k < steps; k++) {
            int e = 2 * steps + k;
            double moved = own[e] - (k > 0 ? own[e - 1] : 0) - gain[k] * own[k] + loss[k] * own[steps + k];
            rowSide[k] = missing[k] - moved;
            piStep[k] = rowSide[k];
        }
        matrix.solve(piStep);
    }

    /** Adds that to a flow. */
    void pulled(double[] to, int intervals) {
        for (int k = 0; k < steps; k++) {
            if (interval[k] >= 0) {
                to[interval[k]] += (own[k] - own[steps + k]) * perKw;
            }
            if (band[k] >= 0) {
                to[intervals + band[k]] += own[2 * steps + k] * perKwh;
            }
        }
    }

    /** Adds V M⁻¹ r of the coordinates. */
    void carry(double[] carried) {
        for (int k = 0; k < steps; k++) {
            if (interval[k] >= 0) {
                carried[interval[k]] -= matrix.weight[k] * piStep[k];
            }
            if (band[k] >= 0) {
                carried[intervals + band[k]] +=
                        matrix.soft[k] * (piStep[k] - (k + 1 < steps ? piStep[k + 1] : 0)) * perKwh;
            }
        }
    }

    /** All steps, given those of the prices. */
    void recover(double[] price) {
        for (int k = 0; k < steps; k++) {
            piStep[k] = rowSide[k];
            if (interval[k] >= 0) {
                piStep[k] += matrix.weight[k] * price[interval[k]];
            }
            if (band[k] >= 0) {
                piStep[k] -= matrix.soft[k] * price[intervals + band[k]] * perKwh;
            }
            if (k > 0 && band[k - 1] >= 0) {
                piStep[k] += matrix.soft[k - 1] * price[intervals + band[k - 1]] * perKwh;
            }
        }
        matrix.solve(piStep);
        double energy = 0;
        for (int k = 0; k < steps; k++) {
            double power = interval[k] >= 0 ? price[interval[k]] * perKw : 0;
            step[k] = own[k] + theta[k] * (power - gain[k] * piStep[k]);
            step[steps + k] = own[steps + k] + theta[steps + k] * (loss[k] * piStep[k] - power);
            energy += missing[k] + gain[k] * step[k] - loss[k] * step[steps + k];
            if (matrix.soft[k]
                    < matrix.eta[k]) { // held tighter than moved: the sum would lose the digits that the dual row needs
                double held = piStep[k] - (k + 1 < steps ? piStep[k + 1] : 0);
                held += band[k] >= 0 ? price[intervals + band[k]] * perKwh : 0;
                energy = own[2 * steps + k] + matrix.soft[k] * held;
            }
            step[2 * steps + k] = energy;
        }
        for (int w = 0; w < wishAt.length; w++) {
            int i = 3 * steps + 2 * w;
            omegaStep[w] = (wishSide[w] - step[2 * steps + wishAt[w]]) / (theta[i] + theta[i + 1]);
            step[i] = own[i] + theta[i] * omegaStep[w];
            step[i + 1] = own[i + 1] - theta[i + 1] * omegaStep[w];
        }
        for (int i = 0; i < size; i++) {
            stepLow[i] = is(i, LOW) ? (pull[i] - low[i] * step[i]) / x[i] : 0;
            stepHigh[i] = is(i, HIGH) ? (pullHigh[i] + high[i] * step[i]) / above[i] : 0;
        }
    }

    void keepSteps() {
        kept = new double[][] {step.clone(), stepLow.clone(), stepHigh.clone(), piStep.clone(), omegaStep.clone()};
    }

    void keptSteps() {
        double[][] to = {step, stepLow, stepHigh, piStep, omegaStep};
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(kept[i], 0, to[i], 0, to[i].length);
        }
    }

    double longest(boolean ofPrimal, double most) {
        double longest = most;
        for (int i = 0; i < size; i++) {
            if (is(i, LOW)) {
                longest = ofPrimal
                        ? InteriorPoint.shorter(longest, x[i], step[i])
                        : InteriorPoint.shorter(longest, low[i], stepLow[i]);
            }
            if (is(i, HIGH)) {
                longest = ofPrimal
                        ? InteriorPoint.shorter(longest, above[i], -step[i])
                        : InteriorPoint.shorter(longest, high[i], stepHigh[i]);
            }
        }
        return longest;
    }

    void move(double primalStep, double dualStep) {
        for (int i = 0; i < size; i++) {
            if (kind[i] != 0) {
                x[i] += primalStep * step[i];
                above[i] -= primalStep * step[i];
                low[i] += dualStep * stepLow[i];
                high[i] += dualStep * stepHigh[i];
            }
        }
        for (int k = 0; k < steps; k++) {
            pi[k] += dualStep * piStep[k];
        }
        for (int w = 0; w < omega.length; w++) {
            omega[w] += dualStep * omegaStep[w];
        }
    }

    /** The powers, kW, charging and discharging at once netted at equal energy. */
    void powers(Battery of, double[] to) {
        for (int k = 0; k < steps; k++) {
            if (interval[k] >= 0) {
                double rate = of.chargeEfficiency() * x[k] - x[steps + k] / of.dischargeEfficiency();
                to[interval[k]] = rate > 0 ? rate / of.chargeEfficiency() : rate * of.dischargeEfficiency();
            }
        }
    }

    int steps() {
        return steps;
    }
}
