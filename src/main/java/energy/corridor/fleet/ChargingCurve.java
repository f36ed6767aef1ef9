package energy.corridor.fleet;

import energy.corridor.quantity.Units;
import java.time.Duration;
import java.util.List;

/**
 * How much a vehicle takes by its state of charge: grid-side kW, linear between points, flat outside them. An empty curve
 * takes any power at any state of charge.
 *
 * @param points by rising {@code soc}
 */
public record ChargingCurve(List<Point> points) {

    public static final ChargingCurve FLAT = new ChargingCurve(List.of());

    /** @param soc share of the capacity, 0..1 @param maxKw most it takes there, above 0 */
    public record Point(double soc, double maxKw) {}

    public ChargingCurve {
        points = List.copyOf(points);
        double before = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            if (!(0 <= point.soc() && point.soc() <= 1 && point.soc() > before)) {
                throw new IllegalArgumentException(
                        "A charging curve's soc values must rise within 0..1, but %s follows %s."
                                .formatted(point.soc(), before));
            }
            if (!(0 < point.maxKw() && point.maxKw() <= 1e5)) {
                throw new IllegalArgumentException("The maxKw (%s) of a charging curve at soc %s must be in 0..100000."
                        .formatted(point.maxKw(), point.soc()));
            }
            before = point.soc();
        }
    }

    /** Most the vehicle takes at {@code soc} (0..1), kW. */
    public double maxKw(double soc) {
        if (points.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Point below = points.get(0);
        if (soc <= below.soc()) {
            return below.maxKw();
        }
        for (Point above : points) {
            if (soc <= above.soc()) {
                double share = (soc - below.soc()) / (above.soc() - below.soc());
                return below.maxKw() + share * (above.maxKw() - below.maxKw());
            }
            below = above;
        }
        return below.maxKw();
    }

    /**
     * Time to charge from {@code fromKwh} to {@code toKwh} with at most {@code kw}, grid side, in slices of one percent of the
     * capacity; zero when there is nothing to charge.
     */
    public Duration timeToCharge(double fromKwh, double toKwh, double capacityKwh, double kw, double efficiency) {
        double slice = Units.percentToKwh(1, capacityKwh);
        double hours = 0;
        for (double at = fromKwh; at < toKwh - 1e-9; at += slice) {
            double energy = Math.min(slice, toKwh - at);
            double power = Math.min(kw, maxKw((at + energy / 2) / capacityKwh));
            hours += energy / (power * efficiency);
        }
        return Units.hours(hours);
    }
}
