package energy.corridor.optimiser.exact;

/**
 * The master program by a primal-dual interior point (Mehrotra's predictor and corrector) that keeps its place when columns are
 * appended. Its prices are central, which steadies column generation. Variables are the columns' weights and those of
 * {@link Layout}; rows are those of {@link Duals}; {@link PriceSystem} solves the steps.
 */
final class InteriorPoint {

    private static final int MOST_STEPS = 80;
    private static final double FIXED = 1e-12;

    /** How much worse than the best a point may be before the steps are given up. */
    private static final double LOST = 1e6;

    private static final double INSIDE = 0.1;

    /** How far variables leave their bounds when new columns come in, as part of their range. */
    private static final double MOST_LIFT = 1e-3;

    /** How far below the others' a product of variable and slack may begin. */
    private static final double CENTRAL = 0.1;

    /** How much longer steps the corrections look at. */
    private static final double FURTHER = 0.3;

    /** Part of that which a correction has to gain to be followed by another. */
    private static final double WORTH_IT = 0.1;

    /** Steps as long as this need no correction. */
    private static final double LONG = 0.9;

    private final FleetModel model;
    private final Layout layout;
    private final PriceSystem system;
    private final FleetPart fleet;

    private final double[] x;
    /** What {@code x} lacks of its upper bound; kept apart, as the difference would lose all digits. */
    private final double[] above;

    private final double[] low;
    private final double[] high;
    private final boolean[] fixed;
    private final Duals y;
    private Duals direction;
    private Duals savedRows;
    private double[][] saved = new double[0][];

    private final double[] theta;
    private final double[] dual;
    private final double[] step;
    private final double[] stepLow;
    private final double[] stepHigh;
    private final double[] pull;
    private final double[] pullHigh;
    private double[][] kept = new double[0][];
    private Duals keptDirection;

    private double primal;
    private double dualValue;
    private double primalResidual;
    private double dualResidual;

    InteriorPoint(FleetModel model, Layout layout, Workers workers, FleetPart fleet) {
        this.model = model;
        this.layout = layout;
        this.fleet = fleet;
        system = new PriceSystem(model, layout, workers, fleet);
        x = new double[layout.size];
        above = new double[layout.size];
        low = new double[layout.size];
        high = new double[layout.size];
        fixed = new boolean[layout.size];
        theta = new double[layout.size];
        dual = new double[layout.size];
        step = new double[layout.size];
        stepLow = new double[layout.size];
        stepHigh = new double[layout.size];
        pull = new double[layout.size];
        pullHigh = new double[layout.size];
        y = new Duals(model, layout);
        direction = y;
        savedRows = y;
        keptDirection = y;
        for (int v = 0; v < layout.size; v++) {
            fixed[v] = layout.upper[v] <= FIXED;
        }
    }

    private boolean bounded(int v) {
        return layout.upper[v] < Double.POSITIVE_INFINITY;
    }

    /** Begins at these prices, EUR for one kW of each interval. */
    void startAt(double[] price) {
        for (int t = 0; t < model.steps; t++) {
            y.coordinate[t] = layout.site.live[t] ? -price[t] * layout.unitKw / layout.unitEur : 0;
        }
    }

    /** Solves until the relative gap and the residuals are below the tolerance; ends at the best point on its way. @return steps taken */
    int solve(double tolerance, long deadlineNanos) {
        place();
        double feasible = Math.max(1e-9, Math.min(1e-3, tolerance));
        double best = Double.POSITIVE_INFINITY;
        double merit = best;
        int steps = 0;
        for (; steps < MOST_STEPS; steps++) {
            Duals missing = residual();
            duals();
            double gap = Math.abs(primal - dualValue) / (1e-6 + Math.abs(dualValue));
            merit = Math.max(gap / tolerance, Math.max(primalResidual, dualResidual) / feasible);
            if (merit < best) {
                best = merit;
                save();
            }
            boolean lost = !(merit < LOST * best);
            if (merit <= 1 || lost || (steps > 0 && System.nanoTime() >= deadlineNanos) || !step(missing)) {
                break;
            }
        }
        if (merit != best && saved.length > 0) {
            restore();
        }
        return steps;
    }

