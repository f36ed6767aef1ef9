package energy.corridor.optimiser;

import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.PriceParts.Part;
import energy.corridor.optimiser.Reason.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why every battery of a plan does what it does, interval by interval, out of the optimality conditions. At the right prices a plan is
 * every battery's own cheapest: it charges where power costs less than stored energy is worth to it, and waits where it costs more.
 * What stored energy is worth is read off the plan, one value for each stretch of time between boundaries where the battery's
 * energy is held by a bound: the dearest kilowatt-hour that it pays for. A part of the price, without which the battery would do
 * otherwise, is the reason; without such a part it is the tariff.
 *
 * <p>The rule's plan knows no prices; its reasons are the rule's own. O(batteries · intervals).
 */
final class PlanReasons {

    private static final double NEAR_KW = 1e-3;
    private static final double NEAR_KWH = 1e-3;

    /** Share of the mean price below which two prices are the same. */
    private static final double SAME = 0.005;

    /** Powers below this share of the most say nothing about what energy is worth. */
    private static final double MATTERS = 0.01;

    private final ChargingProblem problem;
    private final PlanAudit audit;
    private final boolean known;
    private final double hours;
    private final int steps;
    private final double same;
    private final double[] energyEur;
    private final List<List<Part>> siteParts = new ArrayList<>();
    private final double[][] limitEur;
    private final List<Bands> bands = new ArrayList<>();
    private final Optional<String> reserve;

    private record Bands(String id, double[] eurPerKwh) {}

    PlanReasons(ChargingProblem problem, PlanAudit audit, ShadowPrices prices) {
        this.problem = problem;
        this.audit = audit;
        known = prices.known();
        hours = problem.grid().stepHours();
        steps = problem.grid().steps();
        energyEur = new double[steps];
        limitEur = new double[problem.site().limits().size()][steps];
        double mean = 0;
        for (int t = 0; t < steps; t++) {
            mean += Math.abs(problem.prices().importEurPerKwh().get(t)) / steps;
        }
        same = SAME * mean + 1e-6;
        if (known) {
            var parts = new PriceParts(problem, audit, prices);
            for (int t = 0; t < steps; t++) {
                energyEur[t] = parts.energyEur(t);
                siteParts.add(parts.ofSite(t));
                for (int n = 0; n < limitEur.length; n++) {
                    limitEur[n][t] = parts.limitEur(n, t);
                }
            }
            for (Request request : problem.requests()) {
                if (request instanceof Request.SumSocBand && prices.requests().containsKey(request.id())) {
                    bands.add(new Bands(
                            request.id(),
                            prices.requests()
                                    .getOrDefault(request.id(), prices.peakEurPerKw())
                                    .toArray()));
                }
            }
        }
        reserve = problem.requests().stream()
                .filter(Request.Reserve.class::isInstance)
                .map(Request::id)
                .findFirst();
    }

    /** In the order of time; intervals outside stays have none. */
    List<Reason> of(int b) {
        var codes = new Reason[steps];
        Battery battery = audit.batteries().get(b);
        for (int w = 0; w < battery.windows().size(); w++) {
            int first = w;
            while (known && w + 1 < battery.windows().size() && !heldAtEnd(b, w)) {
                w++; // what is charged now serves the next stay as well
            }
            stretches(b, first, w, codes);
        }
        return runs(codes, battery);
    }

    private static List<Reason> runs(Reason[] codes, Battery battery) {
        List<Reason> runs = new ArrayList<>();
        for (int t = 0; t < codes.length; t++) {
            Reason now = codes[t];
            if (now == null) {
                continue;
            }
            int last = runs.size() - 1;
            boolean goesOn = last >= 0
                    && runs.get(last).to() == t
                    && battery.windowAt(t) == battery.windowAt(t - 1)
                    && runs.get(last).code() == now.code()
                    && runs.get(last).by().equals(now.by());
            if (goesOn) {
                runs.set(last, new Reason(runs.get(last).from(), t + 1, now.code(), now.by()));
            } else {
                runs.add(now);
            }
        }
        return runs;
    }

    /** Cuts the windows {@code first..last} where a bound of the energy binds between two intervals. */
    private void stretches(int b, int first, int last, Reason[] codes) {
        Battery battery = audit.batteries().get(b);
        int[] intervals = new int[steps];
        int count = 0;
        for (int w = first; w <= last; w++) {
            Window window = battery.windows().get(w);
            for (int t = window.from(); t < window.to(); t++) {
                intervals[count++] = t;
                if (held(b, window, t) && t + 1 < window.to()) {
                    stretch(b, Arrays.copyOf(intervals, count), codes);
                    count = 0;
                }
            }
        }
        if (count > 0) {
            stretch(b, Arrays.copyOf(intervals, count), codes);
        }
    }

