package energy.corridor.dispatch;

import energy.corridor.optimiser.LimitTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is left of every limit of the site, kW, as power is committed piece by piece. */
final class Headroom {

    /** Float noise in sums of many powers, far below one watt. */
    static final double EPSILON_KW = 1e-6;

    private final LimitTree tree;
    private final Map<String, Double> leftKw = new HashMap<>();

    /** @param limitKw import limit of each node of the tree; a node that is missing has none */
    Headroom(LimitTree tree, Map<String, Double> limitKw) {
        this.tree = tree;
        for (String node : tree.nodes()) {
            leftKw.put(node, limitKw.getOrDefault(node, Double.POSITIVE_INFINITY));
        }
    }

    /** The most that can still be committed below {@code limit}; below zero when too much is committed already. */
    double left(String limit) {
        double least = Double.POSITIVE_INFINITY;
        for (String node : tree.from(limit)) {
            least = Math.min(least, leftKw.getOrDefault(node, Double.POSITIVE_INFINITY));
        }
        return least;
    }

    void commit(String limit, double kw) {
        for (String node : tree.from(limit)) {
            leftKw.merge(node, -kw, Double::sum);
        }
    }

    /** Nodes that are over-committed, with kW, root first. */
    Map<String, Double> broken() {
        Map<String, Double> broken = new LinkedHashMap<>();
        for (String node : tree.nodes()) {
            double left = leftKw.getOrDefault(node, Double.POSITIVE_INFINITY);
            if (left < -EPSILON_KW) {
                broken.put(node, -left);
            }
        }
        return broken;
    }
}
