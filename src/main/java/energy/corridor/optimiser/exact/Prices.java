package energy.corridor.optimiser.exact;

import java.util.Arrays;

/**
 * What the batteries are charged for: per node and interval EUR for one kW (every limit above included), per boundary EUR for one kWh
 * held; and, for the bound, the parts they come from. Any numbers are allowed: each gives a valid bound.
 */
final class Prices {

    /** Per node, EUR for one kW of each interval. */
    final double[][] power;

    /** EUR for one kWh at each boundary. */
    final double[] energy;

    /** Part of the peak's price that falls on each interval, EUR per kW, 0 or more, together at most the demand charge. */
    final double[] peak;

    /** Per limit's active interval, what the limit adds for those below it, EUR per kW. */
    final double[] limit;

    /** Per row of a band, EUR per kWh. */
    final double[] band;

    private Prices(double[][] power, double[] energy, double[] peak, double[] limit, double[] band) {
        this.power = power;
        this.energy = energy;
        this.peak = peak;
        this.limit = limit;
        this.band = band;
    }

    static Prices of(FleetModel model, Layout layout, Duals y) {
        double perKw = -layout.unitEur / layout.unitKw;
        double[] band = Arrays.copyOfRange(y.coordinate, model.steps, model.coordinates());
        double[] peak = y.peak.clone();
        scale(band, perKw);
        scale(peak, perKw);
        double[] coordinate = Arrays.copyOf(y.coordinate, model.steps);
        scale(coordinate, perKw);
        double[] limit = y.limit.clone();
        scale(limit, perKw);
        return assembled(model, layout, coordinate, peak, limit, band);
    }

    private static void scale(double[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
    }

    /** Prices of the site's power alone. @param peak see {@link #peak} */
    static Prices of(FleetModel model, Layout layout, double[] eurPerKw, double[] peak) {
        return assembled(model, layout, eurPerKw, peak, new double[layout.segment[0]], new double[model.bands.size()]);
    }

    /** Out of its parts; those of peak and bands are cut to what the bound allows. */
    static Prices assembled(
            FleetModel model, Layout layout, double[] site, double[] peak, double[] limit, double[] band) {
        double[][] power = new double[model.nodes.size()][];
        for (int n = power.length - 1; n >= 0; n--) {
            LimitNode node = model.nodes.get(n);
            power[n] = (node.parent() < 0 ? site : power[node.parent()]).clone();
            for (int i = 0; i < node.active().length; i++) {
                power[n][node.active()[i]] += limit[layout.limitSlack[n] + i];
            }
        }
        double all = 0;
        for (int t = 0; t < model.steps; t++) {
            peak[t] = layout.room[t] >= 0 ? Math.max(0, peak[t]) : 0;
            all += peak[t];
        }
        if (all > layout.site.eurPerPeakKw) {
            scale(peak, layout.site.eurPerPeakKw / all);
        }
        double most = layout.penalties.broken();
        double[] energy = new double[model.steps + 1];
        for (int row = 0; row < band.length; row++) {
            band[row] = Math.max(-most, Math.min(most, band[row]));
            energy[model.bands.get(row).boundary()] += band[row];
        }
        return new Prices(power, energy, peak, limit, band);
    }

    /** The same prices where other aims count. */
    Prices in(FleetModel model, Layout other) {
        return assembled(model, other, site(), peak.clone(), limit, band.clone());
    }

    /** {@code part} of the one and the rest of the other. */
    static Prices between(Prices one, Prices other, double part) {
        double[][] power = new double[one.power.length][];
        for (int n = 0; n < power.length; n++) {
            power[n] = mixed(one.power[n], other.power[n], part);
        }
        return new Prices(
                power,
                mixed(one.energy, other.energy, part),
                mixed(one.peak, other.peak, part),
                mixed(one.limit, other.limit, part),
                mixed(one.band, other.band, part));
    }

    private static double[] mixed(double[] one, double[] other, double part) {
        double[] mixed = new double[one.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = part * one[i] + (1 - part) * other[i];
        }
        return mixed;
    }

    /** Of the site itself, EUR for one kW of each interval. */
    double[] site() {
        return power[power.length - 1];
    }
}