    /** Whether a bound of the energy binds at the interval's end. */
    private boolean held(int b, Window window, int t) {
        Battery battery = audit.batteries().get(b);
        double kwh = audit.socAfterKwh(b, t);
        return kwh >= window.ceilingKwh() - NEAR_KWH
                || (battery.canDischarge() && kwh <= battery.minSocKwh() + NEAR_KWH);
    }

    private boolean heldAtEnd(int b, int w) {
        Window window = audit.batteries().get(b).windows().get(w);
        return audit.endKwh(b)[w] <= window.requiredKwh() + NEAR_KWH
                || audit.clampedKwh(b)[w + 1] > 0
                || (window.from() < window.to() && held(b, window, window.to() - 1));
    }

    /** Intervals in which one more kilowatt-hour has one worth, bands apart, which price what is held until the stretch's end. */
    private void stretch(int b, int[] intervals, Reason[] codes) {
        Stretch stretch = new Stretch(b, intervals);
        for (int i = 0; i < intervals.length; i++) {
            codes[intervals[i]] = known ? stretch.reason(i) : byRule(b, intervals[i]);
        }
    }

    private static Reason at(int t, Code code, String by) {
        return new Reason(t, t + 1, code, by);
    }

    private static Reason at(int t, Code code) {
        return at(t, code, "");
    }

    private double before(int b, int t) {
        return audit.socKwh(b)[t];
    }

    private Window window(int b, int t) {
        Battery battery = audit.batteries().get(b);
        return battery.windows().get(battery.windowAt(t));
    }

    /** What needs no prices. */
    private Optional<Reason> physical(int b, int t) {
        Battery battery = audit.batteries().get(b);
        double kw = audit.powerKw(b)[t];
        Window window = window(b, t);
        if (kw > NEAR_KW && kw >= battery.maxChargeKw() - NEAR_KW) {
            if (before(b, t) < battery.minSocKwh() - NEAR_KWH) {
                return Optional.of(at(t, Code.BELOW_MINIMUM));
            }
            if (mustCharge(b, t)) {
                return Optional.of(at(t, Code.MUST_CHARGE));
            }
        }
        if (Math.abs(kw) <= NEAR_KW && before(b, t) >= window.ceilingKwh() - NEAR_KWH) {
            return Optional.of(at(t, Code.FULL));
        }
        return Optional.empty();
    }

    private double targetKwh(int b, Window window) {
        int w = audit.batteries().get(b).windows().indexOf(window);
        return Math.min(window.requiredKwh(), audit.endKwh(b)[w]);
    }

    /** Without this interval's power full power in all later ones would not reach what the stay ends with of its requirement. */
    private boolean mustCharge(int b, int t) {
        Battery battery = audit.batteries().get(b);
        Window window = window(b, t);
        double laterKwh = battery.fullKwhPerHour() * hours * (window.to() - t - 1);
        return before(b, t) + laterKwh < targetKwh(b, window) - NEAR_KWH;
    }

    /** Whether nothing is charged from here to the stay's end and the requirement is there. */
    private boolean enough(int b, int t) {
        Window window = window(b, t);
        if (before(b, t) < targetKwh(b, window) - NEAR_KWH) {
            return false;
        }
        for (int u = t; u < window.to(); u++) {
            if (Math.abs(audit.powerKw(b)[u]) > NEAR_KW) {
                return false;
            }
        }
        return true;
    }

    // ---- plans without prices

