package energy.corridor.optimiser.exact;

/** One number per row of the master: prices, residuals or right-hand sides. */
final class Duals {

    final double[] coordinate;
    final double[] peak;
    final double[] limit;

    Duals(FleetModel model, Layout layout) {
        coordinate = new double[model.coordinates()];
        peak = new double[model.steps];
        limit = new double[layout.segment[0]];
    }

    /** Per node, the coordinates' numbers plus those of every limit from the node upwards. */
    double[][] cumulated(FleetModel model, Layout layout) {
        double[][] at = new double[model.nodes.size()][];
        for (int n = at.length - 1; n >= 0; n--) {
            LimitNode node = model.nodes.get(n);
            at[n] = (node.parent() < 0 ? coordinate : at[node.parent()]).clone();
            for (int i = 0; i < node.active().length; i++) {
                at[n][node.active()[i]] += limit[layout.limitSlack[n] + i];
            }
        }
        return at;
    }

    void add(Duals step, double factor) {
        add(coordinate, step.coordinate, factor);
        add(peak, step.peak, factor);
        add(limit, step.limit, factor);
    }

    void set(Duals other) {
        System.arraycopy(other.coordinate, 0, coordinate, 0, coordinate.length);
        System.arraycopy(other.peak, 0, peak, 0, peak.length);
        System.arraycopy(other.limit, 0, limit, 0, limit.length);
    }

    /** Becomes {@code other − this}. */
    void subtractFrom(Duals other) {
        subtract(coordinate, other.coordinate);
        subtract(peak, other.peak);
        subtract(limit, other.limit);
    }

    private static void subtract(double[] to, double[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i] - to[i];
        }
    }

    private static void add(double[] to, double[] step, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * step[i];
        }
    }

    double largest() {
        return Math.max(Math.max(largest(coordinate), largest(peak)), largest(limit));
    }

    private static double largest(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Math.max(most, Math.abs(value));
        }
        return most;
    }
}
