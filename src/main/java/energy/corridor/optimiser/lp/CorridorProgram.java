package energy.corridor.optimiser.lp;

import energy.corridor.optimiser.Battery;
import energy.corridor.optimiser.EnergyPaths;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The cheapest power of a whole fleet that knows only its sums: one battery whose power and energy lie between the summed bounds of all
 * (the corridor). No fleet can be cheaper, and most cannot follow this plan; but its prices are nearly those of the true optimum. Limits
 * below the site and bands are left out.
 */
public final class CorridorProgram {

    /** Where less energy moves, prices cannot matter, kWh. */
    private static final double TINY = 1e-9;

    private final int steps;
    private final double hours;
    private final double[] chargeKw;
    private final double[] chargedKwh;
    private final double[] dischargeKw;
    private final double[] dischargedKwh;
    private final double[] wearEur;
    private final double[] lowKwh;
    private final double[] highKwh;

    /**
     * What the site's net import costs, per interval: segments above its lowest value.
     *
     * @param fleetAtLowestKw what the fleet draws where the net import is lowest and nothing is curtailed
     * @param lengthKw of the segments, {@code [interval][segment]}
     * @param eurPerKw of the segments for the interval, rising
     * @param curtailableKw PV that may be taken off
     * @param roomKw from the lowest net import to the peak that is paid for already; infinite where no new peak can be made
     * @param eurPerPeakKw demand charge
     * @param eurPerMissingKw of an interval, for power the site cannot give; above all other prices
     */
    public record Site(
            double[] fleetAtLowestKw,
            double[][] lengthKw,
            double[][] eurPerKw,
            double[] curtailableKw,
            double[] roomKw,
            double eurPerPeakKw,
            double eurPerMissingKw) {}

    /**
     * @param eurPerKw what one kW of each interval costs, the peak's part included
     * @param peakEurPerKw the peak's part, together the demand charge where a new peak is made
     */
    public record Prices(double[] eurPerKw, double[] peakEurPerKw) {}

    /** Sums the bounds. @param hours of an interval */
    public CorridorProgram(List<Battery> batteries, int steps, double hours) {
        this.steps = steps;
        this.hours = hours;
        chargeKw = new double[steps];
        chargedKwh = new double[steps];
        dischargeKw = new double[steps];
        dischargedKwh = new double[steps];
        wearEur = new double[steps];
        lowKwh = new double[steps + 1];
        highKwh = new double[steps + 1];
        batteries.forEach(this::add);
    }

    /** Bounds of what has been charged since the beginning: trips do not show in it, and away it stays as it is. */
    private void add(Battery battery) {
        EnergyPaths paths = EnergyPaths.of(battery, hours);
        double tripsKwh = 0;
        double low = 0;
        double high = 0;
        int next = 0;
        for (int w = 0; w < battery.windows().size(); w++) {
            Battery.Window window = battery.windows().get(w);
            tripsKwh += window.tripKwh();
            for (int k = next; k <= window.to(); k++) {
                if (k > window.from()) {
                    double before = battery.socKwh() - tripsKwh;
                    low = paths.lowKwh(w, k - window.from()) - before;
                    high = Math.max(low, paths.highKwh(w, k - window.from()) - before);
                }
                lowKwh[k] += low;
                highKwh[k] += high;
            }
            next = Math.max(next, window.to() + 1);
            for (int t = window.from(); t < window.to(); t++) {
                chargeKw[t] += battery.maxChargeKw();
                chargedKwh[t] += battery.fullKwhPerHour() * hours;
                dischargeKw[t] += battery.maxDischargeKw();
                dischargedKwh[t] += battery.drainKwhPerHour() * hours;
                wearEur[t] += battery.maxDischargeKw() * battery.wearEurPerKwh() * hours;
            }
        }
        for (int k = next; k <= steps; k++) {
            lowKwh[k] += low;
            highKwh[k] += high;
        }
    }

    /** Empty when the time did not suffice. */
    public Optional<Prices> prices(Site site, Duration limit) {
        double unit = 1 + Math.max(0, highKwh[steps]);
        Optimisation.Environment environment = Optimisation.newEnvironment();
        ExpressionsBasedModel model = environment.newModel();
        model.options.time_abort = TimeUnit.NANOSECONDS.toMillis(limit.toNanos());
        model.options.time_suffice = model.options.time_abort;
        Expression[] balance = new Expression[steps];
        Expression[] peaks = new Expression[steps];
        Variable peak = model.newVariable("peak").lower(0).weight(site.eurPerPeakKw());
        Variable energy = model.newVariable("energy").lower(0).upper(0);
        for (int t = 0; t < steps; t++) {
            balance[t] = model.newExpression("balance " + t).level(site.fleetAtLowestKw()[t] / unit);
            peaks[t] = model.newExpression("peak " + t);
            peaks[t].set(peak, -1);
            if (site.roomKw()[t] < Double.POSITIVE_INFINITY) {
                peaks[t].upper(site.roomKw()[t] / unit);
            }
            energy = energy(model, t, unit, energy, balance[t]);
            for (int s = 0; s < site.lengthKw()[t].length; s++) {
                Variable segment = model.newVariable("segment " + t + " " + s)
                        .lower(0)
                        .upper(site.lengthKw()[t][s] / unit)
                        .weight(site.eurPerKw()[t][s]);
                balance[t].set(segment, -1);
                peaks[t].set(segment, 1);
            }
            balance[t].set(model.newVariable("curtailed " + t).lower(0).upper(site.curtailableKw()[t] / unit), 1);
            balance[t].set(model.newVariable("missing " + t).lower(0).weight(site.eurPerMissingKw()), -1);
            balance[t].set(model.newVariable("surplus " + t).lower(0).weight(site.eurPerMissingKw()), 1);
        }
        Optimisation.Result result = model.minimise();
        return result.getState().isOptimal() ? Optional.of(prices(result, balance, peaks)) : Optional.empty();
    }

    /** @return the energy at the interval's end */
    private Variable energy(ExpressionsBasedModel model, int t, double unit, Variable before, Expression balance) {
        Variable after =
                model.newVariable("energy " + t).lower(lowKwh[t + 1] / unit).upper(highKwh[t + 1] / unit);
        Expression change = model.newExpression("change " + t).level(0);
        change.set(after, 1);
        change.set(before, -1);
        if (chargedKwh[t] > TINY) {
            Variable charge = model.newVariable("charge " + t).lower(0).upper(chargeKw[t] / unit);
            change.set(charge, -chargedKwh[t] / chargeKw[t]);
            balance.set(charge, 1);
        }
        if (dischargedKwh[t] > TINY) {
            Variable discharge = model.newVariable("discharge " + t)
                    .lower(0)
                    .upper(dischargeKw[t] / unit)
                    .weight(wearEur[t] / dischargeKw[t]);
            change.set(discharge, dischargedKwh[t] / dischargeKw[t]);
            balance.set(discharge, -1);
        }
        return after;
    }

    private Prices prices(Optimisation.Result result, Expression[] balance, Expression[] peaks) {
        var prices = new Prices(new double[steps], new double[steps]);
        result.getDualValues().forEach(entry -> {
            for (int t = 0; t < steps; t++) {
                if (entry.getKey().left() == balance[t]) {
                    prices.eurPerKw()[t] += entry.doubleValue();
                } else if (entry.getKey().left() == peaks[t]) {
                    prices.peakEurPerKw()[t] += Math.abs(entry.doubleValue());
                }
            }
        });
        return prices;
    }
}
