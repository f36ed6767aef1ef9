package energy.corridor.optimiser.exact;

import java.util.Arrays;
import java.util.List;

/**
 * The fleet as a blend of columns: per group one row, its weights sum to one. Its directions are not corrected: new columns have no place near
 * the centre yet, and corrections lead astray.
 */
final class ColumnsPart implements FleetPart {

    private static final double INSIDE = 0.1;
    private static final double STEP_FACTOR = 0.995;

    /** Most weight that a new column begins with: what it moves, the rows lack. */
    private static final double MOST_FIRST_WEIGHT = 0.015;

    /** Columns a group may grow by before its rows are laid out anew. */
    private static final int SPARE = 16;

    private static final int COLUMNS_AT_ONCE = 8;

    /** Weights this small beside the heaviest say nothing. */
    private static final double NO_WEIGHT = 1e-14;

    private final FleetModel model;
    private final Layout layout;
    private final Workers workers;
    private final List<List<Column>> columns;

    /** Each group's own price, and what its row lacks. */
    private final double[] price;

    private final double[] missing;
    private final double[] priceStep;
    private double[] savedPrice;

    /** Per group and coordinate of its support. */
    private final double[][] sums;

    private final double[] each;
    private final double[][] inSupport;

    private double[][] theta = new double[0][];
    private double[][] dual = new double[0][];
    private double[][] base = new double[0][];
    private double[][] pull = new double[0][];
    private double[][] step = new double[0][];
    private double[][] stepLow = new double[0][];

    private final double[][] mean;
    private final double[] sum;

    /** Per group its columns less their mean, times √Θ, at their coordinates. */
    private final double[][][] squares;

    private final int[] used;
    private final int[][] ranges;
    private final int[][] groupsOf;

    ColumnsPart(FleetModel model, Layout layout, Workers workers, List<List<Column>> columns) {
        this.model = model;
        this.layout = layout;
        this.workers = workers;
        this.columns = columns;
        int groups = model.groups.size();
        price = new double[groups];
        missing = new double[groups];
        priceStep = new double[groups];
        savedPrice = price;
        sums = new double[groups][];
        mean = new double[groups][];
        ranges = new int[groups][];
        for (int g = 0; g < groups; g++) {
            int[] support = model.groups.get(g).support();
            sums[g] = new double[support.length];
            mean[g] = new double[support.length];
            ranges[g] = ranges(support);
        }
        each = new double[groups];
        inSupport = new double[workers.count()][model.coordinates()];
        sum = new double[groups];
        squares = new double[groups][0][];
        used = new int[groups];
        groupsOf = model.groupsByNode();
    }

    /** Where neighbouring coordinates begin and end, in turns. */
    private static int[] ranges(int[] support) {
        int[] at = new int[2 * support.length];
        int count = 0;
        for (int i = 0; i < support.length; i++) {
            if (i == 0 || support[i] != support[i - 1] + 1) {
                at[count++] = support[i];
                at[count++] = support[i];
            }
            at[count - 1] = support[i] + 1;
        }
        return Arrays.copyOf(at, count);
    }

    @Override
    public void save() {
        for (List<Column> group : columns) {
            group.forEach(Column::save);
        }
        savedPrice = price.clone();
    }

    @Override
    public void restore() {
        for (List<Column> group : columns) {
            group.forEach(Column::restore);
        }
        System.arraycopy(savedPrice, 0, price, 0, price.length);
    }

    /**
     * Takes in new columns. The group's own price falls until each of its columns costs a little more than it, so the duals stay feasible;
     * a new column gets the weight that makes its product of weight and slack like the others'.
     */
    @Override
    public boolean place(double[][] at, double central) {
        allocate();
        boolean begins = true;
        for (int g = 0; g < columns.size(); g++) {
            List<Column> group = columns.get(g);
            boolean first = group.stream().noneMatch(column -> column.placed);
            begins &= first;
            if (first || group.stream().anyMatch(column -> !column.placed)) {
                place(g, first, central, at);
            }
            double all = group.stream().mapToDouble(column -> column.weight).sum();
            group.forEach(column -> column.weight /= all);
        }
        return begins;
    }

