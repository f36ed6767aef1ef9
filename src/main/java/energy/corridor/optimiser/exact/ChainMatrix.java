package energy.corridor.optimiser.exact;

import java.util.Arrays;

/**
 * The rows of one {@link Chain} eliminated. With barrier weights Θ their matrix M is tridiagonal, and everything it is asked for follows from
 * three recursions without a difference in them, of what holds the energy from the left (η), from the right (β), and by itself (Θ):
 *
 * <pre>
 * ctrl_k = gain²·Θ_c + loss²·Θ_d      η_k = ctrl_k + ρ_(k−1)·η_(k−1)          δ_k = η_k + Θ_k      ρ_k = Θ_k/δ_k
 * β_k = ctrl_k + Θ_k·β_(k+1)/(Θ_k + β_(k+1)), β_last = ctrl + Θ               g_k = 1/(ρ_(k−1)·η_(k−1) + β_k)
 * (M⁻¹)_ij = ρ_i·…·ρ_(j−1)·g_j for i ≤ j
 * </pre>
 */
final class ChainMatrix {

    /** Products of ρ below this beside their beginning are nothing. */
    private static final double NOTHING = 1e-30;

    private final int steps;
    private final int[] interval;
    private final double perKwh;

    /** Step of an interval, and of a band's row; −1 for none. */
    private final int[] stepAt;

    private final int[] bandStep;

    /** Θ of each step's energy, its wishes included. */
    final double[] soft;

    /** What holds the energy from the left. */
    final double[] eta;

    /** What power couples to the step's row. */
    final double[] weight;

    private final double[] direct;
    private final double[] delta;
    private final double[] rho;
    private final double[] beta;
    private final double[] g;

    /** The inverse's rows are {@code −u_i·v_j}; products are counted from the part's first step, so that none of both overflows. */
    private final double[] u;

    private final double[][] v;
    private final int[] part;
    private final int[] ends;

    /** @param interval of each step, −1 for a trip @param band row at each step's end, −1 for none */
    ChainMatrix(int intervals, int bands, int[] interval, int[] band, double perKwh) {
        steps = interval.length;
        this.interval = interval;
        this.perKwh = perKwh;
        stepAt = new int[intervals];
        Arrays.fill(stepAt, -1);
        bandStep = new int[bands];
        Arrays.fill(bandStep, -1);
        for (int k = 0; k < steps; k++) {
            if (interval[k] >= 0) {
                stepAt[interval[k]] = k;
            }
            if (band[k] >= 0) {
                bandStep[band[k]] = k;
            }
        }
        soft = new double[steps];
        eta = new double[steps];
        weight = new double[steps];
        direct = new double[steps];
        delta = new double[steps];
        rho = new double[steps];
        beta = new double[steps];
        g = new double[steps];
        u = new double[steps];
        v = new double[2][intervals];
        part = new int[steps];
        ends = new int[steps];
    }

    /** One step's control: what its powers do to its row, to its power and to both. */
    void control(int k, double ofRow, double ofBoth, double ofPower) {
        beta[k] = ofRow;
        weight[k] = ofBoth;
        direct[k] = ofPower;
    }

    /** After all controls and {@link #soft} are set. */
    void factor() {
        double before = 0;
        for (int k = 0; k < steps; k++) {
            eta[k] = beta[k] + before;
            delta[k] = eta[k] + soft[k];
            rho[k] = soft[k] / delta[k];
            before = rho[k] * eta[k];
        }
        for (int k = steps - 1; k >= 0; k--) {
            beta[k] += k == steps - 1 ? soft[k] : soft[k] * beta[k + 1] / (soft[k] + beta[k + 1]);
            g[k] = 1 / ((k == 0 ? 0 : rho[k - 1] * eta[k - 1]) + beta[k]);
        }
        parts();
    }

    /** {@code M⁻¹ r}. */
    void solve(double[] r) {
        for (int k = 1; k < steps; k++) {
            r[k] += rho[k - 1] * r[k - 1];
        }
        for (int k = steps - 1; k >= 0; k--) {
            r[k] = r[k] / delta[k] + (k + 1 < steps ? rho[k] * r[k + 1] : 0);
        }
    }

    /** Cuts the steps into parts; products of a part are counted from its first step, into the next part's end. */
    private void parts() {
        int count = 0;
        double product = 1;
        for (int k = 0; k < steps; k++) {
            if (k > 0) {
                product *= rho[k - 1];
                if (product < NOTHING) {
                    count++;
                    product = 1;
                }
            }
            part[k] = count;
            u[k] = weight[k] / product;
        }
        int first = 0;
        while (first < steps) {
            int end = first;
            while (end < steps && part[end] <= part[first] + 1) {
                end++;
            }
            double[] to = v[part[first] & 1];
            double from = 1;
            int next = end;
            for (int k = first; k < end; k++) {
                from *= k > first ? rho[k - 1] : 1;
                if (interval[k] >= 0) {
                    to[interval[k]] = weight[k] * from * g[k];
                }
                if (part[k] == part[first]) {
                    ends[k] = end;
                } else {
                    next = Math.min(next, k);
                }
            }
            first = next;
        }
    }

    /** Adds the chain's part of rows {@code first..last-1} of its node's matrix. */
    void square(int first, int last, double[][] to) {
        int intervals = stepAt.length;
        for (int t = first; t < Math.min(last, intervals); t++) {
            int k = stepAt[t];
            if (k >= 0 && weight[k] > 0) {
                double[] row = to[t];
                row[t] += direct[k];
                double factor = -u[k];
                double[] with = v[part[k] & 1];
                int from = t;
                int at = k;
                while (at < ends[k]) {
                    int run = at;
                    while (run < ends[k] && interval[run] == from + run - at) {
                        run++;
                    }
                    Dense.add(row, from, from + run - at, factor, with);
                    while (run < ends[k] && interval[run] < 0) {
                        run++;
                    }
                    at = run;
                    from = run < ends[k] ? interval[run] : 0;
                }
                for (int r = 0; r < bandStep.length; r++) {
                    row[intervals + r] += bandStep[r] >= 0 ? between(k, bandStep[r]) : 0;
                }
            }
        }
        for (int r = Math.max(0, first - intervals); r < last - intervals; r++) {
            int k = bandStep[r];
            if (k >= 0) {
                double[] row = to[intervals + r];
                double free = 1 / soft[k] + 1 / eta[k] + (k + 1 < steps ? 1 / beta[k + 1] : 0);
                row[intervals + r] += perKwh * perKwh / free;
                for (int other = r + 1; other < bandStep.length; other++) {
                    if (bandStep[other] >= 0) {
                        row[intervals + other] += bands(k, bandStep[other]);
                    }
                }
            }
        }
    }

    private double product(int from, int to) {
        double product = 1;
        for (int k = from; k < to && product > NOTHING; k++) {
            product *= rho[k];
        }
        return product;
    }

    /** How the energy after step {@code e} answers to the price of step {@code k}'s power. */
    private double between(int k, int e) {
        return k <= e
                ? weight[k] * perKwh * soft[e] * held(e) * product(k, e)
                : -weight[k] * perKwh * eta[e] * product(e, k) * g[k];
    }

    /** {@code g_k − ρ_k g_(k+1)}. */
    private double held(int k) {
        if (k + 1 == steps) {
            return g[k];
        }
        return beta[k + 1] * g[k + 1] / delta[k];
    }

    private double bands(int one, int other) {
        int k = Math.min(one, other);
        int e = Math.max(one, other);
        return eta[k] * soft[e] * held(e) * product(k, e) * perKwh * perKwh;
    }
}
