package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * All aims at once, each weighted above those after it. What comes out is the lexicographic optimum if no aim above money is missed,
 * or if what is missed is proven to be the least: its weighted sum cannot be less even where money counts nothing.
 */
final class AimsByWeight {

    /** Amounts below this are none, kWh. */
    private static final double NOTHING = 1e-5;

    private static final double TINY_EUR = 1e-7;

    private final FleetModel model;
    private final Workers workers;
    private final Schedule rule;
    private final Penalties penalties;
    private final LastPrices last;
    private final Layout layout;
    private final ColumnGeneration columns;

    AimsByWeight(FleetModel model, Workers workers, Schedule rule, Penalties penalties, LastPrices last) {
        this.model = model;
        this.workers = workers;
        this.rule = rule;
        this.penalties = penalties;
        this.last = last;
        layout = layout(penalties);
        columns = new ColumnGeneration(model, layout, workers, rule, beginning());
    }

    /**
     * @param moneyBoundEur of all plans that miss as little
     * @param gapEur between the weighted value and its bound
     * @param aimEur gap that was asked for
     */
    record Outcome(
            Blend blend,
            Schedule schedule,
            Misses misses,
            double moneyBoundEur,
            double gapEur,
            double aimEur,
            ShadowPrices prices) {

        boolean missesNothing() {
            return misses.largest() <= NOTHING;
        }
    }

    private Layout layout(Penalties weights) {
        return new Layout(model, new SiteTerms(model.problem, model.batteries, model.topology, weights), weights);
    }

    private List<Prices> beginning() {
        List<Prices> first = new ArrayList<>(last.shifted(model, layout));
        if (first.isEmpty()) {
            double[] flat = new double[model.steps];
            double[] rising = new double[model.steps];
            double[] falling = new double[model.steps];
            for (int t = 0; t < model.steps; t++) {
                flat[t] = model.problem.prices().importEurPerKwh().get(t)
                        * model.problem.grid().stepHours();
                double tilt = 0.6 * t / model.steps - 0.3;
                rising[t] = flat[t] * (1 + tilt);
                falling[t] = flat[t] * (1 - tilt);
            }
            for (double[] price : List.of(flat, rising, falling)) {
                first.add(Prices.of(model, layout, price));
            }
        }
        return first;
    }

    Outcome solve(double gap, long deadlineNanos) {
        Blend blend = columns.run(gap, TINY_EUR, deadlineNanos);
        Schedule schedule = disaggregated(blend, false);
        Misses misses = Misses.of(model, columns.pricing(), schedule).without(NOTHING);
        last.keep(model, columns.heaviest(blend));
        return new Outcome(
                blend,
                schedule,
                misses,
                columns.boundEur() - misses.weighted(penalties),
                columns.gapEur(),
                Math.max(TINY_EUR, gap * Math.abs(blend.moneyEur)),
                LimitWorth.of(model, layout, columns.bestPrices()));
    }

    /** The blend battery by battery. @param keepPower see {@link Disaggregation} */
    Schedule disaggregated(Blend blend, boolean keepPower) {
        return new Disaggregation(model, columns, rule).schedule(blend, keepPower, workers);
    }

    /** Whether no plan misses less of a higher aim, or as much of it and less of the next. */
    boolean inOrder(Outcome outcome, long deadlineNanos) {
        double[] missed = outcome.misses().inOrder();
        for (int aim = 0; aim < missed.length; aim++) {
            if (missed[aim] > NOTHING && !least(aim, missed, deadlineNanos)) {
                return false;
            }
        }
        return true;
    }

    private boolean least(int aim, double[] missed, long deadlineNanos) {
        Penalties only = Weights.upTo(aim);
        double value = new Misses(missed[0], missed[1], missed[2], missed[3], missed[4]).weighted(only);
        var alone = new ColumnGeneration(model, layout(only), workers, rule, List.of(columns.bestPrices()));
        alone.run(NOTHING / (1 + value), NOTHING, deadlineNanos);
        return value <= alone.boundEur() + 2 * NOTHING;
    }

    int rounds() {
        return columns.rounds();
    }
}