    private void place(int g, boolean first, double central, double[][] at) {
        double least = 0;
        for (Column column : columns.get(g)) {
            if (!column.placed) {
                column.slack = reduced(g, column, at) - price[g];
                least = Math.min(least, column.slack);
            }
        }
        least -= first ? 0 : central / MOST_FIRST_WEIGHT;
        price[g] += least;
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

    private void allocate() {
        int groups = columns.size();
        theta = new double[groups][];
        dual = new double[groups][];
        base = new double[groups][];
        pull = new double[groups][];
        step = new double[groups][];
        stepLow = new double[groups][];
        for (int g = 0; g < groups; g++) {
            int n = columns.get(g).size();
            theta[g] = new double[n];
            dual[g] = new double[n];
            base[g] = new double[n];
            pull[g] = new double[n];
            step[g] = new double[n];
            stepLow[g] = new double[n];
        }
    }

    /** Cost of a column at the prices, without its group's own. */
    private double reduced(int g, Column column, double[][] at) {
        double dot = Dense.dot(gathered(g, at, 0), column.profile, 0, column.profile.length);
        return column.eur(layout.penalties) / layout.unitEur - dot / layout.unitKw;
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

    @Override
    public double firstProduct() {
        return 0;
    }

    @Override
    public void lift(double least, double part) {
        for (List<Column> group : columns) {
            double all = 0;
            for (Column column : group) {
                column.weight = Math.max(column.weight, Math.min(part, least / (column.slack + least)));
                all += column.weight;
            }
            for (Column column : group) {
                column.weight /= all;
                column.slack = Math.max(column.slack, least / column.weight);
            }
        }
    }

    @Override
    public void products(Products products) {
        for (List<Column> group : columns) {
            for (Column column : group) {
                if (column.placed) {
                    products.add(column.weight * column.slack);
                }
            }
        }
    }

    @Override
    public double residual(double[][] flow) {
        workers.run(columns.size(), (worker, g) -> {
            double total = 0;
            double eur = 0;
            Arrays.fill(sums[g], 0);
            for (Column column : columns.get(g)) {
                total += column.weight;
                eur += column.weight * column.eur(layout.penalties);
                Dense.add(sums[g], 0, sums[g].length, column.weight / layout.unitKw, column.profile);
            }
            missing[g] = 1 - total;
            each[g] = eur / layout.unitEur;
        });
        addSums(flow);
        return Arrays.stream(each).sum();
    }

    private void addSums(double[][] flow) {
        for (int g = 0; g < sums.length; g++) {
            int[] support = model.groups.get(g).support();
            double[] to = flow[model.groups.get(g).node()];
            for (int i = 0; i < support.length; i++) {
                to[support[i]] += sums[g][i];
            }
        }
    }

    @Override
    public double lacking() {
        return largest(missing);
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }

    @Override
    public double duals(double[][] at) {
        rows(at, price, dual);
        double value = 0;
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < dual[g].length; j++) {
                Column column = columns.get(g).get(j);
                dual[g][j] = column.eur(layout.penalties) / layout.unitEur - dual[g][j] - column.slack;
            }
            value += price[g];
        }
        return value;
    }

    /** {@code A'y}. */
    private void rows(double[][] at, double[] own, double[][] to) {
        workers.run(columns.size(), (worker, g) -> {
            double[] prices = gathered(g, at, worker);
            List<Column> group = columns.get(g);
            for (int j = 0; j < group.size(); j++) {
                double[] profile = group.get(j).profile;
                to[g][j] = Dense.dot(prices, profile, 0, profile.length) / layout.unitKw + own[g];
            }
        });
    }

    @Override
    public double dualResidual() {
        double most = 0;
        for (double[] group : dual) {
            most = Math.max(most, largest(group));
        }
        return most;
    }

    @Override
    public void weigh() {
        workers.run(columns.size(), (worker, g) -> {
            List<Column> group = columns.get(g);
            for (int j = 0; j < theta[g].length; j++) {
                theta[g][j] = group.get(j).weight / group.get(j).slack;
            }
            roots(g, group, theta[g]);
        });
    }

    /** The columns less their mean, each times √Θ. */
    private void roots(int g, List<Column> group, double[] weight) {
        double[] middle = mean[g];
        int[] support = model.groups.get(g).support();
        int n = middle.length;
        Arrays.fill(middle, 0);
        double total = 0;
        double heaviest = 0;
        for (int j = 0; j < group.size(); j++) {
            total += weight[j];
            heaviest = Math.max(heaviest, weight[j]);
            Dense.add(middle, 0, n, weight[j], group.get(j).profile);
        }
        for (int i = 0; i < n; i++) {
            middle[i] /= total;
        }
        sum[g] = total;
        if (squares[g].length < group.size()) {
            squares[g] = Arrays.copyOf(squares[g], group.size() + SPARE);
        }
        double[][] rows = squares[g];
        int count = 0;
        for (int j = 0; j < group.size(); j++) {
            if (weight[j] > heaviest * NO_WEIGHT) {
                double root = Math.sqrt(weight[j]) / layout.unitKw;
                double[] profile = group.get(j).profile;
                double[] row = rows[count] == null ? rows[count] = new double[model.coordinates()] : rows[count];
                for (int i = 0; i < n; i++) {
                    row[support[i]] = root * (profile[i] - middle[i]);
                }
                count++;
            }
        }
        used[g] = count;
        for (int i = 0; i < n; i++) {
            middle[i] /= layout.unitKw;
        }
    }

