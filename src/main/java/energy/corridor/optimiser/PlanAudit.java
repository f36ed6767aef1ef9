package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule held against its problem: everything that follows from the powers, computed here and nowhere else, and every rule of
 * physics or of the site it breaks. Knows no solver.
 */
public final class PlanAudit {

    /** Rounding in kW and kWh that breaks no rule. */
    static final double TINY = 1e-6;

    private final ChargingProblem problem;
    private final Schedule schedule;
    private final List<Battery> batteries;
    private final SiteTopology topology;
    private final List<BatteryTrace> traces = new ArrayList<>();
    private final double[] sitePowerKw;
    private final double[] limitExceededKw;
    private final double[][] limitPowerKw;
    private final double moneyEur;
    private @Nullable ReserveHeadroom headroom;

    private PlanAudit(ChargingProblem problem, Schedule schedule) {
        this.problem = problem;
        this.schedule = schedule;
        batteries = Battery.of(problem);
        topology = SiteTopology.of(problem, batteries);
        int steps = problem.grid().steps();
        sitePowerKw = new double[steps];
        limitExceededKw = new double[steps];
        limitPowerKw = new double[problem.site().limits().size()][steps];
        Arrays.setAll(sitePowerKw, t -> topology.baseKw(t) + schedule.curtailedKw()[t]);
        for (int b = 0; b < batteries.size(); b++) {
            double[] power = schedule.powerKw(b);
            traces.add(BatteryTrace.of(batteries.get(b), power, problem.grid().stepHours()));
            int[] above = topology.limitsAbove(b);
            for (int t = 0; t < steps; t++) {
                sitePowerKw[t] += power[t];
                for (int limit : above) {
                    limitPowerKw[limit][t] += power[t];
                }
            }
        }
        for (int t = 0; t < steps; t++) {
            double excess = sitePowerKw[t] - topology.siteImportLimitKw(t);
            limitExceededKw[t] = excess > TINY ? excess : 0;
        }
        moneyEur = Money.eur(problem, schedule, sitePowerKw);
    }

    public static PlanAudit of(ChargingProblem problem, Schedule schedule) {
        return new PlanAudit(problem, schedule);
    }

    /** Audits a finished plan by its powers alone. */
    public static PlanAudit of(ChargingProblem problem, ChargingPlan plan) {
        return new PlanAudit(problem, Schedule.of(problem, plan));
    }

    /** What was audited. */
    public Schedule schedule() {
        return schedule;
    }

    List<Battery> batteries() {
        return batteries;
    }

    SiteTopology topology() {
        return topology;
    }

    double[] powerKw(int battery) {
        return schedule.powerKw(battery);
    }

    /** Of one battery at every boundary, kWh; live. */
    public double[] socKwh(int battery) {
        return traces.get(battery).socKwh;
    }

    /** Energy at the end of an interval inside a stay, before any trip. */
    double socAfterKwh(int battery, int interval) {
        return traces.get(battery).afterKwh[interval];
    }

    double[] endKwh(int battery) {
        return traces.get(battery).endKwh;
    }

    double[] clampedKwh(int battery) {
        return traces.get(battery).clampedKwh;
    }

    public double[] sitePowerKw() {
        return sitePowerKw;
    }

    /** Import less export in the interval. */
    public double siteKw(int interval) {
        return sitePowerKw[interval];
    }

    double[] limitExceededKw() {
        return limitExceededKw;
    }

    double limitPowerKw(int limit, int interval) {
        return limitPowerKw[limit][interval];
    }

    /** Highest import, kW. */
    public double peakKw() {
        return Math.max(0, Arrays.stream(sitePowerKw).max().orElse(0));
    }

    public double moneyEur() {
        return moneyEur;
    }

    /** What is missing at a window's end; the battery's index is that of {@link Battery#of(ChargingProblem)}. */
    double unmetKwh(int battery, int window) {
        double missing =
                batteries.get(battery).windows().get(window).requiredKwh() - traces.get(battery).endKwh[window];
        return missing > TINY ? missing : 0;
    }