    private void save() {
        fleet.save();
        saved = new double[][] {x.clone(), above.clone(), low.clone(), high.clone()};
        savedRows = new Duals(model, layout);
        savedRows.add(y, 1);
    }

    private void restore() {
        fleet.restore();
        double[][] to = {x, above, low, high};
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(saved[i], 0, to[i], 0, x.length);
        }
        y.set(savedRows);
    }

    /** Gives what is new a place; then everything far below the mean product is lifted towards it. The first place of all begins the program. */
    private void place() {
        if (fleet.place(y.cumulated(model, layout), complementarity())) {
            fit();
        } else {
            double now = complementarity();
            lift(now, Math.min(MOST_LIFT, now * layout.size / (1e-9 + Math.abs(dualValue))));
        }
    }

    /** A first point: the rows hold as far as the bounds' insides allow, and dual slacks are what the prices say. */
    private void fit() {
        for (int v = 0; v < layout.size; v++) {
            put(v, bounded(v) ? layout.upper[v] / 2 : INSIDE);
        }
        Duals missing = residual();
        for (int v = 0; v < missing.limit.length; v++) {
            put(v, x[v] + missing.limit[v]);
        }
        double peak = 0;
        for (int t = 0; t < model.steps; t++) {
            double more = -missing.coordinate[t];
            for (int s = layout.segment[t]; s < layout.segment[t + 1]; s++) {
                double before = x[s];
                put(s, x[s] + more);
                more -= x[s] - before;
            }
        }
        for (int row = 0; row < model.bands.size(); row++) {
            double off = missing.coordinate[model.steps + row];
            int at = layout.band + 3 * row;
            put(at, x[at] + Math.max(0, off));
            put(at + 1, x[at + 1] + Math.max(0, -off));
        }
        missing = residual();
        for (int t = 0; t < model.steps; t++) {
            peak = layout.room[t] >= 0 ? Math.max(peak, -missing.peak[t]) : peak;
        }
        if (layout.peak >= 0) {
            put(layout.peak, x[layout.peak] + peak);
        }
        missing = residual();
        for (int t = 0; t < model.steps; t++) {
            if (layout.room[t] >= 0) {
                put(layout.room[t], x[layout.room[t]] + missing.peak[t]);
            }
        }
        rowsOf(y, dual);
        double product = fleet.firstProduct();
        for (int v = 0; v < layout.size; v++) {
            double slack = layout.cost[v] - dual[v];
            low[v] = fixed[v] ? 0 : Math.max(0, slack) + (product > 0 ? product / x[v] : INSIDE);
            high[v] = bounded(v) && !fixed[v] ? Math.max(0, -slack) + (product > 0 ? product / above[v] : INSIDE) : 0;
        }
    }

    /** Inside the bounds, off them by a part of the range. */
    private void put(int v, double value) {
        if (!fixed[v]) {
            double range = bounded(v) ? layout.upper[v] : 1;
            x[v] = Math.max(value, INSIDE * range);
            x[v] = bounded(v) ? Math.min(x[v], (1 - INSIDE) * range) : x[v];
            above[v] = layout.upper[v] - x[v];
        }
    }

    /**
     * Towards the centre at complementarity {@code mu}: off the bounds as far as the reduced cost asks for, at most by a part of the
     * range; then the slacks of both bounds up by the same amount, so that the dual rows go on to hold.
     */
    private void lift(double mu, double part) {
        double least = CENTRAL * mu;
        rowsOf(y, dual);
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                double reduced = layout.cost[v] - dual[v];
                double range = bounded(v) ? layout.upper[v] : 1;
                double off = Math.min(part * range, least / (Math.max(0, reduced) + least / range));
                double offAbove = Math.min(part * range, least / (Math.max(0, -reduced) + least / range));
                x[v] = Math.max(x[v], off);
                if (bounded(v) && above[v] < offAbove) {
                    x[v] = layout.upper[v] - offAbove;
                    above[v] = offAbove;
                }
                above[v] = Math.max(above[v], layout.upper[v] - x[v]);
                double more = least / x[v] - low[v];
                more = Math.max(0, bounded(v) ? Math.max(more, least / above[v] - high[v]) : more);
                low[v] += more;
                high[v] += bounded(v) ? more : 0;
            }
        }
        fleet.lift(least, part);
    }

    private double complementarity() {
        var products = new FleetPart.Products();
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                products.add(x[v] * low[v]);
                if (bounded(v)) {
                    products.add(above[v] * high[v]);
                }
            }
        }
        fleet.products(products);
        return products.mean();
    }

    /** What the rows lack: {@code b − A x}; and the primal value. */
    private Duals residual() {
        Duals missing = new Duals(model, layout);
        double[][] flow = new double[model.nodes.size()][model.coordinates()];
        primal = fleet.residual(flow);
        for (int n = 0; n < model.nodes.size() - 1; n++) {
            LimitNode node = model.nodes.get(n);
            for (int i = 0; i < node.active().length; i++) {
                int v = layout.limitSlack[n] + i;
                missing.limit[v] = node.importKw()[i] / layout.unitKw - x[v] - flow[n][node.active()[i]];
            }
            double[] up = flow[node.parent()];
            for (int k = 0; k < up.length; k++) {
                up[k] += flow[n][k];
            }
        }
        site(missing, flow[flow.length - 1]);
        for (int v = 0; v < layout.size; v++) {
            primal += layout.cost[v] * x[v];
        }
        primalResidual = Math.max(missing.largest(), fleet.lacking());
        return missing;
    }

    private void site(Duals missing, double[] flow) {
        for (int t = 0; t < model.steps; t++) {
            if (!layout.site.live[t]) {
                continue;
            }
            double net = 0;
            for (int s = layout.segment[t]; s < layout.segment[t + 1]; s++) {
                net += x[s];
            }
            double curtailed = layout.curtailed[t] >= 0 ? x[layout.curtailed[t]] : 0;
            missing.coordinate[t] = layout.wanted(t) - flow[t] - curtailed + net;
            if (layout.room[t] >= 0) {
                missing.peak[t] = peakSide(t) - net - x[layout.room[t]] + x[layout.peak];
            }
        }
        for (int row = 0; row < model.bands.size(); row++) {
            int at = layout.band + 3 * row;
            int k = model.steps + row;
            missing.coordinate[k] = layout.wanted(k) - flow[k] - x[at] + x[at + 1] - x[at + 2];
        }
    }

    private double peakSide(int t) {
        return (layout.site.peakFloorKw - layout.site.lowestKw[t]) / layout.unitKw;
    }

    /** Dual residuals {@code c − A'y − low + high}, and the dual value. */
    private void duals() {
        rowsOf(y, dual);
        dualResidual = 0;
        dualValue = 0;
        for (int v = 0; v < layout.size; v++) {
            dual[v] = fixed[v] ? 0 : layout.cost[v] - dual[v] - low[v] + high[v];
            dualResidual = Math.max(dualResidual, Math.abs(dual[v]));
            dualValue -= bounded(v) ? layout.upper[v] * high[v] : 0;
        }
        dualValue += fleet.duals(y.cumulated(model, layout));
        dualResidual = Math.max(dualResidual, fleet.dualResidual());
        for (int k = 0; k < model.coordinates(); k++) {
            dualValue += layout.wanted(k) * y.coordinate[k];
        }
        for (int t = 0; t < model.steps; t++) {
            dualValue += layout.room[t] >= 0 ? peakSide(t) * y.peak[t] : 0;
        }
        for (int n = 0; n < model.nodes.size(); n++) {
            LimitNode node = model.nodes.get(n);
            for (int i = 0; i < node.active().length; i++) {
                dualValue += node.importKw()[i] / layout.unitKw * y.limit[layout.limitSlack[n] + i];
            }
        }
    }

    /** {@code A'y}. */
    private void rowsOf(Duals rows, double[] to) {
        System.arraycopy(rows.limit, 0, to, 0, rows.limit.length);
        double all = 0;
        for (int t = 0; t < model.steps; t++) {
            for (int s = layout.segment[t]; s < layout.segment[t + 1]; s++) {
                to[s] = rows.peak[t] - rows.coordinate[t];
            }
            if (layout.curtailed[t] >= 0) {
                to[layout.curtailed[t]] = rows.coordinate[t];
            }
            if (layout.room[t] >= 0) {
                to[layout.room[t]] = rows.peak[t];
                all += rows.peak[t];
            }
        }
        if (layout.peak >= 0) {
            to[layout.peak] = -all;
        }
        for (int row = 0; row < model.bands.size(); row++) {
            double price = rows.coordinate[model.steps + row];
            to[layout.band + 3 * row] = price;
            to[layout.band + 3 * row + 1] = -price;
            to[layout.band + 3 * row + 2] = price;
        }
    }

    /** @return false when no progress is possible any more */
    private boolean step(Duals missing) {
        for (int v = 0; v < layout.size; v++) {
            theta[v] = fixed[v] ? 0 : 1 / (low[v] / x[v] + (bounded(v) ? high[v] / above[v] : 0) + 1e-14);
        }
        system.factor(theta);
        double now = complementarity();
        aim(0, false);
        direction(missing);
        double predicted = after(longest(true), longest(false));
        double centring = Math.pow(predicted / now, 3);
        double target = Math.max(1e-6, Math.min(0.9, centring)) * now;
        aim(target, true);
        direction(missing);
        if (!Double.isFinite(now + predicted + direction.largest())) {
            return false;
        }
        correct(missing, target);
        double primalStep = Math.min(1, fleet.stepFactor() * longest(true));
        double dualStep = Math.min(1, fleet.stepFactor() * longest(false));
        move(primalStep, dualStep);
        return Math.max(primalStep, dualStep) > 1e-6;
    }

    /** Corrects the direction towards the centre as long as that makes the steps longer (Gondzio 1996). */
    private void correct(Duals missing, double target) {
        for (int i = 0; i < fleet.corrections(); i++) {
            double p = Math.min(1, longest(true));
            double d = Math.min(1, longest(false));
            if (p > LONG && d > LONG) {
                return;
            }
            keepSteps();
            double furtherP = Math.min(1, p + FURTHER);
            double furtherD = Math.min(1, d + FURTHER);
            correct(furtherP, furtherD, target);
            direction(missing);
            double gained = Math.min(1, longest(true)) + Math.min(1, longest(false)) - p - d;
            if (!(gained >= 0)) {
                keptSteps();
                return;
            }
            if (gained < WORTH_IT * (furtherP + furtherD - p - d)) {
                return;
            }
        }
    }

    private void keepSteps() {
        fleet.keepSteps();
        kept = new double[][] {step.clone(), stepLow.clone(), stepHigh.clone()};
        keptDirection = direction;
    }

    private void keptSteps() {
        fleet.keptSteps();
        System.arraycopy(kept[0], 0, step, 0, step.length);
        System.arraycopy(kept[1], 0, stepLow, 0, step.length);
        System.arraycopy(kept[2], 0, stepHigh, 0, step.length);
        direction = keptDirection;
    }

    private void aim(double target, boolean corrected) {
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                pull[v] = target - x[v] * low[v] - (corrected ? step[v] * stepLow[v] : 0);
                pullHigh[v] = bounded(v) ? target - above[v] * high[v] + (corrected ? step[v] * stepHigh[v] : 0) : 0;
            }
        }
        fleet.aim(target, corrected);
    }

    private void correct(double p, double d, double target) {
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                pull[v] += FleetPart.correction((x[v] + p * step[v]) * (low[v] + d * stepLow[v]), target);
                pullHigh[v] += bounded(v)
                        ? FleetPart.correction((above[v] - p * step[v]) * (high[v] + d * stepHigh[v]), target)
                        : 0;
            }
        }
        fleet.correct(p, d, target);
    }

    /** Newton's direction to where the products are aimed. */
    private void direction(Duals missing) {
        double[] moved = new double[layout.size];
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                moved[v] = theta[v] * (-dual[v] + pull[v] / x[v] - (bounded(v) ? pullHigh[v] / above[v] : 0));
            }
        }
        double[][] flow = new double[model.nodes.size()][model.coordinates()];
        fleet.moved(flow);
        Duals side = product(moved, flow);
        side.subtractFrom(missing);
        fleet.recover(system.solve(side));
        direction = side;
        double[] byRows = new double[layout.size];
        rowsOf(side, byRows);
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                step[v] = moved[v] + theta[v] * byRows[v];
                stepLow[v] = (pull[v] - low[v] * step[v]) / x[v];
                stepHigh[v] = bounded(v) ? (pullHigh[v] + high[v] * step[v]) / above[v] : 0;
            }
        }
    }

    /** {@code A·moved}. @param flow of the fleet, becomes that of all below a node */
    private Duals product(double[] moved, double[][] flow) {
        Duals sum = new Duals(model, layout);
        for (int n = 0; n < model.nodes.size() - 1; n++) {
            LimitNode node = model.nodes.get(n);
            for (int i = 0; i < node.active().length; i++) {
                int v = layout.limitSlack[n] + i;
                sum.limit[v] = moved[v] + flow[n][node.active()[i]];
            }
            double[] up = flow[node.parent()];
            for (int k = 0; k < up.length; k++) {
                up[k] += flow[n][k];
            }
        }
        System.arraycopy(flow[flow.length - 1], 0, sum.coordinate, 0, sum.coordinate.length);
        for (int t = 0; t < model.steps; t++) {
            double net = 0;
            for (int s = layout.segment[t]; s < layout.segment[t + 1]; s++) {
                net += moved[s];
            }
            sum.coordinate[t] += (layout.curtailed[t] >= 0 ? moved[layout.curtailed[t]] : 0) - net;
            if (layout.room[t] >= 0) {
                sum.peak[t] = net + moved[layout.room[t]] - moved[layout.peak];
            }
        }
        for (int row = 0; row < model.bands.size(); row++) {
            int at = layout.band + 3 * row;
            sum.coordinate[model.steps + row] += moved[at] - moved[at + 1] + moved[at + 2];
        }
        return sum;
    }

    private double longest(boolean ofPrimal) {
        double most = 1 / 0.995;
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                if (ofPrimal) {
                    most = shorter(most, x[v], step[v]);
                    most = bounded(v) ? shorter(most, above[v], -step[v]) : most;
                } else {
                    most = shorter(most, low[v], stepLow[v]);
                    most = bounded(v) ? shorter(most, high[v], stepHigh[v]) : most;
                }
            }
        }
        return fleet.longest(ofPrimal, most);
    }

    static double shorter(double most, double value, double change) {
        return value + most * change < 0 ? -value / change : most;
    }

    private double after(double primalStep, double dualStep) {
        var products = new FleetPart.Products();
        double p = Math.min(1, primalStep);
        double d = Math.min(1, dualStep);
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                products.add((x[v] + p * step[v]) * (low[v] + d * stepLow[v]));
                if (bounded(v)) {
                    products.add((above[v] - p * step[v]) * (high[v] + d * stepHigh[v]));
                }
            }
        }
        fleet.after(p, d, products);
        return products.mean();
    }

    private void move(double primalStep, double dualStep) {
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                x[v] += primalStep * step[v];
                above[v] -= primalStep * step[v];
                low[v] += dualStep * stepLow[v];
                high[v] += bounded(v) ? dualStep * stepHigh[v] : 0;
            }
        }
        fleet.move(primalStep, dualStep);
        y.add(direction, dualStep);
    }

    /** Value of a layout's variable in its own unit (kW or kWh). */
    double value(int v) {
        return x[v] * layout.unitKw;
    }

    Prices prices() {
        return Prices.of(model, layout, y);
    }
}
