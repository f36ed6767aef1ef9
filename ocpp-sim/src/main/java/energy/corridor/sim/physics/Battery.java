package energy.corridor.sim.physics;

import energy.corridor.sim.scenario.ChargingCurve;
import energy.corridor.sim.scenario.VehicleType;

/**
 * A vehicle's battery. With a power P(soc) from the grid it follows d(soc)/dt = efficiency · P(soc) / capacity; P is the
 * lesser of a limit and the charging curve, hence piecewise linear in soc, and every piece has a closed solution.
 */
public final class Battery {

    private static final double FULL = 1e-9;

    private final VehicleType type;
    private double soc;

    public Battery(VehicleType type, double soc) {
        this.type = type;
        this.soc = soc;
    }

    public double soc() {
        return soc;
    }

    public double energyKwh() {
        return soc * type.capacityKwh();
    }

    public double capacityKwh() {
        return type.capacityKwh();
    }

    /** Takes a trip's energy out. Returns the kWh that were not there: a battery does not go below empty. */
    public double drive(double socDelta) {
        double left = soc + socDelta;
        soc = Math.min(1, Math.max(0, left));
        return left < 0 ? -left * type.capacityKwh() : 0;
    }

    /** Power drawn right now, kW on the grid side; 0 at or above {@code ceilingSoc}. */
    public double powerKw(double limitKw, double ceilingSoc) {
        return soc >= ceilingSoc - FULL
                ? 0
                : Math.max(0, Math.min(limitKw, type.curve().kwAt(soc)));
    }

    /**
     * Charges for {@code hours} with at most {@code limitKw}, grid side, up to {@code ceilingSoc}.
     *
     * @return the energy drawn from the grid, kWh
     */
    public double charge(double limitKw, double ceilingSoc, double hours) {
        double socPerKwh = type.efficiency() / type.capacityKwh();
        double before = soc;
        double left = hours;
        while (left > 0 && soc < ceilingSoc - FULL) {
            Piece piece = Piece.at(type.curve(), soc, limitKw, ceilingSoc);
            double k = piece.slopeKw() * socPerKwh; // 1/h
            double needed = piece.hoursToEnd(k, socPerKwh);
            if (needed <= left) {
                soc = piece.to();
                left -= needed;
            } else {
                if (piece.powerKw() > 0) {
                    soc += k == 0
                            ? piece.powerKw() * socPerKwh * left
                            : piece.powerKw() / piece.slopeKw() * Math.expm1(k * left);
                }
                left = 0;
            }
        }
        soc = Math.min(soc, Math.max(before, ceilingSoc));
        return (soc - before) / socPerKwh;
    }

    /**
     * A stretch of soc over which the power is linear.
     *
     * @param powerKw at its beginning
     * @param slopeKw change of power per unit of soc
     * @param to its end
     */
    private record Piece(double from, double powerKw, double slopeKw, double to) {

        static Piece at(ChargingCurve curve, double soc, double limitKw, double ceilingSoc) {
            double knee = curve.nextKnee(soc);
            double here = curve.kwAt(soc);
            double there = curve.kwAt(knee);
            double slope = (there - here) / (knee - soc);
            double end = Math.min(knee, ceilingSoc);
            if (here <= limitKw && there <= limitKw) {
                return new Piece(soc, here, slope, end);
            }
            if (here >= limitKw && there >= limitKw) {
                return new Piece(soc, limitKw, 0, end);
            }
            // At least a hair of progress, so that rounding at the crossing cannot stall the walk.
            double crossing = Math.max(soc + (limitKw - here) / slope, soc + 1e-12);
            return here > limitKw
                    ? new Piece(soc, limitKw, 0, Math.min(end, crossing))
                    : new Piece(soc, here, slope, Math.min(end, crossing));
        }

        double hoursToEnd(double k, double socPerKwh) {
            if (powerKw <= 0) {
                return Double.POSITIVE_INFINITY;
            }
            if (k == 0) {
                return (to - from) / (powerKw * socPerKwh);
            }
            double endKw = powerKw + slopeKw * (to - from);
            return endKw <= 0 ? Double.POSITIVE_INFINITY : Math.log(endKw / powerKw) / k;
        }
    }
}
