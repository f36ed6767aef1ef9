package energy.corridor.sim.station;

import energy.corridor.sim.physics.Outlet;

/**
 * What a station's meter shows.
 *
 * @param registerWh whole watt-hours that have flowed
 * @param soc of the vehicle plugged in, 0..1
 */
record MeterFace(long registerWh, double powerKw, double soc) {

    static MeterFace of(Outlet outlet) {
        return new MeterFace(wholeWh(outlet), outlet.powerKw(), outlet.soc());
    }

    /** Registers are read as whole watt-hours that have flowed; a millionth is the rounding of sums. */
    private static long wholeWh(Outlet outlet) {
        return (long) Math.floor(outlet.registerWh() + 1e-6);
    }
}
