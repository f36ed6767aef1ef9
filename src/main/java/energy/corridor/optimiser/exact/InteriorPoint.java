package energy.corridor.optimiser.exact;

import java.util.Arrays;
import java.util.List;

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

    /** Most weight that a new column begins with: what it moves, the rows lack. */
    private static final double MOST_FIRST_WEIGHT = 0.015;

    /** How far variables leave their bounds when new columns come in, as part of their range. */
    private static final double MOST_LIFT = 1e-3;

    /** How far below the others' a product of variable and slack may begin. */
    private static final double CENTRAL = 0.1;

    private final FleetModel model;
    private final Layout layout;
    private final PriceSystem system;
    private final List<List<Column>> columns;

    private final Workers workers;

    /** Per group and coordinate of its support. */
    private final double[][] sums;

    private final double[] groupEur;
    private final double[][] inSupport;

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
    private double[][] weightTheta = new double[0][];
    private final double[] dual;
    private double[][] columnDual = new double[0][];
    private final double[] step;
    private double[][] columnStep = new double[0][];
    private final double[] stepLow;
    private final double[] stepHigh;
    private double[][] columnStepLow = new double[0][];

    private double primal;
    private double dualValue;
    private double primalResidual;
    private double dualResidual;

    InteriorPoint(FleetModel model, Layout layout, Workers workers, List<List<Column>> columns) {
        this.model = model;
        this.layout = layout;
        this.columns = columns;
        this.workers = workers;
        sums = new double[model.groups.size()][];
        for (int g = 0; g < sums.length; g++) {
            sums[g] = new double[model.groups.get(g).support().length];
        }
        groupEur = new double[sums.length];
        inSupport = new double[workers.count()][model.coordinates()];
        system = new PriceSystem(model, layout, workers);
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
        y = new Duals(model, layout);
        direction = y;
        savedRows = y;
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
        allocate();
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
        if (merit != best) {
            restore();
        }
        return steps;
    }

    private void save() {
        for (List<Column> group : columns) {
            group.forEach(Column::save);
        }
        saved = new double[][] {x.clone(), above.clone(), low.clone(), high.clone()};
        savedRows = new Duals(model, layout);
        savedRows.add(y, 1);
    }

    private void restore() {
        for (List<Column> group : columns) {
            group.forEach(Column::restore);
        }
        double[][] to = {x, above, low, high};
        for (int i = 0; i < to.length; i++) {
            System.arraycopy(saved[i], 0, to[i], 0, x.length);
        }
        y.set(savedRows);
    }

    /**
     * Takes in new columns. The group's own price falls until each of its columns costs a little more than it, so the duals stay feasible;
     * a new column gets the weight that makes its product of weight and slack like the others'; then everything far below that is
     * lifted towards it. The first columns of all begin the program.
     */
    private void place() {
        double[][] at = y.cumulated(model, layout);
        double central = complementarity();
        boolean begins = true;
        for (int g = 0; g < columns.size(); g++) {
            List<Column> group = columns.get(g);
            boolean first = group.stream().noneMatch(column -> column.placed);
            begins &= first;
            if (first || group.stream().anyMatch(column -> !column.placed)) {
                place(g, first, central, at);
            }
            double sum = group.stream().mapToDouble(column -> column.weight).sum();
            group.forEach(column -> column.weight /= sum);
        }
        if (begins) {
            fit();
        } else {
            double now = complementarity();
            lift(now, Math.min(MOST_LIFT, now * layout.size / (1e-9 + Math.abs(dualValue))));
        }
    }

    private void place(int g, boolean first, double central, double[][] at) {
        double least = 0;
        for (Column column : columns.get(g)) {
            if (!column.placed) {
                column.slack = reduced(g, column, at) - y.group[g];
                least = Math.min(least, column.slack);
            }
        }
        least -= first ? 0 : central / MOST_FIRST_WEIGHT;
        y.group[g] += least;
        for (Column column : columns.get(g)) {
            column.slack -= least;
            if (first) {
                column.slack = Math.max(INSIDE, column.slack);
                column.weight = 1;
            } else if (!column.placed) {
                column.weight = central / column.slack;
            }
            column.placed = true;
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
        rowsOf(y, dual, columnDual);
        for (int v = 0; v < layout.size; v++) {
            double slack = layout.cost[v] - dual[v];
            low[v] = fixed[v] ? 0 : Math.max(0, slack) + INSIDE;
            high[v] = bounded(v) && !fixed[v] ? Math.max(0, -slack) + INSIDE : 0;
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
        rowsOf(y, dual, columnDual);
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
        for (List<Column> group : columns) {
            double sum = 0;
            for (Column column : group) {
                column.weight = Math.max(column.weight, Math.min(part, least / (column.slack + least)));
                sum += column.weight;
            }
            for (Column column : group) {
                column.weight /= sum;
                column.slack = Math.max(column.slack, least / column.weight);
            }
        }
    }

    /** What the group's node says in the group's support; the worker's until it asks again. */
    private double[] gathered(int g, double[][] at, int worker) {
        int[] support = model.groups.get(g).support();
        double[] from = at[model.groups.get(g).node()];
        double[] to = inSupport[worker];
        for (int i = 0; i < support.length; i++) {
            to[i] = from[support[i]];
        }
        return to;
    }

    /** Cost of a column at the prices, without its group's own. */
    private double reduced(int g, Column column, double[][] at) {
        double dot = Dense.dot(gathered(g, at, 0), column.profile, 0, column.profile.length);
        return column.eur(layout.penalties) / layout.unitEur - dot / layout.unitKw;
    }

    private void allocate() {
        int groups = columns.size();
        weightTheta = new double[groups][];
        columnDual = new double[groups][];
        columnStep = new double[groups][];
        columnStepLow = new double[groups][];
        for (int g = 0; g < groups; g++) {
            int n = columns.get(g).size();
            weightTheta[g] = new double[n];
            columnDual[g] = new double[n];
            columnStep[g] = new double[n];
            columnStepLow[g] = new double[n];
        }
    }

    private double complementarity() {
        double sum = 0;
        int count = 0;
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                sum += x[v] * low[v] + (bounded(v) ? above[v] * high[v] : 0);
                count += bounded(v) ? 2 : 1;
            }
        }
        for (List<Column> group : columns) {
            for (Column column : group) {
                if (column.placed) {
                    sum += column.weight * column.slack;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** What the rows lack: {@code b − A x}; and the primal value. */
    private Duals residual() {
        Duals missing = new Duals(model, layout);
        double[][] flow = new double[model.nodes.size()][model.coordinates()];
        primal = 0;
        workers.run(columns.size(), (worker, g) -> {
            double total = 0;
            double eur = 0;
            Arrays.fill(sums[g], 0);
            for (Column column : columns.get(g)) {
                total += column.weight;
                eur += column.weight * column.eur(layout.penalties);
                Dense.add(sums[g], 0, sums[g].length, column.weight / layout.unitKw, column.profile);
            }
            missing.group[g] = 1 - total;
            groupEur[g] = eur / layout.unitEur;
        });
        flow(flow);
        for (double eur : groupEur) {
            primal += eur;
        }
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
        primalResidual = missing.largest();
        return missing;
    }

    /** Adds the groups' sums to their nodes'. */
    private void flow(double[][] flow) {
        for (int g = 0; g < sums.length; g++) {
            int[] support = model.groups.get(g).support();
            double[] to = flow[model.groups.get(g).node()];
            for (int i = 0; i < support.length; i++) {
                to[support[i]] += sums[g][i];
            }
        }
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
        rowsOf(y, dual, columnDual);
        dualResidual = 0;
        dualValue = 0;
        for (int v = 0; v < layout.size; v++) {
            dual[v] = fixed[v] ? 0 : layout.cost[v] - dual[v] - low[v] + high[v];
            dualResidual = Math.max(dualResidual, Math.abs(dual[v]));
            dualValue -= bounded(v) ? layout.upper[v] * high[v] : 0;
        }
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < columns.get(g).size(); j++) {
                Column column = columns.get(g).get(j);
                columnDual[g][j] = column.eur(layout.penalties) / layout.unitEur - columnDual[g][j] - column.slack;
                dualResidual = Math.max(dualResidual, Math.abs(columnDual[g][j]));
            }
            dualValue += y.group[g];
        }
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
    private void rowsOf(Duals rows, double[] to, double[][] toColumns) {
        double[][] at = rows.cumulated(model, layout);
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
        workers.run(columns.size(), (worker, g) -> {
            double[] price = gathered(g, at, worker);
            List<Column> group = columns.get(g);
            for (int j = 0; j < group.size(); j++) {
                double[] profile = group.get(j).profile;
                toColumns[g][j] = Dense.dot(price, profile, 0, profile.length) / layout.unitKw + rows.group[g];
            }
        });
    }

    /** @return false when no progress is possible any more */
    private boolean step(Duals missing) {
        for (int v = 0; v < layout.size; v++) {
            theta[v] = fixed[v] ? 0 : 1 / (low[v] / x[v] + (bounded(v) ? high[v] / above[v] : 0) + 1e-14);
        }
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < weightTheta[g].length; j++) {
                Column column = columns.get(g).get(j);
                weightTheta[g][j] = column.weight / column.slack;
            }
        }
        system.factor(columns, weightTheta, theta);
        double now = complementarity();
        direction(missing, 0, false);
        double predicted = after(longest(true), longest(false));
        double centring = Math.pow(predicted / now, 3);
        direction(missing, Math.max(1e-6, Math.min(0.9, centring)) * now, true);
        if (!Double.isFinite(now + predicted + direction.largest())) {
            return false;
        }
        double primalStep = Math.min(1, 0.995 * longest(true));
        double dualStep = Math.min(1, 0.995 * longest(false));
        move(primalStep, dualStep);
        return Math.max(primalStep, dualStep) > 1e-6;
    }

    /** Newton's direction towards a complementarity; with the correction of the direction before it, or not. */
    private void direction(Duals missing, double target, boolean corrected) {
        double[] pull = new double[layout.size];
        double[] pullHigh = new double[layout.size];
        double[] moved = new double[layout.size];
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                pull[v] = target - x[v] * low[v] - (corrected ? step[v] * stepLow[v] : 0);
                pullHigh[v] = bounded(v) ? target - above[v] * high[v] + (corrected ? step[v] * stepHigh[v] : 0) : 0;
                moved[v] = theta[v] * (-dual[v] + pull[v] / x[v] - (bounded(v) ? pullHigh[v] / above[v] : 0));
            }
        }
        double[][] columnPull = new double[columns.size()][];
        double[][] columnMoved = new double[columns.size()][];
        for (int g = 0; g < columns.size(); g++) {
            int n = columns.get(g).size();
            columnPull[g] = new double[n];
            columnMoved[g] = new double[n];
            for (int j = 0; j < n; j++) {
                Column column = columns.get(g).get(j);
                columnPull[g][j] = target
                        - column.weight * column.slack
                        - (corrected ? columnStep[g][j] * columnStepLow[g][j] : 0);
                columnMoved[g][j] = weightTheta[g][j] * (columnPull[g][j] / column.weight - columnDual[g][j]);
            }
        }
        Duals side = product(moved, columnMoved);
        side.subtractFrom(missing);
        system.solve(side);
        direction = side;
        double[] byRows = new double[layout.size];
        double[][] columnsByRows = columnMoved;
        double[][] base = new double[columns.size()][];
        for (int g = 0; g < base.length; g++) {
            base[g] = columnMoved[g].clone();
        }
        rowsOf(side, byRows, columnsByRows);
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                step[v] = moved[v] + theta[v] * byRows[v];
                stepLow[v] = (pull[v] - low[v] * step[v]) / x[v];
                stepHigh[v] = bounded(v) ? (pullHigh[v] + high[v] * step[v]) / above[v] : 0;
            }
        }
        for (int g = 0; g < base.length; g++) {
            for (int j = 0; j < base[g].length; j++) {
                Column column = columns.get(g).get(j);
                columnStep[g][j] = base[g][j] + weightTheta[g][j] * columnsByRows[g][j];
                columnStepLow[g][j] = (columnPull[g][j] - column.slack * columnStep[g][j]) / column.weight;
            }
        }
    }

    /** {@code A·moved}. */
    private Duals product(double[] moved, double[][] columnMoved) {
        Duals sum = new Duals(model, layout);
        double[][] flow = new double[model.nodes.size()][model.coordinates()];
        workers.run(columns.size(), (worker, g) -> {
            Arrays.fill(sums[g], 0);
            double total = 0;
            for (int j = 0; j < columnMoved[g].length; j++) {
                double[] profile = columns.get(g).get(j).profile;
                total += columnMoved[g][j];
                Dense.add(sums[g], 0, sums[g].length, columnMoved[g][j] / layout.unitKw, profile);
            }
            sum.group[g] = total;
        });
        flow(flow);
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
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < columnStep[g].length; j++) {
                Column column = columns.get(g).get(j);
                most = ofPrimal
                        ? shorter(most, column.weight, columnStep[g][j])
                        : shorter(most, column.slack, columnStepLow[g][j]);
            }
        }
        return most;
    }

    private static double shorter(double most, double value, double change) {
        return value + most * change < 0 ? -value / change : most;
    }

    private double after(double primalStep, double dualStep) {
        double sum = 0;
        int count = 0;
        double p = Math.min(1, primalStep);
        double d = Math.min(1, dualStep);
        for (int v = 0; v < layout.size; v++) {
            if (!fixed[v]) {
                sum += (x[v] + p * step[v]) * (low[v] + d * stepLow[v]);
                count++;
                if (bounded(v)) {
                    sum += (above[v] - p * step[v]) * (high[v] + d * stepHigh[v]);
                    count++;
                }
            }
        }
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < columnStep[g].length; j++) {
                Column column = columns.get(g).get(j);
                sum += (column.weight + p * columnStep[g][j]) * (column.slack + d * columnStepLow[g][j]);
                count++;
            }
        }
        return sum / count;
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
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < columnStep[g].length; j++) {
                Column column = columns.get(g).get(j);
                column.weight += primalStep * columnStep[g][j];
                column.slack += dualStep * columnStepLow[g][j];
            }
        }
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
