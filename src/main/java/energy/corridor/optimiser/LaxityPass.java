package energy.corridor.optimiser;

import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingProblem.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One pass of {@link LeastLaxityFirst} over the intervals, with the energies and the room left under every limit. */
final class LaxityPass {

    private static final double TINY = 1e-9;

    private final ChargingProblem problem;
    private final Schedule schedule;
    private final double hours;
    private final List<Battery> batteries;
    private final SiteTopology topology;
    private final List<EnergyPaths> paths;
    private final int[][] above;
    private final double[] kwh;
    private final int[] window;
    private final int[] order;
    private final double[] laxity;
    private final int[] rank;
    private final double[] flowKw;
    private double siteKw;

    LaxityPass(ChargingProblem problem, Schedule schedule) {
        this.problem = problem;
        this.schedule = schedule;
        hours = problem.grid().stepHours();
        batteries = Battery.of(problem);
        topology = SiteTopology.of(problem, batteries);
        paths = batteries.stream()
                .map(battery -> EnergyPaths.of(battery, hours))
                .toList();
        above = IntStream.range(0, batteries.size())
                .mapToObj(topology::limitsAbove)
                .toArray(int[][]::new);
        kwh = batteries.stream().mapToDouble(Battery::socKwh).toArray();
        window = new int[batteries.size()];
        Arrays.fill(window, -1);
        order = all().toArray();
        laxity = new double[kwh.length];
        rank = new int[kwh.length];
        flowKw = new double[problem.site().limits().size()];
    }

    /** Fixes the powers of interval {@code t}; to be called for 0, 1, 2, … */
    void decide(int t) {
        arrivals(t);
        Arrays.fill(flowKw, 0);
        siteKw = topology.baseKw(t);
        List<Integer> urgentFirst = urgentFirst(t);
        if (topology.baseExcessKw(t) > 0) {
            for (int i = urgentFirst.size() - 1; i >= 0; i--) {
                discharge(urgentFirst.get(i), t, siteKw - topology.siteImportLimitKw(t));
            }
        } else {
            for (int b : urgentFirst) {
                charge(b, t, Math.max(0, paths.get(b).targetKwh(window[b]) - kwh[b]));
            }
            bands(t, urgentFirst);
        }
        for (int b : urgentFirst) {
            kwh[b] = batteries.get(b).after(kwh[b], power(b, t), hours);
        }
        curtail(t);
    }

    private void arrivals(int t) {
        for (int b = 0; b < kwh.length; b++) {
            List<Window> windows = batteries.get(b).windows();
            while (window[b] + 1 < windows.size() && windows.get(window[b] + 1).from() <= t) {
                window[b]++;
                kwh[b] = Math.max(0, kwh[b] - windows.get(window[b]).tripKwh());
            }
        }
    }

    private IntStream all() {
        return IntStream.range(0, kwh.length);
    }

    private Window current(int b) {
        return batteries.get(b).windows().get(window[b]);
    }

    /** What is plugged in: vehicles before storage, those below their minimum first, then by laxity. */
    private List<Integer> urgentFirst(int t) {
        List<Integer> pluggedIn = new ArrayList<>();
        for (int b : order) {
            if (window[b] >= 0 && current(b).covers(t)) {
                pluggedIn.add(b);
                laxity[b] = laxityHours(b, t);
                rank[b] = (batteries.get(b).stationary() ? 2 : 0)
                        + (kwh[b] >= batteries.get(b).minSocKwh() - TINY ? 1 : 0);
            }
        }
        pluggedIn.sort(this::compareUrgency);
        // Next interval's order is nearly this one, and sorting what is nearly sorted costs little.
        int at = 0;
        for (int b : order.clone()) {
            if (window[b] < 0 || !current(b).covers(t)) {
                order[at++] = b;
            }
        }
        for (int b : pluggedIn) {
            order[at++] = b;
        }
        return pluggedIn;
    }

    private int compareUrgency(int one, int other) {
        if (rank[one] != rank[other]) {
            return Integer.compare(rank[one], rank[other]);
        }
        int byLaxity = Double.compare(laxity[one], laxity[other]);
        return byLaxity != 0 ? byLaxity : Integer.compare(one, other);
    }

    /** Time left minus the time full power needs. */
    private double laxityHours(int b, int t) {
        double missing = Math.max(0, paths.get(b).targetKwh(window[b]) - kwh[b]);
        double full = batteries.get(b).fullKwhPerHour();
        return (current(b).to() - t) * hours - (missing > 0 && full > 0 ? missing / full : 0);
    }

