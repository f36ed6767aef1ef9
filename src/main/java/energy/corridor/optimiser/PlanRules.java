package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Request;
import java.util.ArrayList;
import java.util.List;

/** What no plan may do: leave the batteries' physics, exceed a limit of the site, hold ready what cannot be called. */
final class PlanRules {

    private static final double TINY = PlanAudit.TINY;

    private final ChargingProblem problem;
    private final PlanAudit audit;
    private final Schedule schedule;
    private final List<String> violations = new ArrayList<>();

    PlanRules(ChargingProblem problem, PlanAudit audit, Schedule schedule) {
        this.problem = problem;
        this.audit = audit;
        this.schedule = schedule;
    }

    List<String> violations() {
        for (int b = 0; b < audit.batteries().size(); b++) {
            for (int t = 0; t < problem.grid().steps(); t++) {
                battery(b, t);
            }
        }
        for (int t = 0; t < problem.grid().steps(); t++) {
            site(t);
            for (int limit = 0; limit < problem.site().limits().size(); limit++) {
                limit(limit, t);
            }
        }
        reserves(true);
        reserves(false);
        return violations;
    }

    private void battery(int b, int t) {
        Battery battery = audit.batteries().get(b);
        double power = schedule.powerKw(b)[t];
        String name = battery.id();
        int w = battery.windowAt(t);
        if (w < 0) {
            require(power == 0, "%s: %.6f kW in interval %d, where it is away", name, power, t);
            return;
        }
        require(
                -battery.maxDischargeKw() - TINY <= power && power <= battery.maxChargeKw() + TINY,
                "%s: %.6f kW in interval %d is beyond its power",
                name,
                power,
                t);
        require(
                power <= TINY || power >= battery.minChargeKw() - TINY,
                "%s: %.6f kW in interval %d is below its least charging power",
                name,
                power,
                t);
        require(
                power <= TINY || battery.levels().offStepKw(power) <= TINY,
                "%s: %.6f kW in interval %d is no multiple of its chargeStepKw",
                name,
                power,
                t);
        double kwh = audit.socAfterKwh(b, t);
        require(
                kwh <= battery.windows().get(w).ceilingKwh() + TINY,
                "%s: %.6f kWh after interval %d is above its ceiling",
                name,
                kwh,
                t);
        require(
                power >= -TINY || kwh >= battery.minSocKwh() - TINY,
                "%s: discharged to %.6f kWh in interval %d, below its minimum",
                name,
                kwh,
                t);
    }

    private void site(int t) {
        double power = audit.sitePowerKw()[t];
        double most = audit.topology().siteImportLimitKw(t) + audit.topology().baseExcessKw(t);
        require(power <= most + TINY, "site: %.6f kW in interval %d, allowed is %.6f", power, t, most);
        require(
                power >= -audit.topology().siteExportLimitKw(t) - TINY,
                "site: %.6f kW in interval %d, export beyond its limit",
                power,
                t);
        double curtailed = schedule.curtailedKw()[t];
        require(
                -TINY <= curtailed && curtailed <= problem.site().pvKw().get(t) + TINY,
                "site: %.6f kW of PV curtailed in interval %d is not there",
                curtailed,
                t);
    }

    private void limit(int limit, int t) {
        Limit bounds = problem.site().limits().get(limit);
        double power = audit.limitPowerKw(limit, t);
        require(
                -bounds.exportLimitKw().get(t) - TINY <= power
                        && power <= bounds.importLimitKw().get(t) + TINY,
                "%s: %.6f kW in interval %d is beyond its limit",
                bounds.id(),
                power,
                t);
    }

    /** All reserves of one direction may be called together, for the longest of their holds. */
    private void reserves(boolean up) {
        for (int t = 0; t < problem.grid().steps(); t++) {
            double held = 0;
            int hold = 0;
            for (int r = 0; r < problem.requests().size(); r++) {
                double kw = schedule.reservedKw(r)[t];
                if (problem.requests().get(r) instanceof Request.Reserve reserve) {
                    boolean active = RequestTime.overlapHours(problem.grid(), reserve, t) > 0;
                    require(
                            kw >= -TINY && kw <= (active ? reserve.kw() : 0) + TINY,
                            "%s: %.6f kW held in interval %d is not what it asks for",
                            reserve.id(),
                            kw,
                            t);
                    if (reserve.up() == up && active) {
                        held += kw;
                        hold = Math.max(hold, RequestTime.holdIntervals(problem.grid(), reserve));
                    }
                }
            }
            if (held > TINY) {
                double room = audit.headroomKw(up, t, hold);
                require(
                        held <= room + 10 * TINY,
                        "reserve %s: %.6f kW held in interval %d, only %.6f can be called",
                        up ? "up" : "down",
                        held,
                        t,
                        room);
            }
        }
    }

    private void require(boolean kept, String sentence, Object... values) {
        if (!kept) {
            violations.add(sentence.formatted(values));
        }
    }
}
