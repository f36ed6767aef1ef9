package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Dantzig-Wolfe decomposition: a master program blends the groups' columns under the site's limits and says what power is worth; the
 * batteries answer these prices with new columns; until no answer could improve the blend by more than the tolerance. Every round gives
 * a feasible blend and a proven bound.
 */
final class ColumnGeneration {

    private static final int MOST_ROUNDS = 400;
    /** Relative gap of the last master: what carries no weight shall have none. */
    private static final double CRISP = 1e-10;

    private static final int MOST_IDLE = 4;

    /** A master solved more loosely than this may name prices that bring nothing new and still leave a gap. */
    private static final double TIGHT = 1e-9;

    /** Most of the best prices in those asked with. */
    private static final double MOST_CAUTION = 0.9;

    /** Below this it is not worth asking anywhere but at the master's own prices. */
    private static final double LEAST_CAUTION = 0.05;

    /** Relative gap to which the master is solved while it is far from the end. */
    private static final double LOOSE = 0.1;

    /** How much nearer to its optimum each master is than its blend to the bound. */
    private static final int NEARER = 10;

    /** What a blend may exceed a limit by and still be within the rounding that breaks no rule. */
    private static final double FITS_KW = 5e-7;

    /** Columns whose weight moves less power do not count. */
    private static final double NOISE_KW = 2e-8;

    /** Weights below are no part of the solution, but of the way to it. */
    private static final double NO_WEIGHT = 1e-4;

    private final FleetModel model;
    private final Layout layout;
    private final Pricing pricing;
    private final InteriorPoint master;
    private final Optional<WholeFleet> whole;
    private final List<List<Column>> columns = new ArrayList<>();
    private final List<Prices> asked = new ArrayList<>();
    private double boundEur = Double.NEGATIVE_INFINITY;
    private double gapEur = Double.POSITIVE_INFINITY;
    private Prices bestPrices;
    private long answerNanos;

    /** Part of the best prices in those asked with: much while the master's lead astray, little once they improve the bound. */
    private double caution = MOST_CAUTION;

    ColumnGeneration(
            FleetModel model,
            Layout layout,
            Workers workers,
            Schedule rule,
            Optional<WholeFleet> whole,
            List<Prices> first,
            long deadlineNanos) {
        this.model = model;
        this.layout = layout;
        this.whole = whole;
        pricing = new Pricing(model, workers, layout.penalties);
        for (int g = 0; g < model.groups.size(); g++) {
            columns.add(new ArrayList<>());
        }
        add(pricing.following(rule, Column.RULE), false);
        whole.ifPresent(fleet -> add(pricing.following(fleet.schedule(), Column.WHOLE), true));
        master = new InteriorPoint(model, layout, workers, new ColumnsPart(model, layout, workers, columns));
        bestPrices = first.get(0);
        master.startAt(first.get(0).site());
        ask(first.get(0));
        for (int i = 1; i < first.size() && !late(deadlineNanos); i++) {
            answer(first.get(i));
        }
    }

    private void answer(Prices prices) {
        long start = System.nanoTime();
        add(pricing.answers(prices, asked.size()), true);
        answerNanos = System.nanoTime() - start;
        asked.add(prices);
    }

    /** Asks, and takes the bound that the answers prove. */
    private void ask(Prices prices) {
        answer(prices);
        double bound = LagrangianBound.siteEur(model, layout, prices);
        for (int g = 0; g < columns.size(); g++) {
            bound += pricing.bound(g);
        }
        if (bound > boundEur) {
            boundEur = bound;
            bestPrices = prices;
        }
    }

    /** Between the best prices and the master's own; at the master's own if that brings nothing new (Wentges 1997). */
    private void askNear(Prices own, int before) {
        double bound = boundEur;
        if (caution > LEAST_CAUTION) {
            ask(Prices.between(bestPrices, own, caution));
        }
        if (size() == before) {
            ask(own);
        }
        caution = boundEur > bound ? caution / 3 : Math.min(MOST_CAUTION, Math.max(2 * LEAST_CAUTION, 1.3 * caution));
    }

    private void add(List<Column> answers, boolean onlyNew) {
        for (int g = 0; g < answers.size(); g++) {
            Column column = answers.get(g);
            if (!onlyNew || columns.get(g).stream().noneMatch(old -> same(old, column))) {
                columns.get(g).add(column);
            }
        }
    }

    private static boolean same(Column one, Column other) {
        return one.wearEur == other.wearEur
                && one.unmetKwh == other.unmetKwh
                && Arrays.equals(one.profile, other.profile);
    }