    @Override
    public void square(int node, int first, int last, double[][] to) {
        for (int g : groupsOf[node]) {
            double[][] rows = squares[g];
            int[] range = ranges[g];
            for (int j = 0; j < used[g]; j += COLUMNS_AT_ONCE) {
                int end = Math.min(used[g], j + COLUMNS_AT_ONCE);
                for (int r = 0; r < range.length; r += 2) {
                    for (int i = Math.max(first, range[r]); i < Math.min(last, range[r + 1]); i++) {
                        Dense.add(to[i], i, range[r + 1], rows, i, rows, j, end, 1);
                        for (int later = r + 2; later < range.length; later += 2) {
                            Dense.add(to[i], range[later], range[later + 1], rows, i, rows, j, end, 1);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void aim(double target, boolean corrected) {
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < pull[g].length; j++) {
                Column column = columns.get(g).get(j);
                pull[g][j] = target - column.weight * column.slack - (corrected ? step[g][j] * stepLow[g][j] : 0);
            }
        }
    }

    @Override
    public void moved(double[][] flow) {
        workers.run(columns.size(), (worker, g) -> {
            List<Column> group = columns.get(g);
            Arrays.fill(sums[g], 0);
            double total = 0;
            for (int j = 0; j < base[g].length; j++) {
                Column column = group.get(j);
                base[g][j] = theta[g][j] * (pull[g][j] / column.weight - dual[g][j]);
                total += base[g][j];
                Dense.add(sums[g], 0, sums[g].length, base[g][j] / layout.unitKw, column.profile);
            }
            each[g] = total;
        });
        addSums(flow);
    }

    @Override
    public void carry(double[][] carried) {
        for (int g = 0; g < mean.length; g++) {
            priceStep[g] = missing[g] - each[g];
            int[] support = model.groups.get(g).support();
            double[] to = carried[model.groups.get(g).node()];
            for (int i = 0; i < support.length; i++) {
                to[support[i]] += mean[g][i] * priceStep[g];
            }
        }
    }

    @Override
    public void recover(double[][] at) {
        for (int g = 0; g < mean.length; g++) {
            double[] prices = gathered(g, at, 0);
            double dot = 0;
            for (int i = 0; i < mean[g].length; i++) {
                dot += mean[g][i] * prices[i];
            }
            priceStep[g] = priceStep[g] / sum[g] - dot;
        }
        rows(at, priceStep, step);
        for (int g = 0; g < base.length; g++) {
            for (int j = 0; j < base[g].length; j++) {
                Column column = columns.get(g).get(j);
                step[g][j] = base[g][j] + theta[g][j] * step[g][j];
                stepLow[g][j] = (pull[g][j] - column.slack * step[g][j]) / column.weight;
            }
        }
    }

    @Override
    public double stepFactor() {
        return STEP_FACTOR;
    }

    @Override
    public double longest(boolean ofPrimal, double most) {
        double longest = most;
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < step[g].length; j++) {
                Column column = columns.get(g).get(j);
                longest = ofPrimal
                        ? InteriorPoint.shorter(longest, column.weight, step[g][j])
                        : InteriorPoint.shorter(longest, column.slack, stepLow[g][j]);
            }
        }
        return longest;
    }

    @Override
    public void after(double primalStep, double dualStep, Products products) {
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < step[g].length; j++) {
                Column column = columns.get(g).get(j);
                products.add((column.weight + primalStep * step[g][j]) * (column.slack + dualStep * stepLow[g][j]));
            }
        }
    }

    @Override
    public void move(double primalStep, double dualStep) {
        for (int g = 0; g < columns.size(); g++) {
            for (int j = 0; j < step[g].length; j++) {
                Column column = columns.get(g).get(j);
                column.weight += primalStep * step[g][j];
                column.slack += dualStep * stepLow[g][j];
            }
            price[g] += dualStep * priceStep[g];
        }
    }
}
