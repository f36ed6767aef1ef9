package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingProblem.Request;

/**
 * Aim 3 of the charging problem in EUR: energy bought − sold + demandCharge·max(0, peak import − peakSoFar) + wear·(discharged
 * kWh, grid side) + DISPATCH penalties − reserve earnings.
 */
public final class Money {

    private Money() {}

    static double eur(ChargingProblem problem, Schedule schedule, double[] sitePowerKw) {
        double hours = problem.grid().stepHours();
        double eur = 0;
        double peakKw = problem.prices().peakSoFarKw();
        for (int t = 0; t < sitePowerKw.length; t++) {
            double kw = sitePowerKw[t];
            eur += hours
                    * (kw >= 0
                            ? kw * problem.prices().importEurPerKwh().get(t)
                            : kw * problem.prices().exportEurPerKwh().get(t));
            peakKw = Math.max(peakKw, kw);
        }
        eur += problem.prices().demandChargeEurPerKw()
                * (peakKw - problem.prices().peakSoFarKw());
        for (int b = 0; b < problem.vehicles().size() + problem.storage().size(); b++) {
            eur += wear(problem, b) * hours * dischargedKw(schedule.powerKw(b));
        }
        for (int r = 0; r < problem.requests().size(); r++) {
            Request request = problem.requests().get(r);
            if (request instanceof Request.Dispatch dispatch) {
                for (int t = 0; t < sitePowerKw.length; t++) {
                    eur += dispatch.penaltyEurPerKwh()
                            * Math.abs(sitePowerKw[t] - dispatch.kw())
                            * RequestTime.overlapHours(problem.grid(), dispatch, t);
                }
            } else if (request instanceof Request.Reserve reserve) {
                for (int t = 0; t < sitePowerKw.length; t++) {
                    eur -= reserve.earnEurPerKwPerHour()
                            * schedule.reservedKw(r)[t]
                            * RequestTime.overlapHours(problem.grid(), reserve, t);
                }
            }
        }
        return eur;
    }

    private static double wear(ChargingProblem problem, int battery) {
        int vehicles = problem.vehicles().size();
        return battery < vehicles
                ? problem.vehicles().get(battery).wearEurPerKwh()
                : problem.storage().get(battery - vehicles).wearEurPerKwh();
    }

    private static double dischargedKw(double[] powerKw) {
        double sum = 0;
        for (double kw : powerKw) {
            sum += Math.max(0, -kw);
        }
        return sum;
    }

    /** More than one kWh can save by not being charged, or by being charged elsewhere, EUR. */
    public static double dearestKwhEur(ChargingProblem problem) {
        var prices = problem.prices();
        double perKwh = Math.max(
                        Math.max(
                                Math.abs(prices.importEurPerKwh().max()),
                                Math.abs(prices.importEurPerKwh().min())),
                        Math.max(
                                Math.abs(prices.exportEurPerKwh().max()),
                                Math.abs(prices.exportEurPerKwh().min())))
                + prices.demandChargeEurPerKw() / problem.grid().stepHours();
        for (Request request : problem.requests()) {
            if (request instanceof Request.Dispatch dispatch) {
                perKwh += dispatch.penaltyEurPerKwh();
            } else if (request instanceof Request.Reserve reserve) {
                perKwh += reserve.earnEurPerKwPerHour();
            }
        }
        return 3 * perKwh + 1;
    }
}