    /** Raises the power so that up to {@code wantedKwh} more arrive, as far as every limit lets it. */
    private void charge(int b, int t, double wantedKwh) {
        Battery battery = batteries.get(b);
        double perKw = battery.chargeEfficiency() * hours;
        double present = power(b, t);
        double roomKwh = Math.max(battery.maxSocKwh(), kwh[b]) - kwh[b];
        double most = Math.min(battery.maxChargeKw(), roomKwh / perKw) - present;
        for (int limit : above[b]) {
            most = Math.min(
                    most, problem.site().limits().get(limit).importLimitKw().get(t) - flowKw[limit]);
        }
        most = Math.min(most, topology.siteImportLimitKw(t) - siteKw);
        double goal = present + Math.min(most, wantedKwh / perKw);
        if (goal > 0 && goal > present) {
            double level = battery.levels().atLeast(goal);
            goal = level <= present + most ? level : battery.levels().atMost(present + most);
        }
        if (goal > present + TINY) {
            add(b, t, goal - present);
        }
    }

    private void discharge(int b, int t, double wantedKw) {
        Battery battery = batteries.get(b);
        double spareKw = (kwh[b] - battery.minSocKwh()) * battery.dischargeEfficiency() / hours;
        double most = Math.min(Math.min(wantedKw, exportRoomKw(b, t)), Math.min(battery.maxDischargeKw(), spareKw));
        if (most > TINY) {
            add(b, t, -most);
        }
    }

    /** How far the battery's power may fall before some limit above it exports too much. */
    private double exportRoomKw(int b, int t) {
        double room =
                topology.siteExportLimitKw(t) + siteKw + problem.site().pvKw().get(t);
        for (int limit : above[b]) {
            room = Math.min(
                    room, problem.site().limits().get(limit).exportLimitKw().get(t) + flowKw[limit]);
        }
        return room;
    }

    private void add(int b, int t, double kw) {
        schedule.powerKw(b)[t] += kw;
        siteKw += kw;
        for (int limit : above[b]) {
            flowKw[limit] += kw;
        }
    }

    private double power(int b, int t) {
        return schedule.powerKw(b)[t];
    }

    private void bands(int t, List<Integer> urgentFirst) {
        for (Request request : problem.requests()) {
            if (request instanceof Request.SumSocBand band && RequestTime.holds(problem.grid(), band, t + 1)) {
                double sum = all().mapToDouble(b -> countedNext(b, t)).sum();
                for (int i = urgentFirst.size() - 1; i >= 0 && sum > band.upperKwh() + TINY; i--) {
                    sum -= lower(urgentFirst.get(i), t, sum - band.upperKwh());
                }
                for (int b : urgentFirst) {
                    if (sum < band.lowerKwh() - TINY && countsNext(b, t)) {
                        double before = countedNext(b, t);
                        charge(b, t, band.lowerKwh() - sum);
                        sum += countedNext(b, t) - before;
                    }
                }
            }
        }
    }

    /** Takes up to {@code wantedKwh} out of the next boundary, never what a stay cannot do without. @return what it took */
    private double lower(int b, int t, double wantedKwh) {
        if (!countsNext(b, t)) {
            return 0;
        }
        Battery battery = batteries.get(b);
        double before = countedNext(b, t);
        double perKw = battery.chargeEfficiency() * hours;
        double later = (current(b).to() - t - 1) * hours * battery.fullKwhPerHour();
        double mustKw = Math.max(0, (paths.get(b).targetKwh(window[b]) - kwh[b] - later) / perKw);
        double kept = Math.max(mustKw, power(b, t) - wantedKwh / perKw);
        if (kwh[b] < battery.minSocKwh() || power(b, t) - kept > exportRoomKw(b, t)) {
            kept = power(b, t);
        } else if (kept > TINY) {
            kept = Math.min(power(b, t), battery.levels().atLeast(kept));
        }
        if (kept < power(b, t)) {
            add(b, t, kept <= TINY ? -power(b, t) : kept - power(b, t));
        }
        double left = wantedKwh - (before - countedNext(b, t));
        if (battery.stationary() && power(b, t) == 0 && left > TINY) {
            discharge(b, t, left * battery.dischargeEfficiency() / hours);
        }
        return before - countedNext(b, t);
    }

    private boolean countsNext(int b, int t) {
        return current(b).covers(Math.min(t + 1, problem.grid().steps() - 1));
    }

    /** What the battery adds to the sum at boundary {@code t + 1}. */
    private double countedNext(int b, int t) {
        Battery battery = batteries.get(b);
        double next = window[b] >= 0 && current(b).covers(t) ? battery.after(kwh[b], power(b, t), hours) : kwh[b];
        int w = battery.windowAt(Math.min(t + 1, problem.grid().steps() - 1));
        if (w < 0) {
            return 0;
        }
        return w == window[b]
                ? next
                : Math.max(0, next - battery.windows().get(w).tripKwh());
    }

    /** PV that may not leave, or whose export would cost money, is not produced. */
    private void curtail(int t) {
        double surplus = Math.max(0, -siteKw);
        double allowed = problem.prices().exportEurPerKwh().get(t) < 0 ? 0 : topology.siteExportLimitKw(t);
        schedule.curtailedKw()[t] = Math.min(problem.site().pvKw().get(t), Math.max(0, surplus - allowed));
    }
}
