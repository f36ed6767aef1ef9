package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import java.util.Arrays;
import java.util.List;

/**
 * What the site's own power costs, per interval: a convex function of the net import, kept as its lowest value and segments in the
 * order of their slopes, cut to what the batteries can reach. Kinks: zero (buying instead of selling), the power a DISPATCH asks for,
 * and the site's limit where base load alone is above it. PV may be curtailed for nothing.
 */
final class SiteTerms {

    private static final double TINY = 1e-9;

    /** Lowest net import, kW. */
    final double[] lowestKw;

    /** Lengths of the segments above it, kW. */
    final double[][] lengthKw;

    /** What one kW of each segment costs for the interval, EUR; rising. */
    final double[][] eurPerKw;

    /** Money of the lowest net import, EUR. */
    final double[] lowestEur;

    /** Net import without batteries and curtailment, kW. */
    final double[] baseKw;

    final double[] pvKw;

    /** Whether anything can be decided in the interval. */
    final boolean[] live;

    /** Whether the net import may become a new peak. */
    final boolean[] peaks;

    final double eurPerPeakKw;

    /** Import that is paid for whatever is decided, kW. */
    final double peakFloorKw;

    /** Money of that floor, EUR. */
    final double peakFloorEur;

    /** Whether the highest net import of an interval is the site's limit, not the batteries' reach. */
    final boolean[] limited;

    private final ChargingProblem problem;
    private final Penalties penalties;

    SiteTerms(ChargingProblem problem, List<Battery> batteries, SiteTopology topology, Penalties penalties) {
        this.problem = problem;
        this.penalties = penalties;
        int steps = problem.grid().steps();
        lowestKw = new double[steps];
        lengthKw = new double[steps][];
        eurPerKw = new double[steps][];
        lowestEur = new double[steps];
        baseKw = new double[steps];
        live = new boolean[steps];
        peaks = new boolean[steps];
        limited = new boolean[steps];
        pvKw = problem.site().pvKw().toArray();
        double[] chargeKw = new double[steps];
        double[] dischargeKw = new double[steps];
        for (Battery battery : batteries) {
            for (Battery.Window window : battery.windows()) {
                for (int t = window.from(); t < window.to(); t++) {
                    chargeKw[t] += battery.maxChargeKw();
                    dischargeKw[t] += battery.maxDischargeKw();
                }
            }
        }
        double paid = problem.prices().peakSoFarKw();
        double[] highest = new double[steps];
        for (int t = 0; t < steps; t++) {
            baseKw[t] = topology.baseKw(t);
            double limit = topology.siteImportLimitKw(t);
            double excess = topology.baseExcessKw(t);
            highest[t] = Math.min(limit + excess, baseKw[t] + pvKw[t] + chargeKw[t]);
            limited[t] = highest[t] == limit + excess;
            lowestKw[t] = Math.max(-topology.siteExportLimitKw(t), baseKw[t] - dischargeKw[t]);
            // Where nothing can take load off, what exceeds the limit is no decision.
            segments(t, highest[t], dischargeKw[t] > 0 ? limit : limit + excess);
            live[t] = dischargeKw[t] > 0 || pvKw[t] > 0 || (chargeKw[t] > 0 && lengthKw[t].length > 0);
            if (!live[t]) {
                paid = Math.max(paid, highest[t]);
            }
        }
        eurPerPeakKw = penalties.money() * problem.prices().demandChargeEurPerKw();
        peakFloorKw = paid;
        peakFloorEur = eurPerPeakKw * (paid - problem.prices().peakSoFarKw());
        for (int t = 0; t < steps; t++) {
            peaks[t] = eurPerPeakKw > 0 && live[t] && highest[t] > paid + TINY;
        }
    }

    private void segments(int t, double highest, double limit) {
        double[] kinks = new double[problem.requests().size() + 4];
        int count = 0;
        kinks[count++] = lowestKw[t];
        kinks[count++] = highest;
        for (double kink : new double[] {0, limit}) {
            if (kink > lowestKw[t] + TINY && kink < highest - TINY) {
                kinks[count++] = kink;
            }
        }
        for (Request request : problem.requests()) {
            if (request instanceof Request.Dispatch dispatch
                    && RequestTime.overlapHours(problem.grid(), dispatch, t) > 0
                    && dispatch.kw() > lowestKw[t] + TINY
                    && dispatch.kw() < highest - TINY) {
                kinks[count++] = dispatch.kw();
            }
        }
        Arrays.sort(kinks, 0, count);
        int used = 1;
        for (int i = 1; i < count; i++) {
            if (kinks[i] > kinks[used - 1] + TINY) {
                kinks[used++] = kinks[i];
            }
        }
        lengthKw[t] = new double[used - 1];
        eurPerKw[t] = new double[used - 1];
        for (int i = 0; i + 1 < used; i++) {
            lengthKw[t][i] = kinks[i + 1] - kinks[i];
            double middle = (kinks[i] + kinks[i + 1]) / 2;
            eurPerKw[t][i] = slope(t, middle, limit);
        }
        lowestEur[t] = value(t, lowestKw[t], limit);
    }

    private double slope(int t, double kw, double limit) {
        double hours = problem.grid().stepHours();
        var prices = problem.prices();
        double money = hours * (kw > 0 ? prices.importEurPerKwh() : prices.exportEurPerKwh()).get(t);
        for (Request request : problem.requests()) {
            if (request instanceof Request.Dispatch dispatch) {
                double off = RequestTime.overlapHours(problem.grid(), dispatch, t) * dispatch.penaltyEurPerKwh();
                money += kw > dispatch.kw() ? off : -off;
            }
        }
        return penalties.money() * money + (kw > limit ? penalties.exceeded() * hours : 0);
    }

    private double value(int t, double kw, double limit) {
        double hours = problem.grid().stepHours();
        var prices = problem.prices();
        double money = hours * kw * (kw > 0 ? prices.importEurPerKwh() : prices.exportEurPerKwh()).get(t);
        for (Request request : problem.requests()) {
            if (request instanceof Request.Dispatch dispatch) {
                double off = RequestTime.overlapHours(problem.grid(), dispatch, t) * dispatch.penaltyEurPerKwh();
                money += off * Math.abs(kw - dispatch.kw());
            }
        }
        return penalties.money() * money + penalties.exceeded() * hours * Math.max(0, kw - limit);
    }

    /** EUR of a net import inside the interval's range, without the peak. */
    double eur(int t, double netKw) {
        double eur = lowestEur[t];
        double left = netKw - lowestKw[t];
        for (int s = 0; s < lengthKw[t].length; s++) {
            double part = s + 1 < lengthKw[t].length ? Math.min(left, lengthKw[t][s]) : left;
            eur += eurPerKw[t][s] * part;
            left -= part;
            if (left <= 0) {
                break;
            }
        }
        return eur;
    }

    double highestKw(int t) {
        double sum = lowestKw[t];
        for (double kw : lengthKw[t]) {
            sum += kw;
        }
        return sum;
    }

    int steps() {
        return live.length;
    }
}
