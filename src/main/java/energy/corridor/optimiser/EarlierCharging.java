package energy.corridor.optimiser;

import energy.corridor.optimiser.Battery.Window;
import energy.corridor.optimiser.ChargingProblem.Request;
import java.util.Arrays;
import java.util.List;

/**
 * "Equal money: earlier charging wins": moves charging of a vehicle to an earlier interval of the same stay wherever that costs
 * nothing and keeps every limit, energy bound, band, peak, least power and step of power. Intervals that a DISPATCH prices or a reserve looks at are
 * left as they are. Afterwards no single vehicle can charge earlier for the same money.
 */
public final class EarlierCharging {

    private static final double TINY = 1e-9;

    private final ChargingProblem problem;
    private final Schedule schedule;
    private final PlanAudit audit;
    private final double hours;
    private final double[] siteKw;
    private final double[][] limitKw;
    private final double peakKw;
    private final boolean[] dispatched;
    private final boolean[] reserved;
    private final double[] bandRoomKwh;

    private EarlierCharging(ChargingProblem problem, Schedule schedule) {
        this.problem = problem;
        this.schedule = schedule;
        audit = PlanAudit.of(problem, schedule);
        hours = problem.grid().stepHours();
        siteKw = audit.sitePowerKw().clone();
        int steps = siteKw.length;
        limitKw = new double[problem.site().limits().size()][steps];
        for (int limit = 0; limit < limitKw.length; limit++) {
            int n = limit;
            Arrays.setAll(limitKw[limit], t -> audit.limitPowerKw(n, t));
        }
        peakKw = problem.prices().demandChargeEurPerKw() > 0
                ? Math.max(problem.prices().peakSoFarKw(), audit.peakKw())
                : Double.POSITIVE_INFINITY;
        dispatched = new boolean[steps];
        reserved = new boolean[steps];
        bandRoomKwh = new double[steps + 1];
        Arrays.fill(bandRoomKwh, Double.POSITIVE_INFINITY);
        problem.requests().forEach(this::look);
    }

    /** Changes the schedule in place; its money stays the same. */
    public static void apply(ChargingProblem problem, Schedule schedule) {
        var pass = new EarlierCharging(problem, schedule);
        for (int b = 0; b < problem.vehicles().size(); b++) {
            for (Window window : pass.audit.batteries().get(b).windows()) {
                pass.window(b, window);
            }
        }
    }

    private void look(Request request) {
        for (int t = 0; t < siteKw.length; t++) {
            if (request instanceof Request.Dispatch) {
                dispatched[t] |= RequestTime.overlapHours(problem.grid(), request, t) > 0;
            } else if (request instanceof Request.Reserve reserve
                    && RequestTime.overlapHours(problem.grid(), request, t) > 0) {
                int end = Math.min(siteKw.length, t + RequestTime.holdIntervals(problem.grid(), reserve));
                Arrays.fill(reserved, t, end, true);
            }
        }
        if (request instanceof Request.SumSocBand band) {
            for (int k = 0; k <= siteKw.length; k++) {
                if (RequestTime.holds(problem.grid(), band, k)) {
                    bandRoomKwh[k] = Math.min(bandRoomKwh[k], band.upperKwh() - audit.sumKwh(k));
                }
            }
        }
    }

    private void window(int b, Window window) {
        Battery battery = audit.batteries().get(b);
        double[] power = schedule.powerKw(b);
        double[] roomKwh = new double[siteKw.length]; // after each interval
        for (int t = window.from(); t < window.to(); t++) {
            roomKwh[t] = window.ceilingKwh() - audit.socAfterKwh(b, t);
        }
        int[] above = audit.topology().limitsAbove(b);
        double perKw = battery.chargeEfficiency() * hours;
        for (int early = window.from(); early < window.to(); early++) {
            double least = Double.POSITIVE_INFINITY;
            if (reserved[early]) {
                continue;
            }
            for (int late = early + 1; late < window.to() && power[early] < battery.maxChargeKw() - TINY; late++) {
                if (reserved[late]) {
                    break;
                }
                least = Math.min(least, Math.min(roomKwh[late - 1], bandRoom(b, late)));
                if (power[early] < 0 || power[late] <= TINY || least <= TINY) {
                    continue;
                }
                double moved = Math.min(
                        Math.min(power[late], battery.maxChargeKw() - power[early]),
                        Math.min(least / perKw, freeMove(early, late, above)));
                moved = keepLeastPower(battery, power, early, late, moved);
                if (moved > TINY) {
                    move(b, early, late, moved, above);
                    for (int t = early; t < late; t++) {
                        roomKwh[t] -= moved * perKw;
                        if (audit.counts(b, t + 1)) {
                            bandRoomKwh[t + 1] -= moved * perKw;
                        }
                    }
                    least -= moved * perKw;
                }
            }
        }
    }

    private double bandRoom(int b, int boundary) {
        return audit.counts(b, boundary) ? bandRoomKwh[boundary] : Double.POSITIVE_INFINITY;
    }

    /** kW that can move between the intervals at no cost and within every limit. */
    private double freeMove(int early, int late, int[] above) {
        if (dispatched[early] || dispatched[late]) {
            return 0;
        }
        var prices = problem.prices();
        boolean buys = siteKw[early] >= -TINY;
        boolean bought = siteKw[late] > TINY;
        double cost = (buys ? prices.importEurPerKwh() : prices.exportEurPerKwh()).get(early);
        double saved = (bought ? prices.importEurPerKwh() : prices.exportEurPerKwh()).get(late);
        if (cost > saved + TINY) {
            return 0;
        }
        double most =
                buys ? Math.min(peakKw, audit.topology().siteImportLimitKw(early)) - siteKw[early] : -siteKw[early];
        most = Math.min(
                most, bought ? siteKw[late] : siteKw[late] + audit.topology().siteExportLimitKw(late));
        for (int limit : above) {
            var bounds = problem.site().limits().get(limit);
            most = Math.min(most, bounds.importLimitKw().get(early) - limitKw[limit][early]);
            most = Math.min(most, bounds.exportLimitKw().get(late) + limitKw[limit][late]);
        }
        return most;
    }

    /** Less, or nothing, where the move would leave more intervals between zero and the least power than there were. */
    private static double keepLeastPower(Battery battery, double[] power, int early, int late, double moved) {
        for (double most : List.of(moved, power[late] - battery.minChargeKw())) {
            double kw = battery.chargeStepKw() == 0
                    ? most
                    : ChargeLevels.within(0, battery.maxChargeKw(), battery.chargeStepKw())
                            .atMost(most);
            if (kw > TINY && kw <= moved + TINY) {
                int before = tooLittle(battery, power[early]) + tooLittle(battery, power[late]);
                int after = tooLittle(battery, power[early] + kw) + tooLittle(battery, power[late] - kw);
                if (after <= before) {
                    return kw;
                }
            }
        }
        return 0;
    }

    private static int tooLittle(Battery battery, double kw) {
        return kw > TINY && kw < battery.minChargeKw() - TINY ? 1 : 0;
    }

    private void move(int b, int early, int late, double kw, int[] above) {
        double[] power = schedule.powerKw(b);
        power[early] += kw;
        power[late] = power[late] - kw <= TINY ? 0 : power[late] - kw;
        siteKw[early] += kw;
        siteKw[late] -= kw;
        for (int limit : above) {
            limitKw[limit][early] += kw;
            limitKw[limit][late] -= kw;
        }
    }
}
