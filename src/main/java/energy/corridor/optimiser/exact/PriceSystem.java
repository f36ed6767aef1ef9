package energy.corridor.optimiser.exact;

import java.util.ArrayList;
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

    /** Of one piece of work; small, so that both threads are busy to the end. */
    private static final int ROWS_OF_A_PIECE = 24;

    private final FleetModel model;
    private final Layout layout;
    private final Workers workers;
    private final FleetPart fleet;
    private final int size;

    /** Per node, row by row, upper triangle. */
    private final double[][][] matrix;

    /** Per node the factor of H + D in its active intervals, and what stands beside it: H of all coordinates. */
    private final double[][][] factor;

    private final double[][][] beside;
    private final int[][] blocks;
    private final int[][] levels;
    private final double[] segments;
    private final double[] room;
    private double peak;

    private final double[][] carried;
    private final double[][] slackSide;

    PriceSystem(FleetModel model, Layout layout, Workers workers, FleetPart fleet) {
        this.model = model;
        this.layout = layout;
        this.workers = workers;
        this.fleet = fleet;
        size = model.coordinates();
        int nodes = model.nodes.size();
        matrix = new double[nodes][size][size];
        factor = new double[nodes][][];
        beside = new double[nodes][][];
        blocks = blocks(nodes);
        levels = levels();
        carried = new double[nodes][size];
        slackSide = new double[nodes][];
        for (int n = 0; n < nodes; n++) {
            int active = model.nodes.get(n).active().length;
            factor[n] = new double[active][active];
            beside[n] = new double[active][size];
            slackSide[n] = new double[active];
        }
        segments = new double[model.steps];
        room = new double[model.steps];
    }

    /** Pieces of all nodes' matrices: node, first row, row after the last. */
    private int[][] blocks(int nodes) {
        List<int[]> pieces = new ArrayList<>();
        for (int n = 0; n < nodes; n++) {
            for (int row = 0; row < size; row += ROWS_OF_A_PIECE) {
                pieces.add(new int[] {n, row, Math.min(size, row + ROWS_OF_A_PIECE)});
            }
        }
        return pieces.toArray(int[][]::new);
    }

    /** @param theta Θ of the layout's variables */
    void factor(double[] theta) {
        fleet.weigh();
        workers.run(blocks.length, (worker, i) -> square(blocks[i][0], blocks[i][1], blocks[i][2]));
        for (int[] level : levels) {
            workers.run(level.length, (worker, i) -> eliminate(level[i], theta));
            for (int n : level) {
                double[][] up = matrix[model.nodes.get(n).parent()];
                for (int i = 0; i < size; i++) {
                    Dense.add(up[i], i, size, 1, matrix[n][i]);
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

    private void square(int node, int first, int last) {
        double[][] to = matrix[node];
        for (int i = first; i < last; i++) {
            Arrays.fill(to[i], 0);
        }
        fleet.square(node, first, last, to);
    }

    private void eliminate(int n, double[] theta) {
        int[] active = model.nodes.get(n).active();
        double[][] h = matrix[n];
        for (int i = 0; i < active.length; i++) {
            double[] row = factor[n][i];
            for (int k = i; k < active.length; k++) {
                row[k] = h[active[i]][active[k]];
            }
            row[i] += theta[layout.limitSlack[n] + i];
            for (int k = 0; k < active[i]; k++) {
                beside[n][i][k] = h[k][active[i]];
            }
            System.arraycopy(h[active[i]], active[i], beside[n][i], active[i], size - active[i]);
        }
        Dense.factor(factor[n], beside[n], size);
        Dense.subtractSquares(h, size, beside[n]);
    }

    private void root(double[] theta) {
        double[][] h = matrix[matrix.length - 1];
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
            h[t][t] += layout.site.live[t] ? diagonal : 1;
        }
        double factor = peak / (1 + peak * inverse);
        for (int i = 0; i < model.steps; i++) {
            if (layout.room[i] >= 0) {
                double f = factor * segments[i] / (segments[i] + room[i]);
                for (int k = i; k < model.steps; k++) {
                    if (layout.room[k] >= 0) {
                        h[i][k] += f * segments[k] / (segments[k] + room[k]);
                    }
                }
            }
        }
        for (int row = 0; row < model.bands.size(); row++) {
            int at = layout.band + 3 * row;
            int i = model.steps + row;
            h[i][i] += theta[at] + theta[at + 1] + theta[at + 2];
        }
        Dense.factor(h, new double[0][], 0);
    }

    /** Replaces the right-hand sides by the solution. @return it per node, cumulated */
    double[][] solve(Duals r) {
        for (double[] each : carried) {
            Arrays.fill(each, 0);
        }
        fleet.carry(carried);
        for (int[] level : levels) {
            workers.run(level.length, (worker, i) -> upwards(level[i], r));
            for (int n : level) {
                Dense.add(carried[model.nodes.get(n).parent()], 0, size, 1, carried[n]);
            }
        }
        top(r);
        double[][] price = r.cumulated(model, layout);
        for (int l = levels.length - 1; l >= 0; l--) {
            int[] level = levels[l];
            workers.run(level.length, (worker, i) -> downwards(level[i], r, price));
        }
        return price;
    }

    private void upwards(int n, Duals r) {
        LimitNode node = model.nodes.get(n);
        int count = node.active().length;
        double[] side = slackSide[n];
        for (int i = 0; i < count; i++) {
            side[i] = r.limit[layout.limitSlack[n] + i] - carried[n][node.active()[i]];
            r.limit[layout.limitSlack[n] + i] = 0;
        }
        Dense.forward(factor[n], side);
        for (int i = 0; i < count; i++) {
            Dense.add(carried[n], 0, size, side[i], beside[n][i]);
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
        double[][] h = matrix[matrix.length - 1];
        Dense.forward(h, side);
        Dense.backward(h, side);
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
            x[i] -= Dense.dot(beside[n][i], above, 0, size);
        }
        Dense.backward(factor[n], x);
        System.arraycopy(above, 0, price[n], 0, size);
        for (int i = 0; i < count; i++) {
            r.limit[layout.limitSlack[n] + i] = x[i];
            price[n][node.active()[i]] += x[i];
        }
    }
}
