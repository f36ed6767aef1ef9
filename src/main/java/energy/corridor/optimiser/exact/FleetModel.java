package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.optimiser.SiteTopology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A charging problem laid out for column generation: batteries as {@link Device}s, cut into groups below the same limit with like
 * stays; the limits that can bind; the rows of bands. A coordinate is an interval or, from {@code steps} on, a row of a band.
 */
final class FleetModel {

    private static final double TINY = 1e-9;

    final ChargingProblem problem;
    final List<Battery> batteries;
    final SiteTopology topology;
    final int steps;
    final List<Device> devices = new ArrayList<>();

    /** Children before parents, the root last. */
    final List<LimitNode> nodes = new ArrayList<>();

    final List<Group> groups = new ArrayList<>();
    final List<BandRow> bands = new ArrayList<>();

    private final int[] nodeOfLimit;

    FleetModel(ChargingProblem problem, int mostGroups) {
        this.problem = problem;
        batteries = Battery.of(problem);
        topology = SiteTopology.of(problem, batteries);
        steps = problem.grid().steps();
        nodeOfLimit = new int[problem.site().limits().size()];
        boolean[][] closed = nodes();
        boolean[] siteClosed = closedByTheSite();
        for (int b = 0; b < batteries.size(); b++) {
            boolean[] shut = siteClosed;
            for (int limit : topology.limitsAbove(b)) {
                shut = either(shut, closed[limit]);
            }
            devices.add(new Device(batteries.get(b), problem.grid().stepHours(), shut));
        }
        bands();
        groups(mostGroups);
    }

    private static boolean[] either(boolean[] one, boolean[] other) {
        boolean any = false;
        for (int t = 0; t < one.length; t++) {
            any |= other[t] && !one[t];
        }
        if (!any) {
            return one;
        }
        boolean[] both = one.clone();
        for (int t = 0; t < both.length; t++) {
            both[t] |= other[t];
        }
        return both;
    }

