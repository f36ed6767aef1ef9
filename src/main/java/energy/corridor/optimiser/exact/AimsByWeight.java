package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.Schedule;
import energy.corridor.optimiser.lp.CorridorProgram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All aims at once, each weighted above those after it. What comes out is the lexicographic optimum if no aim above money is missed,
 * or if what is missed is proven to be the least: its weighted sum cannot be less even where money counts nothing.
 */
final class AimsByWeight {

    /** Amounts below this are none, kWh. */
    private static final double NOTHING = 1e-5;

    private static final double TINY_EUR = 1e-7;

    /** Around the corridor's prices, relative. */
    private static final double[] OFF = {-0.1, -0.03, 0.03, 0.1};

    /** Part of the time left that the corridor program gets; it needs a tenth of a second. Plans that run out of it take twice as long. */
    private static final int CORRIDOR_PART = 4;

    private final FleetModel model;
    private final Workers workers;
    private final Schedule rule;
    private final Penalties penalties;
    private final LastPrices last;
    private final Layout layout;
    private final ColumnGeneration columns;

    AimsByWeight(
            FleetModel model,
            Workers workers,
            Schedule rule,
            Penalties penalties,
            LastPrices last,
            long deadlineNanos) {
        this.model = model;
        this.workers = workers;
        this.rule = rule;
        this.penalties = penalties;
        this.last = last;
        layout = layout(penalties);
        Optional<WholeFleet> whole = WholeFleet.solved(model, layout, workers, energyPrices(), deadlineNanos);
        List<Prices> first = whole.isPresent() ? List.of(whole.get().prices()) : beginning(deadlineNanos);
        columns = new ColumnGeneration(model, layout, workers, rule, whole, first, deadlineNanos);
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

    /** The last plan's prices; without them those of the corridor and some around them. */
    private List<Prices> beginning(long deadlineNanos) {
        List<Prices> first = last.shifted(model, layout);
        return first.isEmpty() ? around(corridorPrices(deadlineNanos)) : first;
    }

    private CorridorProgram.Prices corridorPrices(long deadlineNanos) {
        SiteTerms site = layout.site;
        double hours = model.problem.grid().stepHours();
        double[] wanted = new double[model.steps];
        double[] room = new double[model.steps];
        for (int t = 0; t < model.steps; t++) {
            wanted[t] = site.lowestKw[t] - site.baseKw[t];
            room[t] = layout.room[t] >= 0 ? site.peakFloorKw - site.lowestKw[t] : Double.POSITIVE_INFINITY;
        }
        var terms = new CorridorProgram.Site(
                wanted, site.lengthKw, site.eurPerKw, site.pvKw, room, site.eurPerPeakKw, penalties.unmet() * hours);
        return new CorridorProgram(model.batteries, model.steps, hours)
                .prices(terms, Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()) / CORRIDOR_PART))
                .orElseGet(() -> new CorridorProgram.Prices(energyPrices(), new double[model.steps]));
    }

    private double[] energyPrices() {
        double hours = model.problem.grid().stepHours();
        double[] eurPerKw = model.problem.prices().importEurPerKwh().toArray();
        Arrays.setAll(eurPerKw, t -> eurPerKw[t] * hours);
        return eurPerKw;
    }

    private List<Prices> around(CorridorProgram.Prices corridor) {
        List<Prices> first = new ArrayList<>();
        first.add(Prices.of(model, layout, corridor.eurPerKw(), corridor.peakEurPerKw()));
        for (double off : OFF) {
            double[] higher = new double[model.steps];
            double[] tilted = new double[model.steps];
            for (int t = 0; t < model.steps; t++) {
                higher[t] = corridor.eurPerKw()[t] * (1 + off);
                tilted[t] = corridor.eurPerKw()[t] * (1 + off * (2.0 * t / model.steps - 1));
            }
            for (double[] price : List.of(higher, tilted)) {
                first.add(Prices.of(model, layout, price, new double[model.steps]));
            }
        }
        return first;
    }

    Outcome solve(double gap, long deadlineNanos) {
        Blend blend = columns.run(gap, TINY_EUR, deadlineNanos);
        Schedule schedule = disaggregated(blend, false);
        Misses misses = Misses.of(model, columns.pricing(), schedule).without(NOTHING);
        last.keep(model, layout, columns.bestPrices(), columns.heaviest(blend));
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
        Layout alone = layout(only);
        var search = new ColumnGeneration(
                model,
                alone,
                workers,
                rule,
                Optional.empty(),
                List.of(columns.bestPrices().in(model, alone)),
                deadlineNanos);
        search.run(NOTHING / (1 + value), NOTHING, deadlineNanos);
        return value <= search.boundEur() + 2 * NOTHING;
    }
}
