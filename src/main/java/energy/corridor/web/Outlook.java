package energy.corridor.web;

import energy.corridor.duty.Duty;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.SocEstimate;
import energy.corridor.fleet.SocSource;
import energy.corridor.fleet.VehicleState;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How sure it is that a vehicle leaves with what it was promised.
 *
 * @param doubt why it is not sure, in a few words; empty where it is
 * @param atDepartureKwh energy it will leave with by the plan, as likely as not; empty where the plan does not reach so far
 * @param readyAt when the plan has it ready
 */
record Outlook(Level level, String doubt, Optional<Double> atDepartureKwh, Optional<Instant> readyAt) {

    /** Values older than this are doubted while their vehicle is here. */
    private static final Duration OLD = Duration.ofMinutes(30);

    private static final double TOLERANCE = 0.005;

    enum Level {
        SURE,
        DOUBTFUL,
        SHORT,
        /** It has no departure. */
        FREE
    }

    static Outlook of(VehicleState vehicle, Readiness readiness, FleetState fleet, Optional<ChargingPlan> plan) {
        Optional<Duty> duty = readiness.duty();
        Optional<Course> course = duty.flatMap(d -> plan.flatMap(p -> course(p, vehicle, d, fleet.now())));
        Optional<Double> kwh = course.map(Course::atDepartureKwh);
        Optional<Instant> readyAt = course.flatMap(Course::readyAt);
        if (readiness.status() == Readiness.Status.AT_RISK) {
            return new Outlook(Level.SHORT, "", kwh, readyAt);
        }
        if (duty.isEmpty()) {
            return new Outlook(Level.FREE, "", kwh, readyAt);
        }
        String doubt = readiness.status() == Readiness.Status.READY ? "" : doubt(vehicle, duty.get(), fleet);
        return new Outlook(doubt.isEmpty() ? Level.SURE : Level.DOUBTFUL, doubt, kwh, readyAt);
    }

    private static String doubt(VehicleState vehicle, Duty duty, FleetState fleet) {
        Instant now = fleet.now();
        if (vehicle.plugIn().isEmpty()) {
            return duty.arrival().isBefore(now) ? "expected, but not plugged in" : "";
        }
        Optional<EvseState> evse = vehicle.plugIn().flatMap(p -> fleet.evse(p.evse()));
        if (evse.filter(e -> !e.controllable()).isPresent()) {
            return "its station cannot be reached";
        }
        if (evse.filter(e -> !e.errorCode().equals("NoError")).isPresent()) {
            return "its station reports a fault";
        }
        SocEstimate soc = vehicle.soc();
        if (soc.source() == SocSource.ASSUMED) {
            return "its state of charge is assumed";
        }
        boolean old = soc.sampledAt().isAfter(Instant.EPOCH)
                && Duration.between(soc.sampledAt(), now).compareTo(OLD) > 0;
        return old ? "its state of charge is old" : "";
    }

    private record Course(double atDepartureKwh, Optional<Instant> readyAt) {}

    /** The plan keeps to the low edge of what is known; what is likely lies as much higher as it does now. */
    private static Optional<Course> course(ChargingPlan plan, VehicleState vehicle, Duty duty, Instant now) {
        TimeGrid grid = plan.grid();
        int end = grid.lastBoundaryUntil(duty.departure());
        if (duty.departure().isAfter(grid.end()) || end < 1) {
            return Optional.empty();
        }
        double capacityKwh = vehicle.vehicle().capacityKwh();
        double above = vehicle.soc().socKwh() - vehicle.soc().lowKwh();
        return plan.vehicles().stream()
                .filter(v -> v.id().equals(vehicle.vehicle().id().value()))
                .findFirst()
                .map(v -> {
                    Optional<Instant> readyAt = Optional.empty();
                    int first =
                            Math.max(0, grid.firstBoundaryFrom(duty.arrival().isAfter(now) ? duty.arrival() : now));
                    for (int k = first; k <= end && readyAt.isEmpty(); k++) {
                        if (v.socKwh().get(k) + above >= duty.requiredKwh() - TOLERANCE * capacityKwh) {
                            readyAt = Optional.of(grid.boundary(k));
                        }
                    }
                    return new Course(Math.min(capacityKwh, v.socKwh().get(end) + above), readyAt);
                });
    }
}