    /** Works until the gap is at most the tolerance, relative or absolute in EUR, or the time is over. @return the best blend */
    Blend run(double relative, double absoluteEur, long deadlineNanos) {
        Optional<Blend> proven = proven(relative, absoluteEur);
        if (proven.isPresent()) {
            return proven.get();
        }
        double tolerance = LOOSE;
        Blend best = blend(tolerance, deadlineNanos);
        int idle = 0;
        double aim = absoluteEur;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = size();
            askNear(master.prices(), before);
            gapEur = best.eur - boundEur;
            aim = Math.max(absoluteEur, relative * Math.abs(best.moneyEur));
            double finest = aim / Math.max(absoluteEur, Math.abs(best.eur)) / 10;
            if ((gapEur <= aim && fits(best)) || late(deadlineNanos)) {
                break;
            }
            double relativeGap = gapEur / Math.max(absoluteEur, Math.abs(boundEur));
            tolerance = Math.max(finest, Math.min(tolerance, Math.abs(relativeGap) / NEARER));
            if (size() == before) {
                tolerance /= 10;
                idle++;
            } else {
                idle = 0;
            }
            if (idle > MOST_IDLE && tolerance <= Math.max(finest, TIGHT)) {
                break; // what is left of the gap is none that prices could close
            }
            Blend next = blend(tolerance, deadlineNanos);
            best = better(next, best) ? next : best;
        }
        if (!late(deadlineNanos)) {
            Blend crisp = crisp(deadlineNanos);
            best = fits(crisp) && crisp.eur - boundEur <= aim ? crisp : better(crisp, best) ? crisp : best;
        }
        gapEur = best.eur - boundEur;
        return best;
    }

    /** What the whole fleet's program came to, if its prices prove it. */
    private Optional<Blend> proven(double relative, double absoluteEur) {
        return whole.map(fleet -> new Blend(model, layout, alone(Column.WHOLE), fleet.values(), 0))
                .filter(blend -> {
                    gapEur = blend.eur - boundEur;
                    return fits(blend) && gapEur <= Math.max(absoluteEur, relative * Math.abs(blend.moneyEur));
                });
    }

    /** Of each group the column from one source, all weight on it; the rule's where that does the same. */
    private List<List<Column>> alone(int source) {
        List<List<Column>> alone = new ArrayList<>();
        for (List<Column> group : columns) {
            Column column = group.get(0);
            for (Column other : group) {
                column = other.source == source ? other : column;
            }
            alone.add(List.of(column));
        }
        return alone;
    }

    /** The master solved to the end, then once more with those columns alone that matter: few answers make up each battery's plan. */
    private Blend crisp(long deadlineNanos) {
        Blend all = blend(CRISP, deadlineNanos);
        columns.forEach(group -> group.removeIf(column -> column.source >= 0 && column.weight < NO_WEIGHT));
        Blend few = blend(CRISP, deadlineNanos);
        return fits(few) && few.eur <= all.eur + CRISP * Math.abs(all.eur) ? few : all;
    }

    /** Whether the time left is needed to ask every battery once more at all prices that may carry weight. */
    private boolean late(long deadlineNanos) {
        return System.nanoTime() + asked.size() * answerNanos >= deadlineNanos;
    }

    private Blend blend(double tolerance, long deadlineNanos) {
        master.solve(tolerance, deadlineNanos);
        Blend blend = new Blend(model, layout, columns, master::value, NOISE_KW);
        return fits(blend) ? blend : new Blend(model, layout, columns, master::value, 0);
    }

    private int size() {
        return columns.stream().mapToInt(List::size).sum();
    }

    private boolean fits(Blend blend) {
        return blend.excessKw <= FITS_KW;
    }

    private boolean better(Blend one, Blend other) {
        if (fits(one) != fits(other)) {
            return fits(one);
        }
        return fits(one) ? one.eur < other.eur : one.excessKw < other.excessKw;
    }

    double boundEur() {
        return boundEur;
    }

    double gapEur() {
        return gapEur;
    }

    Prices bestPrices() {
        return bestPrices;
    }

    List<Prices> asked() {
        return asked;
    }

    List<List<Column>> columns() {
        return columns;
    }

    /** Prices asked with, those first whose columns carry most of the blend. */
    List<Prices> heaviest(Blend blend) {
        double[] weight = new double[asked.size()];
        for (int g = 0; g < columns.size(); g++) {
            for (Blend.Part part : blend.parts.get(g)) {
                int source = part.column().source;
                if (source >= 0) {
                    weight[source] += part.weight() * model.groups.get(g).devices().length;
                }
            }
        }
        return IntStream.range(0, weight.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -weight[i]).thenComparing(i -> i))
                .map(asked::get)
                .toList();
    }

    /** What the whole fleet's program came to. */
    Optional<WholeFleet> whole() {
        return whole;
    }

    Pricing pricing() {
        return pricing;
    }
}