    /** @return per limit, where it is zero and nothing below it can give power back */
    private boolean[][] nodes() {
        int count = nodeOfLimit.length;
        boolean[][] closed = new boolean[count][steps];
        List<Integer> upwards = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing((Integer limit) -> -depth(limit)).thenComparing(limit -> limit))
                .toList();
        Arrays.fill(nodeOfLimit, -1);
        List<int[]> actives = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int limit : upwards) {
            int[] active = active(limit, closed[limit]);
            if (active.length > 0) {
                nodeOfLimit[limit] = kept.size();
                kept.add(limit);
                actives.add(active);
            }
        }
        for (int n = 0; n < kept.size(); n++) {
            var bounds = problem.site().limits().get(kept.get(n));
            int[] active = actives.get(n);
            nodes.add(new LimitNode(
                    kept.get(n),
                    nodeAbove(parent(kept.get(n)), kept.size()),
                    active,
                    Arrays.stream(active)
                            .mapToDouble(t -> bounds.importLimitKw().get(t))
                            .toArray(),
                    Arrays.stream(active)
                            .mapToDouble(t -> bounds.exportLimitKw().get(t))
                            .toArray()));
        }
        nodes.add(new LimitNode(-1, -1, new int[0], new double[0], new double[0]));
        return closed;
    }

    private int[] active(int limit, boolean[] closed) {
        double[] charge = new double[steps];
        double[] discharge = new double[steps];
        for (int b : topology.batteriesBelow(limit)) {
            Battery battery = batteries.get(b);
            for (Battery.Window window : battery.windows()) {
                for (int t = window.from(); t < window.to(); t++) {
                    charge[t] += battery.maxChargeKw();
                    discharge[t] += battery.maxDischargeKw();
                }
            }
        }
        var bounds = problem.site().limits().get(limit);
        for (int t = 0; t < steps; t++) {
            closed[t] = bounds.importLimitKw().get(t) <= TINY && discharge[t] == 0;
        }
        return IntStream.range(0, steps)
                .filter(t -> !closed[t])
                .filter(t -> charge[t] > bounds.importLimitKw().get(t)
                        || discharge[t] > bounds.exportLimitKw().get(t))
                .toArray();
    }

    private int parent(int limit) {
        var above = problem.site().limits().get(limit).parent();
        for (int i = 0; i < nodeOfLimit.length; i++) {
            if (above.isPresent() && problem.site().limits().get(i).id().equals(above.get())) {
                return i;
            }
        }
        return -1;
    }

    private int depth(int limit) {
        int depth = 0;
        for (int above = parent(limit); above >= 0; above = parent(above)) {
            depth++;
        }
        return depth;
    }

    private int nodeAbove(int limit, int root) {
        int above = limit;
        while (above >= 0 && nodeOfLimit[above] < 0) {
            above = parent(above);
        }
        return above < 0 ? root : nodeOfLimit[above];
    }

    private boolean[] closedByTheSite() {
        boolean[] closed = new boolean[steps];
        for (int t = 0; t < steps; t++) {
            boolean givesBack = false;
            for (Battery battery : batteries) {
                givesBack |= battery.canDischarge() && battery.windowAt(t) >= 0;
            }
            closed[t] = !givesBack && topology.siteImportLimitKw(t) - topology.baseKw(t) <= TINY;
        }
        return closed;
    }

    private void bands() {
        for (int k = 0; k <= steps; k++) {
            for (Request request : problem.requests()) {
                if (request instanceof Request.SumSocBand band && RequestTime.holds(problem.grid(), band, k)) {
                    bands.add(new BandRow(band.id(), k, band.lowerKwh(), band.upperKwh()));
                }
            }
        }
    }

    private void groups(int most) {
        List<Integer> order = IntStream.range(0, devices.size())
                .filter(b -> !batteries.get(b).windows().isEmpty())
                .boxed()
                .sorted(Comparator.comparing((Integer b) -> nodeOf(b))
                        .thenComparing(b -> batteries.get(b).stationary())
                        .thenComparing(b -> devices.get(b).from[0])
                        .thenComparing(b -> devices.get(b).to[devices.get(b).to.length - 1])
                        .thenComparing(b -> b))
                .toList();
        int size = Math.max(1, -Math.floorDiv(-order.size(), most));
        List<Integer> open = new ArrayList<>();
        for (int b : order) {
            if (!open.isEmpty() && (open.size() == size || !alike(open.get(0), b))) {
                groups.add(group(open));
                open.clear();
            }
            open.add(b);
        }
        if (!open.isEmpty()) {
            groups.add(group(open));
        }
    }

    private boolean alike(int one, int other) {
        return nodeOf(one) == nodeOf(other)
                && !batteries.get(one).stationary()
                && !batteries.get(other).stationary();
    }

    /** The lowest node above the battery. */
    int nodeOf(int battery) {
        int[] above = topology.limitsAbove(battery);
        return nodeAbove(above.length == 0 ? -1 : above[0], nodes.size() - 1);
    }

    private Group group(List<Integer> members) {
        var support = new TreeSet<Integer>();
        for (int b : members) {
            Device device = devices.get(b);
            for (int w = 0; w < device.from.length; w++) {
                for (int t = device.from[w]; t < device.to[w]; t++) {
                    support.add(t);
                }
                for (int row = 0; row < bands.size(); row++) {
                    if (device.counts(w, bands.get(row).boundary())
                            && device.from[w] <= bands.get(row).boundary()) {
                        support.add(steps + row);
                    }
                }
            }
        }
        return new Group(
                nodeOf(members.get(0)),
                members.stream().mapToInt(Integer::intValue).toArray(),
                support.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Indexes of the groups at each node. */
    int[][] groupsByNode() {
        return IntStream.range(0, nodes.size())
                .mapToObj(node -> IntStream.range(0, groups.size())
                        .filter(g -> groups.get(g).node() == node)
                        .toArray())
                .toArray(int[][]::new);
    }

    int coordinates() {
        return steps + bands.size();
    }
}
