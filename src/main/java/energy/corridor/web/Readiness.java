package energy.corridor.web;

import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.duty.Duty;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.PlannedStay;
import energy.corridor.fleet.SocEstimate;
import energy.corridor.fleet.Vehicle;
import energy.corridor.fleet.VehicleState;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a vehicle will leave with what it was promised.
 *
 * @param duty the promise: of the present stay while it is plugged in, else of the next
 * @param reason why it is at risk, or what it waits for; empty when there is nothing to say
 * @param shortfallKwh energy that will be missing at departure
 * @param chargesFrom when the plan charges it next
 */
record Readiness(
        Status status, Optional<Duty> duty, String reason, double shortfallKwh, Optional<Instant> chargesFrom) {

    /** A battery counts as full, and a promise as kept, half a percent below: chargers show whole percents. */
    private static final double TOLERANCE = 0.005;

    /** Less is the vehicle's own consumption, not charging. */
    private static final double CHARGING_KW = 0.1;

    enum Status {
        READY,
        CHARGING,
        WAITING,
        AT_RISK,
        AWAY
    }

    static Readiness of(VehicleState vehicle, FleetState fleet, Optional<ChargingPlan> plan) {
        Instant now = fleet.now();
        Optional<EvseState> evse = vehicle.plugIn().flatMap(p -> fleet.evse(p.evse()));
        boolean here = vehicle.plugIn().isPresent();
        List<Duty> duties = vehicle.duties();
        boolean unannounced =
                here && !duties.isEmpty() && duties.get(0).arrival().isAfter(now.plus(PlannedStay.EARLY));
        Optional<Duty> duty = unannounced ? Optional.empty() : duties.stream().findFirst();
        Optional<Instant> next =
                plan.flatMap(p -> chargesFrom(p, vehicle.vehicle().id().value(), now));
        double toleranceKwh = TOLERANCE * vehicle.vehicle().capacityKwh();

        Optional<Missing> missing = duty.flatMap(d -> beyondReach(vehicle, d, fleet, now))
                .or(() -> plan.flatMap(p -> inPlan(p, vehicle, stayOfPromise(vehicle, fleet))))
                .filter(m -> m.kwh() > toleranceKwh);
        boolean enough = duty.filter(d -> vehicle.soc().socKwh() >= attainable(vehicle, d) - toleranceKwh)
                .isPresent();
        if (missing.isPresent() && !(here && enough)) {
            return new Readiness(
                    Status.AT_RISK, duty, missing.get().because(), missing.get().kwh(), next);
        }
        if (!here) {
            return new Readiness(Status.AWAY, duty, "", 0, next);
        }
        if (evse.flatMap(EvseState::powerKw).orElse(0.0) > CHARGING_KW) {
            return new Readiness(Status.CHARGING, duty, "", 0, next);
        }
        if (enough) {
            return new Readiness(Status.READY, duty, "", 0, next);
        }
        String reason = evse.filter(e -> !e.controllable())
                .map(e -> "its station cannot be reached and may draw %.0f kW".formatted(e.fallbackKw()))
                .orElse(duty.isEmpty() ? "no departure is known" : "");
        return new Readiness(Status.WAITING, duty, reason, 0, next);
    }

    private record Missing(double kwh, String because) {}

    /** What a battery whose energy is known only so well can be charged to with certainty. */
    private static double attainable(VehicleState vehicle, Duty duty) {
        SocEstimate soc = vehicle.soc();
        return Math.min(duty.requiredKwh(), vehicle.vehicle().capacityKwh() - (soc.highKwh() - soc.lowKwh()));
    }

    /** Independent of any plan: full power from now until departure is not enough. */
    private static Optional<Missing> beyondReach(VehicleState vehicle, Duty duty, FleetState fleet, Instant now) {
        Optional<EvseState> evse = vehicle.plugIn().flatMap(p -> fleet.evse(p.evse()));
        if (evse.isEmpty() || !duty.departure().isAfter(now)) {
            return Optional.empty();
        }
        Vehicle v = vehicle.vehicle();
        double kw = Math.min(evse.get().evse().maxKw(), v.maxChargeKw());
        double reachKwh = vehicle.soc().socKwh()
                + v.chargeEfficiency() * Units.energyKwh(kw, Duration.between(now, duty.departure()));
        double missingKwh = duty.requiredKwh() - reachKwh;
        return missingKwh > 0
                ? Optional.of(new Missing(
                        missingKwh, "even %.0f kW until departure reach only %.0f kWh".formatted(kw, reachKwh)))
                : Optional.empty();
    }

    /** Which of the planned stays ends with the promise: before it may lie one without a duty, or the first part of a boosted one. */
    private static int stayOfPromise(VehicleState vehicle, FleetState fleet) {
        return PlannedStay.of(vehicle, fleet.now(), SumSocCorridor.maxKw(fleet, vehicle))
                        .size()
                - vehicle.duties().size();
    }

    private static Optional<Missing> inPlan(ChargingPlan plan, VehicleState vehicle, int stay) {
        return plan.shortfalls().stream()
                .filter(s -> s.vehicle().equals(vehicle.vehicle().id().value()) && s.stay() == stay)
                .findFirst()
                .map(s -> new Missing(s.kwh(), s.because()));
    }

    private static Optional<Instant> chargesFrom(ChargingPlan plan, String vehicle, Instant now) {
        return plan.vehicles().stream()
                .filter(v -> v.id().equals(vehicle))
                .findFirst()
                .flatMap(v -> {
                    for (int t = Math.max(0, plan.grid().intervalAt(now));
                            t < plan.grid().steps();
                            t++) {
                        if (v.powerKw().get(t) > CHARGING_KW) {
                            return Optional.of(plan.grid().boundary(t));
                        }
                    }
                    return Optional.empty();
                });
    }
}