    private Reason byRule(int b, int t) {
        Optional<Reason> physical = physical(b, t);
        if (physical.isPresent()) {
            return physical.get();
        }
        Battery battery = audit.batteries().get(b);
        double kw = audit.powerKw(b)[t];
        if (kw < -NEAR_KW || kw >= battery.maxChargeKw() - NEAR_KW) {
            return at(t, Code.RULE);
        }
        if (before(b, t) + (kw > 0 ? battery.after(0, kw, hours) : 0) >= targetKwh(b, window(b, t)) - NEAR_KWH
                && audit.endKwh(b)[battery.windowAt(t)] >= window(b, t).requiredKwh() - NEAR_KWH) {
            return at(t, kw > NEAR_KW ? Code.RULE : Code.ENOUGH);
        }
        double least = battery.levels().atLeast(NEAR_KW);
        for (boolean exactly : new boolean[] {true, false}) {
            double room = exactly ? NEAR_KW : Math.max(NEAR_KW, least);
            for (int limit : audit.topology().limitsAbove(b)) {
                var bounds = problem.site().limits().get(limit);
                if (audit.limitPowerKw(limit, t) > bounds.importLimitKw().get(t) - room) {
                    return exactly ? at(t, Code.LIMIT, bounds.id()) : at(t, Code.MINIMUM_POWER, bounds.id());
                }
            }
            if (audit.siteKw(t) > audit.topology().siteImportLimitKw(t) - room) {
                Optional<String> request = audit.topology().importRequestAt(t);
                Code code = request.isPresent() ? Code.REQUEST : Code.LIMIT;
                return at(t, exactly ? code : Code.MINIMUM_POWER, request.orElse(PriceParts.SITE));
            }
        }
        for (Request request : problem.requests()) {
            if (request instanceof Request.SumSocBand && RequestTime.holds(problem.grid(), request, t + 1)) {
                return at(t, Code.REQUEST, request.id());
            }
        }
        return at(t, Code.RULE);
    }

    // ---- plans with prices

    /** One battery between two boundaries where a bound of its energy binds. */
    private final class Stretch {

        private final int b;
        private final Battery battery;
        private final int[] intervals;
        private final int[] above;

        /** Per interval EUR per kWh in the battery, at the stretch's end: by the tariff alone, and with all parts. */
        private final double[] tariff;

        private final double[] charged;
        private final double[] worthKwh;
        private double worth = Double.NaN;

        /** Where the tariff is lowest among those that are not charged in at full power; −1 for none. */
        private int cheapest = -1;

        Stretch(int b, int[] intervals) {
            this.b = b;
            this.intervals = intervals;
            battery = audit.batteries().get(b);
            above = audit.topology().limitsAbove(b);
            tariff = new double[intervals.length];
            charged = new double[intervals.length];
            worthKwh = new double[intervals.length];
            if (known) {
                price();
            }
        }

        private void price() {
            double dearest = Double.NEGATIVE_INFINITY;
            double sold = Double.POSITIVE_INFINITY;
            double held = 0;
            for (int i = intervals.length - 1; i >= 0; i--) {
                int t = intervals[i];
                held += i + 1 < intervals.length ? heldEur(t + 1) : 0;
                worthKwh[i] = held;
                double eur = energyEur[t] + partsEur(t);
                tariff[i] = charge(energyEur[t]);
                charged[i] = charge(eur) + held;
                double kw = audit.powerKw(b)[t];
                if (kw > MATTERS * battery.maxChargeKw()) {
                    dearest = Math.max(dearest, charged[i]);
                } else if (kw < -MATTERS * battery.maxDischargeKw()) {
                    sold = Math.min(sold, discharge(eur) + held);
                }
                boolean full = kw >= battery.maxChargeKw() - NEAR_KW;
                if (!full && (cheapest < 0 || tariff[i] < tariff[cheapest])) {
                    cheapest = i;
                }
            }
            if (dearest > Double.NEGATIVE_INFINITY) {
                worth = dearest;
            } else if (sold < Double.POSITIVE_INFINITY) {
                worth = sold;
            }
        }

        private double charge(double eurPerKw) {
            return eurPerKw / (hours * battery.chargeEfficiency());
        }

        private double discharge(double eurPerKw) {
            return (eurPerKw / hours - battery.wearEurPerKwh()) * battery.dischargeEfficiency();
        }

        private double heldEur(int boundary) {
            double eur = 0;
            for (Bands band : bands) {
                eur += audit.counts(b, boundary) ? band.eurPerKwh()[boundary] : 0;
            }
            return eur;
        }

        private double partsEur(int t) {
            double eur = 0;
            for (Part part : siteParts.get(t)) {
                eur += part.eurPerKw();
            }
            for (int limit : above) {
                eur += limitEur[limit][t];
            }
            return eur;
        }

        /** The part that makes power dearest (sign 1) or cheapest (−1) in the interval, if it matters. */
        private Optional<Reason> largest(int t, int i, int sign) {
            double most = same * hours * battery.chargeEfficiency();
            Reason found = null;
            for (Part part : siteParts.get(i)) {
                if (sign * part.eurPerKw() > most) {
                    most = sign * part.eurPerKw();
                    found = at(t, part.code(), part.by());
                }
            }
            for (int limit : above) {
                if (sign * limitEur[limit][i] > most) {
                    most = sign * limitEur[limit][i];
                    found = at(t, Code.LIMIT, problem.site().limits().get(limit).id());
                }
            }
            return Optional.ofNullable(found);
        }

