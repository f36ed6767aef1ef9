package energy.corridor.fleet;

import energy.corridor.duty.Duty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A time at a charger as planning sees it, kWh in the battery.
 *
 * @param to when charging must be done: the departure, less the time that the end of the charging curve costs
 */
public record PlannedStay(Instant from, Instant to, double requiredKwh, double tripKwh) {

    /** How long a vehicle that is plugged in without a duty is taken to stay. */
    static final Duration UNANNOUNCED = Duration.ofHours(24);

    /**
     * The stays of {@code vehicle} from {@code now} on. A plugged-in vehicle's first stay begins now; one whose duty's arrival has
     * passed without it arriving is expected at any moment; one past its departure and still plugged in keeps its promise.
     *
     * @param maxKw most the vehicle and its EVSE exchange
     */
    public static List<PlannedStay> of(VehicleState vehicle, Instant now, double maxKw) {
        List<PlannedStay> stays = new ArrayList<>();
        List<Duty> duties = vehicle.duties();
        boolean pluggedIn = vehicle.plugIn().isPresent();
        int next = 0;
        Instant already = now.minus(UNANNOUNCED); // whole steps that hold now belong to the stay
        if (pluggedIn) {
            boolean announced = !duties.isEmpty() && !duties.get(0).arrival().isAfter(now.plus(EARLY));
            if (announced) {
                stays.addAll(boosted(
                        vehicle, duties.get(0), of(vehicle.vehicle(), duties.get(0), already, 0, maxKw), now, maxKw));
                next = 1;
            } else {
                Instant until =
                        duties.isEmpty() ? now.plus(UNANNOUNCED) : duties.get(0).arrival();
                stays.add(new PlannedStay(already, until, 0, 0));
            }
        }
        for (; next < duties.size(); next++) {
            Duty duty = duties.get(next);
            Instant from = duty.arrival().isAfter(now) ? duty.arrival() : now;
            stays.add(of(vehicle.vehicle(), duty, from, duty.tripKwh(), maxKw));
        }
        return stays;
    }

    /** What the way to whole planning intervals may cost a boost. */
    private static final Duration ROUNDING = Duration.ofMinutes(10);

    /** A boost divides the stay: the requirement holds from {@code readyBy} on, or from when full power gets there if that is later. */
    private static List<PlannedStay> boosted(
            VehicleState vehicle, Duty duty, PlannedStay stay, Instant now, double maxKw) {
        if (duty.readyBy().isEmpty() || maxKw <= 0 || vehicle.soc().lowKwh() >= stay.requiredKwh()) {
            return List.of(stay);
        }
        Vehicle v = vehicle.vehicle();
        Instant soonest = now.plus(v.curve()
                        .timeToCharge(
                                vehicle.soc().lowKwh(),
                                stay.requiredKwh(),
                                v.capacityKwh(),
                                maxKw,
                                v.chargeEfficiency()))
                .plus(ROUNDING);
        Instant by = duty.readyBy().get().isAfter(soonest) ? duty.readyBy().get() : soonest;
        return by.isBefore(stay.to())
                ? List.of(
                        new PlannedStay(stay.from(), by, stay.requiredKwh(), stay.tripKwh()),
                        new PlannedStay(by, stay.to(), stay.requiredKwh(), 0))
                : List.of(stay);
    }

    /** A vehicle that plugs in up to this long before its duty's arrival has come for that duty. */
    public static final Duration EARLY = Duration.ofHours(3);

    private static PlannedStay of(Vehicle vehicle, Duty duty, Instant from, double tripKwh, double maxKw) {
        double required = Math.min(duty.requiredKwh(), vehicle.capacityKwh());
        Duration taper = taper(vehicle, required, maxKw);
        Instant latest = duty.departure().minus(taper);
        return new PlannedStay(from, latest.isAfter(from) ? latest : duty.departure(), required, tripKwh);
    }

    /** What charging to {@code required} takes longer than at full power throughout. */
    private static Duration taper(Vehicle vehicle, double required, double maxKw) {
        Duration real =
                vehicle.curve().timeToCharge(0, required, vehicle.capacityKwh(), maxKw, vehicle.chargeEfficiency());
        Duration flat =
                ChargingCurve.FLAT.timeToCharge(0, required, vehicle.capacityKwh(), maxKw, vehicle.chargeEfficiency());
        return real.minus(flat);
    }
}
