package energy.corridor.optimiser.flexibility;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.EnergyPaths;
import energy.corridor.optimiser.LeastEnergy;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A plan laid out for many small changes to it: powers, energies and the room that is left everywhere. Never changes. */
final class PlannedDepot {

    final ChargingProblem problem;
    final List<Battery> batteries;
    final SiteTopology topology;
    final int steps;
    final double hours;

    /** Number of limits; the index of the site among the nodes. */
    final int site;

    /** Nodes from the battery's own limit up to the site. */
    final int[][] path;

    final double[][] powerKw;

    /** Index of the battery's window in each interval, or −1. */
    final int[][] window;

    /** Energy at the end of each interval in a stay. */
    final double[][] afterKwh;

    /** Energy in the battery when each window begins, before the trip is taken off. */
    final double[][] leftKwh;

    /** Least energy at the end of each interval, by {@link LeastEnergy}. */
    final double[][] leastKwh;

    /** How much more each window's last known energy could be, had it charged from the first. */
    final EnergyPaths[] paths;

    /** Per node and interval, import that is still allowed, and how far it may fall. */
    final double[][] importRoomKw;

    final double[][] exportRoomKw;

    /** PV that is used and could be curtailed. */
    final double[] curtailableKw;

    final double[] curtailedKw;

    /** Per boundary, how far the sum of the plugged-in energies may rise and fall before a band is broken further. */
    final double[] bandUpKwh;

    final double[] bandDownKwh;

    final boolean banded;

    PlannedDepot(ChargingProblem problem, ChargingPlan plan) {
        this.problem = problem;
        batteries = Battery.of(problem);
        topology = SiteTopology.of(problem, batteries);
        steps = problem.grid().steps();
        hours = problem.grid().stepHours();
        site = problem.site().limits().size();
        int count = batteries.size();
        path = new int[count][];
        powerKw = new double[count][];
        window = new int[count][steps];
        afterKwh = new double[count][steps];
        leftKwh = new double[count][];
        leastKwh = new double[count][];
        paths = new EnergyPaths[count];
        double[][] flow = new double[site + 1][steps];
        int vehicles = problem.vehicles().size();
        for (int b = 0; b < count; b++) {
            int[] above = topology.limitsAbove(b);
            path[b] = Arrays.copyOf(above, above.length + 1);
            path[b][above.length] = site;
            powerKw[b] = (b < vehicles
                            ? plan.vehicles().get(b).powerKw()
                            : plan.storage().get(b - vehicles).powerKw())
                    .toArray();
            trace(b);
            for (int node : path[b]) {
                for (int t = 0; t < steps; t++) {
                    flow[node][t] += powerKw[b][t];
                }
            }
        }
        curtailedKw = new double[steps];
        curtailableKw = new double[steps];
        importRoomKw = new double[site + 1][steps];
        exportRoomKw = new double[site + 1][steps];
        for (int t = 0; t < steps; t++) {
            double kw = plan.sitePowerKw().get(t);
            curtailedKw[t] = Math.max(0, kw - topology.baseKw(t) - flow[site][t]);
            curtailableKw[t] = Math.max(0, problem.site().pvKw().get(t) - curtailedKw[t]);
            importRoomKw[site][t] = Math.max(0, topology.siteImportLimitKw(t) - kw);
            exportRoomKw[site][t] = Math.max(0, topology.siteExportLimitKw(t) + kw);
            for (int n = 0; n < site; n++) {
                Limit limit = problem.site().limits().get(n);
                importRoomKw[n][t] = Math.max(0, limit.importLimitKw().get(t) - flow[n][t]);
                exportRoomKw[n][t] = Math.max(0, limit.exportLimitKw().get(t) + flow[n][t]);
            }
        }
        bandUpKwh = new double[steps + 1];
        bandDownKwh = new double[steps + 1];
        banded = bands(plan);
    }