    /** Summed energy at a boundary of what is plugged in: interval {@code k} lies in a stay, the last counts as the last interval. */
    public double sumKwh(int boundary) {
        double sum = 0;
        for (int b = 0; b < batteries.size(); b++) {
            if (counts(b, boundary)) {
                sum += traces.get(b).socKwh[boundary];
            }
        }
        return sum;
    }

    /** Whether the battery is part of the summed energy at the boundary. */
    public boolean counts(int battery, int boundary) {
        return batteries.get(battery).windowAt(Math.min(boundary, problem.grid().steps() - 1)) >= 0;
    }

    /** What is missing of a band (summed over its boundaries) or of a firm reserve (over its hours); 0 for other requests. */
    public double brokenKwh(int request) {
        Request asked = problem.requests().get(request);
        double broken = 0;
        if (asked instanceof Request.SumSocBand band) {
            for (int k = 0; k <= problem.grid().steps(); k++) {
                if (RequestTime.holds(problem.grid(), band, k)) {
                    double sum = sumKwh(k);
                    double off = Math.max(band.lowerKwh() - sum, sum - band.upperKwh());
                    broken += off > TINY ? off : 0;
                }
            }
        } else if (asked instanceof Request.Reserve reserve && reserve.firm()) {
            for (int t = 0; t < problem.grid().steps(); t++) {
                double off = reserve.kw() - schedule.reservedKw(request)[t];
                broken += off > TINY ? off * RequestTime.overlapHours(problem.grid(), reserve, t) : 0;
            }
        }
        return broken;
    }

    /** How much of a call up (less import) or down the plan could follow, kW. */
    public double headroomKw(boolean up, int start, int holdIntervals) {
        return headroom().kw(up, start, holdIntervals);
    }

    /** The same for one battery, whatever the limits above it say. */
    public double headroomKw(int battery, boolean up, int start, int holdIntervals) {
        int end = Math.min(problem.grid().steps(), start + holdIntervals);
        return headroom().batteryKw(battery, up, start, end);
    }

    private ReserveHeadroom headroom() {
        ReserveHeadroom known = headroom;
        if (known == null) {
            known = new ReserveHeadroom(problem, this);
            headroom = known;
        }
        return known;
    }

    public Aims aims() {
        double exceeded = Arrays.stream(limitExceededKw).sum() * problem.grid().stepHours();
        double clamped = 0;
        double below = 0;
        double unmet = 0;
        double broken = 0;
        for (int b = 0; b < batteries.size(); b++) {
            Battery battery = batteries.get(b);
            for (int w = 0; w < battery.windows().size(); w++) {
                clamped += traces.get(b).clampedKwh[w];
                if (battery.stationary()) {
                    broken += unmetKwh(b, w);
                } else {
                    unmet += unmetKwh(b, w);
                }
            }
            below += belowMinimumKwh(b);
        }
        for (int r = 0; r < problem.requests().size(); r++) {
            broken += brokenKwh(r);
        }
        return new Aims(exceeded, clamped, below, unmet, broken, moneyEur);
    }

    private double belowMinimumKwh(int b) {
        Battery battery = batteries.get(b);
        double below = 0;
        for (int w = 0; w < battery.windows().size(); w++) {
            var window = battery.windows().get(w);
            double floor = w == 0 ? Math.max(0, battery.socKwh() - window.tripKwh()) : battery.minSocKwh();
            for (int t = window.from(); t < window.to(); t++) {
                floor = Math.min(
                        battery.minSocKwh(),
                        floor + battery.fullKwhPerHour() * problem.grid().stepHours());
                double off = floor - socAfterKwh(b, t);
                below += off > TINY ? off : 0;
            }
        }
        return below;
    }

    /** Every broken rule as a sentence; empty for a plan that physics and the site allow. */
    public List<String> violations() {
        return new PlanRules(problem, this, schedule).violations();
    }
}