        private Optional<Reason> band(int t, int i, int sign) {
            if (sign * worthKwh[i] <= same) {
                return Optional.empty();
            }
            Reason found = null;
            double most = 0;
            for (Bands band : bands) {
                double eur = 0;
                for (int later = i; later + 1 < intervals.length; later++) {
                    int boundary = intervals[later] + 1;
                    eur += audit.counts(b, boundary) ? band.eurPerKwh()[boundary] : 0;
                }
                if (sign * eur > most) {
                    most = sign * eur;
                    found = at(t, Code.REQUEST, band.id());
                }
            }
            return Optional.ofNullable(found);
        }

        /** What makes charging dearer (1) or cheaper (−1) in interval i than the tariff says: a band or a part of power's price. */
        private Optional<Reason> moved(int t, int i, int sign) {
            return largest(t, intervals[i], sign).or(() -> band(t, i, sign));
        }

        Reason reason(int i) {
            int t = intervals[i];
            double kw = audit.powerKw(b)[t];
            Optional<Reason> physical = physical(b, t);
            if (physical.isPresent()) {
                return physical.get();
            }
            if (kw > NEAR_KW) {
                return charging(i, t, kw);
            }
            return kw < -NEAR_KW ? discharging(i, t) : waiting(i, t);
        }

        private Reason charging(int i, int t, double kw) {
            if (kw < battery.maxChargeKw() - NEAR_KW) {
                Optional<Reason> less = moved(t, i, 1);
                if (less.isPresent()) {
                    return less.get();
                }
                if (leastPower(kw) && (charged[i] > cheaperWorth(i) + same)) {
                    return at(t, Code.MINIMUM_POWER);
                }
                if (mustCharge(b, t)) {
                    return at(t, Code.MUST_CHARGE);
                }
            }
            if (cheapest >= 0 && cheapest != i && tariff[cheapest] < tariff[i] - same) {
                return moved(t, i, -1)
                        .or(() -> moved(t, cheapest, 1))
                        .or(() -> reserve.map(id -> at(t, Code.RESERVE, id)))
                        .orElseGet(() -> at(t, Code.PRICE));
            }
            return at(t, Code.PRICE);
        }

        private boolean leastPower(double kw) {
            return !battery.levels().areAll() && kw <= battery.levels().atLeast(NEAR_KW) + NEAR_KW;
        }

        /** The dearest that is paid in the other intervals. */
        private double cheaperWorth(int but) {
            double dearest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < intervals.length; i++) {
                if (i != but && audit.powerKw(b)[intervals[i]] > MATTERS * battery.maxChargeKw()) {
                    dearest = Math.max(dearest, charged[i]);
                }
            }
            return dearest > Double.NEGATIVE_INFINITY ? dearest : Double.POSITIVE_INFINITY;
        }

        private Reason discharging(int i, int t) {
            boolean byTariff = Double.isNaN(worth) || discharge(energyEur[t]) >= worth - same;
            Optional<Reason> part = byTariff ? Optional.empty() : moved(t, i, 1);
            return part.orElseGet(() -> at(t, Code.PRICE));
        }

        private Reason waiting(int i, int t) {
            if (Double.isNaN(worth)) {
                return at(t, before(b, t) >= targetKwh(b, window(b, t)) - NEAR_KWH ? Code.ENOUGH : Code.PRICE);
            }
            if (enough(b, t)) {
                return at(t, Code.ENOUGH);
            }
            if (tariff[i] <= worth + same) {
                Optional<Reason> part = moved(t, i, 1);
                if (part.isPresent()) {
                    return part.get();
                }
            }
            if (charged[i] < worth - same) {
                if (!battery.levels().areAll()) {
                    return at(t, Code.MINIMUM_POWER);
                }
                return reserve.map(id -> at(t, Code.RESERVE, id)).orElseGet(() -> at(t, Code.PRICE));
            }
            if (battery.canDischarge() && discharge(energyEur[t]) > worth + same) {
                return moved(t, i, -1).orElseGet(() -> at(t, Code.PRICE));
            }
            return at(t, Code.PRICE);
        }
    }
}