    private void trace(int b) {
        Battery battery = batteries.get(b);
        int count = battery.windows().size();
        double[] end = new double[count];
        double[] arrived = new double[count];
        leftKwh[b] = new double[count];
        Arrays.fill(window[b], -1);
        double kwh = battery.socKwh();
        for (int w = 0; w < count; w++) {
            var stay = battery.windows().get(w);
            leftKwh[b][w] = kwh;
            kwh = Math.max(0, kwh - stay.tripKwh());
            arrived[w] = kwh;
            for (int t = stay.from(); t < stay.to(); t++) {
                window[b][t] = w;
                kwh = battery.after(kwh, powerKw[b][t], hours);
                afterKwh[b][t] = kwh;
            }
            end[w] = kwh;
        }
        leastKwh[b] = LeastEnergy.of(battery, hours, afterKwh[b], end, arrived);
        paths[b] = EnergyPaths.of(battery, hours);
    }

    private boolean bands(ChargingPlan plan) {
        Arrays.fill(bandUpKwh, Double.POSITIVE_INFINITY);
        Arrays.fill(bandDownKwh, Double.POSITIVE_INFINITY);
        boolean any = false;
        for (Request request : problem.requests()) {
            if (request instanceof Request.SumSocBand band) {
                for (int k = 0; k <= steps; k++) {
                    if (RequestTime.holds(problem.grid(), band, k)) {
                        double sum = plan.corridor().sumKwh().get(k);
                        bandUpKwh[k] = Math.min(bandUpKwh[k], Math.max(0, band.upperKwh() - sum));
                        bandDownKwh[k] = Math.min(bandDownKwh[k], Math.max(0, sum - band.lowerKwh()));
                        any = true;
                    }
                }
            }
        }
        return any;
    }

    /** Whether the window begins with the interval. */
    boolean arrives(int b, int t) {
        int w = window[b][t];
        return w >= 0 && batteries.get(b).windows().get(w).from() == t;
    }

    double ceilingKwh(int b, int t) {
        return batteries.get(b).windows().get(window[b][t]).ceilingKwh();
    }

    /** Power that the battery may add to its plan's (more) or take off it in the interval, by its own hardware alone. */
    double powerRoomKw(int b, int t, boolean more) {
        if (window[b][t] < 0) {
            return 0;
        }
        Battery battery = batteries.get(b);
        return Math.max(0, more ? battery.maxChargeKw() - powerKw[b][t] : powerKw[b][t] + battery.maxDischargeKw());
    }

    /**
     * The change of power, 0 or more, that changes the energy at the interval's end by {@code kwh}, 0 or more, against the plan's power.
     */
    double kwFor(int b, int t, boolean more, double kwh) {
        Battery battery = batteries.get(b);
        double planned = powerKw[b][t];
        double charge = battery.chargeEfficiency() * hours;
        double discharge = hours / battery.dischargeEfficiency();
        double first = more ? -planned : planned; // up to here discharging (more) or charging (less) only stops
        double perFirst = more ? discharge : charge;
        double perThen = more ? charge : discharge;
        if (first <= 0) {
            return kwh / perThen;
        }
        return kwh <= first * perFirst ? kwh / perFirst : first + (kwh - first * perFirst) / perThen;
    }

    /** Energy that another power than the plan's brings by the interval's end. */
    double gainKwh(int b, int t, double otherKw) {
        Battery battery = batteries.get(b);
        return battery.after(0, otherKw, hours) - battery.after(0, powerKw[b][t], hours);
    }

    /** Indexes of the reserves that the plan holds something for. */
    static List<Integer> reserves(ChargingProblem problem, ChargingPlan plan) {
        List<Integer> held = new ArrayList<>();
        for (int r = 0; r < problem.requests().size(); r++) {
            if (problem.requests().get(r) instanceof Request.Reserve
                    && plan.requests().get(r).reservedKw().max() > 0) {
                held.add(r);
            }
        }
        return held;
    }
}
