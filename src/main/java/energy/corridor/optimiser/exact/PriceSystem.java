package energy.corridor.optimiser.exact;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The linear system of one interior-point step, {@code (A Θ A') Δy = r}, solved along the tree of limits instead of as one dense
 * matrix. With barrier weights Θ:
 *
 * <pre>
 * group  H_g = Σ_j Θ_j (q_j − q̄)(q_j − q̄)'            its convexity row gone
 * node   H_n = Σ H_g + Σ H~ of its children;  A = its active intervals, D = Θ of their slacks
 *        H~_n = H_n − H_n[:,A] (H_n[A,A] + D)⁻¹ H_n[A,:]
 * root   H + diagonal of segments, curtailment, bands; rows of the peak gone, they leave one rank-one term
 * </pre>
 */
final class PriceSystem {

    private final FleetModel model;
    private final Layout layout;
    private final Workers workers;
    private final int size;

    private final double[][] mean;
    private final double[] sum;
    private final double[][] groupMatrix;
    private final double[][] matrix;

    /** Per node its active intervals' rows of (H + D | H), factored. */
    private final double[][] eliminated;

    private final double[][] squares;
    private final int[][] levels;
    private final int[][] groupsOf;
    private final double[] segments;
    private final double[] room;
    private double peak;

    private final double[][] carried;
    private final double[][] slackSide;

    PriceSystem(FleetModel model, Layout layout, Workers workers) {
        this.model = model;
        this.layout = layout;
        this.workers = workers;
        size = model.coordinates();
        int groups = model.groups.size();
        int nodes = model.nodes.size();
        mean = new double[groups][];
        sum = new double[groups];
        groupMatrix = new double[groups][];
        for (int g = 0; g < groups; g++) {
            int n = model.groups.get(g).support().length;
            mean[g] = new double[n];
            groupMatrix[g] = new double[n * n];
        }
        matrix = new double[nodes][size * size];
        eliminated = new double[nodes][];
        squares = new double[groups][0];
        levels = levels();
        groupsOf = new int[nodes][];
        carried = new double[nodes][size];
        slackSide = new double[nodes][];
        for (int n = 0; n < nodes; n++) {
            int active = model.nodes.get(n).active().length;
            eliminated[n] = new double[active * (active + size)];
            int node = n;
            groupsOf[n] = IntStream.range(0, groups)
                    .filter(g -> model.groups.get(g).node() == node)
                    .toArray();
            slackSide[n] = new double[active];
        }
        segments = new double[model.steps];
        room = new double[model.steps];
    }

    /** @param weight Θ of the columns, by group @param theta Θ of the layout's variables */
    void factor(List<List<Column>> columns, double[][] weight, double[] theta) {
        workers.run(model.groups.size(), (worker, g) -> square(g, columns.get(g), weight[g]));
        workers.run(matrix.length, (worker, n) -> assemble(n));
        for (int[] level : levels) {
            workers.run(level.length, (worker, i) -> eliminate(level[i], theta));
            for (int n : level) {
                double[] up = matrix[model.nodes.get(n).parent()];
                for (int i = 0; i < up.length; i++) {
                    up[i] += matrix[n][i];
                }
            }
        }
        root(theta);
    }

    /** Nodes below the root that do not lie above one another, the lowest first. */
    private int[][] levels() {
        int nodes = model.nodes.size();
        int[] depth = new int[nodes];
        for (int n = nodes - 2; n >= 0; n--) {
            depth[n] = depth[model.nodes.get(n).parent()] + 1;
        }
        int deepest = Arrays.stream(depth).max().orElse(0);
        return IntStream.range(0, deepest)
                .mapToObj(i -> IntStream.range(0, nodes)
                        .filter(n -> depth[n] == deepest - i)
                        .toArray())
                .toArray(int[][]::new);
    }

    private void assemble(int n) {
        Arrays.fill(matrix[n], 0);
        for (int g : groupsOf[n]) {
            scatter(g);
        }
    }

    private void square(int g, List<Column> columns, double[] weight) {
        double[] middle = mean[g];
        int n = middle.length;
        Arrays.fill(middle, 0);
        double total = 0;
        double heaviest = 0;
        for (int j = 0; j < columns.size(); j++) {
            total += weight[j];
            heaviest = Math.max(heaviest, weight[j]);
            double[] profile = columns.get(j).profile;
            for (int i = 0; i < n; i++) {
                middle[i] += weight[j] * profile[i];
            }
        }
        for (int i = 0; i < n; i++) {
            middle[i] /= total;
        }
        sum[g] = total;
        if (squares[g].length < columns.size() * n) {
            squares[g] = new double[2 * columns.size() * n];
        }
        double[] rows = squares[g];
        int count = 0;
        for (int j = 0; j < columns.size(); j++) {
            if (weight[j] > heaviest * 1e-14) {
                double root = Math.sqrt(weight[j]) / layout.unitKw;
                double[] profile = columns.get(j).profile;
                int at = n * count++;
                for (int i = 0; i < n; i++) {
                    rows[at + i] = root * (profile[i] - middle[i]);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            middle[i] /= layout.unitKw;
        }
        Arrays.fill(groupMatrix[g], 0);
        Dense.addSquares(groupMatrix[g], n, rows, n, 0, count, 1);
    }

    private void scatter(int g) {
        int[] support = model.groups.get(g).support();
        double[] to = matrix[model.groups.get(g).node()];
        double[] from = groupMatrix[g];
        int n = support.length;
        for (int i = 0; i < n; i++) {
            int at = support[i] * size;
            for (int k = i; k < n; k++) {
                to[at + support[k]] += from[i * n + k];
            }
        }
    }

    private void eliminate(int n, double[] theta) {
        LimitNode node = model.nodes.get(n);
        int[] active = node.active();
        int count = active.length;
        int width = count + size;
        double[] h = matrix[n];
        double[] rows = eliminated[n];
        for (int i = 0; i < count; i++) {
            for (int k = i; k < count; k++) {
                rows[i * width + k] = h[active[i] * size + active[k]];
            }
            rows[i * width + i] += theta[layout.limitSlack[n] + i];
            for (int k = 0; k < size; k++) {
                rows[i * width + count + k] = k < active[i] ? h[k * size + active[i]] : h[active[i] * size + k];
            }
        }
        Dense.factor(rows, count, width);
        Dense.addSquares(h, size, rows, width, count, count, -1);
    }

    private void root(double[] theta) {
        double[] h = matrix[matrix.length - 1];
        peak = layout.peak >= 0 ? theta[layout.peak] : 0;
        double inverse = 0;
        for (int t = 0; t < model.steps; t++) {
            segments[t] = 0;
            for (int s = layout.segment[t]; s < layout.segment[t + 1]; s++) {
                segments[t] += theta[s];
            }
            room[t] = layout.room[t] >= 0 ? theta[layout.room[t]] : 0;
            double diagonal = segments[t];
            if (layout.room[t] >= 0) {
                inverse += 1 / (segments[t] + room[t]);
                diagonal = segments[t] * room[t] / (segments[t] + room[t]);
            }
            if (layout.curtailed[t] >= 0) {
                diagonal += theta[layout.curtailed[t]];
            }
            h[t * size + t] += layout.site.live[t] ? diagonal : 1;
        }
        double factor = peak / (1 + peak * inverse);
        for (int i = 0; i < model.steps; i++) {
            if (layout.room[i] >= 0) {
                double f = factor * segments[i] / (segments[i] + room[i]);
                for (int k = i; k < model.steps; k++) {
                    if (layout.room[k] >= 0) {
                        h[i * size + k] += f * segments[k] / (segments[k] + room[k]);
                    }
                }
            }
        }
        for (int row = 0; row < model.bands.size(); row++) {
            int at = layout.band + 3 * row;
            int i = model.steps + row;
            h[i * size + i] += theta[at] + theta[at + 1] + theta[at + 2];
        }
        Dense.factor(h, size, size);
    }

    /** Replaces the right-hand sides by the solution. */
    void solve(Duals r) {
        for (double[] each : carried) {
            Arrays.fill(each, 0);
        }
        for (int g = 0; g < mean.length; g++) {
            int[] support = model.groups.get(g).support();
            double[] to = carried[model.groups.get(g).node()];
            for (int i = 0; i < support.length; i++) {
                to[support[i]] += mean[g][i] * r.group[g];
            }
        }
        for (int n = 0; n < model.nodes.size() - 1; n++) {
            upwards(n, r);
        }
        top(r);
        double[][] price = r.cumulated(model, layout);
        for (int n = model.nodes.size() - 2; n >= 0; n--) {
            downwards(n, r, price);
        }
        for (int g = 0; g < mean.length; g++) {
            int[] support = model.groups.get(g).support();
            double[] at = price[model.groups.get(g).node()];
            double dot = 0;
            for (int i = 0; i < support.length; i++) {
                dot += mean[g][i] * at[support[i]];
            }
            r.group[g] = r.group[g] / sum[g] - dot;
        }
    }

    private void upwards(int n, Duals r) {
        LimitNode node = model.nodes.get(n);
        int count = node.active().length;
        double[] side = slackSide[n];
        for (int i = 0; i < count; i++) {
            side[i] = r.limit[layout.limitSlack[n] + i] - carried[n][node.active()[i]];
            r.limit[layout.limitSlack[n] + i] = 0;
        }
        Dense.forward(eliminated[n], count, count + size, side);
        double[] up = carried[node.parent()];
        for (int k = 0; k < size; k++) {
            up[k] += carried[n][k];
        }
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < size; k++) {
                up[k] += eliminated[n][i * (count + size) + count + k] * side[i];
            }
        }
    }

    private void top(Duals r) {
        double[] known = carried[carried.length - 1];
        double[] side = r.coordinate;
        double[] below = below(r.peak);
        for (int k = 0; k < size; k++) {
            side[k] -= known[k];
            if (k < model.steps && layout.room[k] >= 0) {
                side[k] += segments[k] * below[k];
            }
            if (k < model.steps && !layout.site.live[k]) {
                side[k] = 0;
            }
        }
        double[] h = matrix[matrix.length - 1];
        Dense.forward(h, size, size, side);
        Dense.backward(h, size, size, side);
        double[] rest = r.peak.clone();
        for (int t = 0; t < model.steps; t++) {
            rest[t] += segments[t] * side[t];
        }
        System.arraycopy(below(rest), 0, r.peak, 0, model.steps);
    }

    /** The peak's rows on their own: {@code (diag(segments + room) + peak·11')⁻¹ x}. */
    private double[] below(double[] x) {
        double[] solved = new double[model.steps];
        double total = 0;
        double inverse = 0;
        for (int t = 0; t < model.steps; t++) {
            if (layout.room[t] >= 0) {
                solved[t] = x[t] / (segments[t] + room[t]);
                total += solved[t];
                inverse += 1 / (segments[t] + room[t]);
            }
        }
        double common = peak * total / (1 + peak * inverse);
        for (int t = 0; t < model.steps; t++) {
            if (layout.room[t] >= 0) {
                solved[t] -= common / (segments[t] + room[t]);
            }
        }
        return solved;
    }

    private void downwards(int n, Duals r, double[][] price) {
        LimitNode node = model.nodes.get(n);
        int count = node.active().length;
        double[] above = price[node.parent()];
        double[] x = slackSide[n];
        for (int i = 0; i < count; i++) {
            double dot = 0;
            for (int k = 0; k < size; k++) {
                dot += eliminated[n][i * (count + size) + count + k] * above[k];
            }
            x[i] -= dot;
        }
        Dense.backward(eliminated[n], count, count + size, x);
        System.arraycopy(above, 0, price[n], 0, size);
        for (int i = 0; i < count; i++) {
            r.limit[layout.limitSlack[n] + i] = x[i];
            price[n][node.active()[i]] += x[i];
        }
    }
}
