package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;

/**
 * {@code net[j] − over[j] + under[j] = kw} for every block a DISPATCH touches, {@code over, under ≥ 0}, at
 * {@code penaltyEurPerKwh·(over + under)} for the hours that lie in its window: the absolute deviation.
 */
final class DispatchDeviation implements ConstraintBlock {

    @Override
    public void addTo(LpModel model) {
        for (Request request : model.problem.requests()) {
            if (request instanceof Request.Dispatch dispatch && dispatch.penaltyEurPerKwh() > 0) {
                for (int j = 0; j < model.blocks.count(); j++) {
                    double hours = hours(model, dispatch, j);
                    if (hours > 0) {
                        String at = dispatch.id() + " " + j;
                        var over = model.variable("over " + at, 0, Double.POSITIVE_INFINITY);
                        var under = model.variable("under " + at, 0, Double.POSITIVE_INFINITY);
                        model.pay(Aim.MONEY, over, dispatch.penaltyEurPerKwh() * hours);
                        model.pay(Aim.MONEY, under, dispatch.penaltyEurPerKwh() * hours);
                        var sum = new LinearSum()
                                .add(model.siteNet(j), 1)
                                .add(over, -1)
                                .add(under, 1);
                        model.row("dispatch " + at, sum, dispatch.kw(), dispatch.kw());
                    }
                }
            }
        }
    }

    private static double hours(LpModel model, Request request, int j) {
        return RequestTime.overlapHours(model.problem.grid(), request, model.blocks.first(j)) * model.blocks.length(j);
    }

    static boolean binds(LpModel model, int j) {
        return model.problem.requests().stream()
                .anyMatch(request -> request instanceof Request.Dispatch && hours(model, request, j) > 0);
    }
}
