package energy.corridor.sim.scenario;

import java.util.List;

/**
 * How much a vehicle draws by its state of charge: grid-side kW, linear between points, flat outside them.
 *
 * @param points by rising {@code soc}, at least one
 */
public record ChargingCurve(List<Point> points) {

    /** @param soc share of the capacity, 0..1 @param kw most it draws there, 0 or more */
    public record Point(double soc, double kw) {}

    public ChargingCurve {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new ScenarioException("A charging curve needs at least one point [soc, kW].");
        }
        double before = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            if (!(0 <= point.soc && point.soc <= 1 && before < point.soc)) {
                throw new ScenarioException(
                        "The soc values of a charging curve must rise within 0..1, but %s follows %s."
                                .formatted(point.soc, before));
            }
            if (!(0 <= point.kw && point.kw <= 1e5)) {
                throw new ScenarioException(
                        "The power of a charging curve at soc %s is %s kW; it must be in 0..100000 kW."
                                .formatted(point.soc, point.kw));
            }
            before = point.soc;
        }
    }

    public static ChargingCurve flat(double kw) {
        return new ChargingCurve(List.of(new Point(0, kw)));
    }

    /** Most power at {@code soc}, kW. */
    public double kwAt(double soc) {
        Point below = points.get(0);
        if (soc <= below.soc) {
            return below.kw;
        }
        for (Point above : points) {
            if (soc <= above.soc) {
                double share = (soc - below.soc) / (above.soc - below.soc);
                return below.kw + share * (above.kw - below.kw);
            }
            below = above;
        }
        return below.kw;
    }

    /** The first soc above {@code soc} at which the slope changes; 1 when there is none. */
    public double nextKnee(double soc) {
        for (Point point : points) {
            if (point.soc > soc) {
                return point.soc;
            }
        }
        return 1;
    }
}
