package energy.corridor.dispatch;

import energy.corridor.fleet.Evse;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.PlannedStay;
import energy.corridor.fleet.VehicleState;
import energy.corridor.optimiser.ChargeLevels;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.VehiclePlan;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The power one EVSE should give now, before limits.
 *
 * @param levels what it can give while charging
 * @param laxityHours time left until departure, less the time its required energy takes at full power; infinite when it needs none
 * @param roomKwh what its battery can still take
 */
record Wish(
        Evse evse, long transaction, double powerKw, ChargeLevels levels, double laxityHours, double roomKwh, Why why) {

    enum Why {
        PLAN,
        MUST_CHARGE,
        /** No plan knows this session yet, or nobody knows the vehicle. */
        FAILSAFE
    }

    /** Who charges gains laxity on who waits: compared to the second, two of them would take turns, and every turn costs power. */
    private static final double LAXITY_STEP_HOURS = 1.0 / 12;

    /** Those who must charge first, then by laxity in steps of five minutes, then by name. */
    static final Comparator<Wish> URGENCY = Comparator.<Wish>comparingInt(w -> w.why == Why.MUST_CHARGE ? 0 : 1)
            .thenComparingDouble(w -> Math.floor(w.laxityHours / LAXITY_STEP_HOURS))
            .thenComparing(w -> w.evse.id());

    /**
     * The wishes of all EVSEs that a setpoint can reach, in order of urgency: the plan's power of the interval that holds now,
     * but full power once laxity is down to {@code guard}. A plan's power below what the hardware can give becomes that least
     * power while the vehicle is behind its plan, else a pause.
     */
    static List<Wish> of(FleetState state, Optional<ChargingPlan> plan, Duration guard) {
        Map<String, VehiclePlan> planned = new HashMap<>();
        plan.ifPresent(p -> p.vehicles().forEach(v -> planned.put(v.id(), v)));
        Map<String, VehicleState> vehicles = new HashMap<>();
        state.vehicles().forEach(v -> vehicles.put(v.vehicle().id().value(), v));
        List<Wish> wishes = new ArrayList<>();
        for (EvseState evse : state.evses()) {
            if (evse.transaction() == 0 || !evse.controllable()) {
                continue;
            }
            Optional<VehicleState> vehicle = evse.vehicle().map(id -> vehicles.get(id.value()));
            wishes.add(vehicle.map(v -> of(state.now(), evse, v, plan, planned, guard))
                    .orElseGet(() -> failsafe(evse, Double.POSITIVE_INFINITY)));
        }
        wishes.sort(URGENCY);
        return wishes;
    }

    private static Wish of(
            Instant now,
            EvseState evse,
            VehicleState vehicle,
            Optional<ChargingPlan> plan,
            Map<String, VehiclePlan> planned,
            Duration guard) {
        double maxKw = Math.min(vehicle.vehicle().maxChargeKw(), evse.evse().maxKw());
        var levels = ChargeLevels.possible(
                Math.max(vehicle.vehicle().minChargeKw(), evse.evse().leastKw()),
                maxKw,
                evse.evse().stepKw());
        double leastKw = levels.leastKw();
        double laxity = laxityHours(now, vehicle, maxKw);
        double room = vehicle.vehicle().capacityKwh() - vehicle.soc().highKwh();
        if (laxity <= Units.hours(guard)) {
            return new Wish(evse.evse(), evse.transaction(), maxKw, levels, laxity, room, Why.MUST_CHARGE);
        }
        VehiclePlan mine = planned.get(vehicle.vehicle().id().value());
        int t = plan.map(p -> p.grid().intervalAt(now)).orElse(-1);
        if (mine == null || t < 0 || t >= mine.powerKw().size()) {
            return failsafe(evse, laxity);
        }
        double kw = Math.min(maxKw, mine.powerKw().get(t));
        if (kw > 0 && kw < leastKw) {
            boolean behind = vehicle.soc().socKwh() < plannedKwh(plan.get(), mine, now, t);
            kw = behind ? leastKw : 0;
        }
        return new Wish(evse.evse(), evse.transaction(), kw, levels, laxity, room, Why.PLAN);
    }

    private static Wish failsafe(EvseState evse, double laxity) {
        Evse e = evse.evse();
        var levels = new ChargeLevels(Math.min(e.minKw(), e.failsafeKw()), e.failsafeKw(), 0);
        return new Wish(e, evse.transaction(), e.failsafeKw(), levels, laxity, 0, Why.FAILSAFE);
    }

    private static double plannedKwh(ChargingPlan plan, VehiclePlan mine, Instant now, int t) {
        double share = Units.hours(Duration.between(plan.grid().boundary(t), now))
                / plan.grid().stepHours();
        return mine.socKwh().get(t)
                + share * (mine.socKwh().get(t + 1) - mine.socKwh().get(t));
    }

    private static double laxityHours(Instant now, VehicleState vehicle, double maxKw) {
        double tightest = Double.POSITIVE_INFINITY;
        List<PlannedStay> stays = PlannedStay.of(vehicle, now, maxKw);
        if (!stays.isEmpty()) {
            PlannedStay stay = stays.get(0);
            double missing = stay.requiredKwh() - vehicle.soc().lowKwh();
            if (missing > 0) {
                double hours = missing / (maxKw * vehicle.vehicle().chargeEfficiency());
                tightest = Units.hours(Duration.between(now, stay.to())) - hours;
            }
        }
        return tightest;
    }
}
