package energy.corridor.sim.physics;

import energy.corridor.sim.scenario.ChargingStation;
import energy.corridor.sim.scenario.Vehicle;
import org.jspecify.annotations.Nullable;

/**
 * The power side of a station's one connector: contactor, limit and an energy register that only grows.
 *
 * <p>The power is the least of the station's maximum, the limit and what the vehicle takes, and 0 when the limit lies below
 * what station or vehicle can do at least.
 */
public final class Outlet {

    private static final double KW = 1e-9; // a limit of exactly the minimum still charges

    private final ChargingStation station;
    private double registerWh;
    private double limitKw = Double.POSITIVE_INFINITY;
    private double ceilingSoc = 1;
    private boolean closed;
    private @Nullable Vehicle vehicle;
    private @Nullable Battery battery;

    public Outlet(ChargingStation station) {
        this.station = station;
    }

    public ChargingStation station() {
        return station;
    }

    public void plugIn(Vehicle vehicle, Battery battery) {
        this.vehicle = vehicle;
        this.battery = battery;
    }

    public void unplug() {
        vehicle = null;
        battery = null;
        closed = false;
    }

    public @Nullable Vehicle vehicle() {
        return vehicle;
    }

    /** State of charge of the vehicle plugged in, 0..1; 0 when there is none. */
    public double soc() {
        return battery == null ? 0 : battery.soc();
    }

    /** Closes the contactor: energy may flow. */
    public void close() {
        closed = true;
    }

    public void open() {
        closed = false;
    }

    /** @param kw infinite when nothing limits */
    public void limit(double kw) {
        limitKw = kw;
    }

    /** Charging ends at this state of charge, 0..1. */
    public void ceiling(double soc) {
        ceilingSoc = soc;
    }

    /** Energy delivered since the station was built, Wh. */
    public double registerWh() {
        return registerWh;
    }

    public void registerWh(double wh) {
        registerWh = wh;
    }

    /** Whether the limit in force is what keeps the vehicle from charging. */
    public boolean limitPauses() {
        return vehicle != null && closed && allowedKw() == 0;
    }

    /** Power flowing right now, kW. */
    public double powerKw() {
        return battery == null || !closed ? 0 : battery.powerKw(allowedKw(), ceilingSoc);
    }

    /** Lets energy flow for {@code hours}; returns the kWh drawn. */
    public double run(double hours) {
        if (battery == null || !closed) {
            return 0;
        }
        double kwh = battery.charge(allowedKw(), ceilingSoc, hours);
        registerWh += kwh * 1000;
        return kwh;
    }

    private double allowedKw() {
        double allowed = Math.min(station.maxKw(), limitKw);
        double least =
                Math.max(station.minKw(), vehicle == null ? 0 : vehicle.type().minKw());
        return allowed < least - KW ? 0 : Math.max(0, allowed);
    }
}
