package energy.corridor.optimiser.answer;

import energy.corridor.grid.request.ReasonCode;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.VehiclePlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.optimiser.ChargingProblem.Stay;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.optimiser.RequestTime;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What stands against less, or more, import in an interval of a plan that was made to give all it can. Times are instants (ISO 8601, UTC). */
public final class AnswerReason {

    private static final double NOTHING_KW = 0.05;
    private static final double NOTHING_KWH = 0.1;
    private static final double FULL = 0.5;

    private final ChargingProblem problem;
    private final ChargingPlan plan;

    /** @param code the same for machines */
    public record Why(ReasonCode code, String sentence) {}

    public AnswerReason(ChargingProblem problem, ChargingPlan plan) {
        this.problem = problem;
        this.plan = plan;
    }

    /** @param more whether more import was wanted than the plan gives in the interval */
    public Why of(int t, boolean more) {
        if (isHeldBack(problem, t)) {
            return new Why(
                    ReasonCode.CONFLICTING_LIMIT,
                    "at %s there is more PV than the export limit of %.0f kW lets out"
                            .formatted(
                                    time(problem.grid().boundary(t)),
                                    problem.site().exportLimitKw().get(t)));
        }
        return more ? notMore(t) : notLess(t);
    }

    /** Whether PV is more than other load and the export limit take together. */
    static boolean isHeldBack(ChargingProblem problem, int t) {
        return problem.site().pvKw().get(t)
                > problem.site().baseLoadKw().get(t)
                        + problem.site().exportLimitKw().get(t)
                        + NOTHING_KW;
    }

    private record Pressed(Vehicle vehicle, Stay stay, double laxityHours) {}

    private Why notLess(int t) {
        List<Pressed> charging = new ArrayList<>();
        Instant end = problem.grid().boundary(t + 1);
        for (int v = 0; v < problem.vehicles().size(); v++) {
            Vehicle vehicle = problem.vehicles().get(v);
            VehiclePlan planned = plan.vehicles().get(v);
            if (planned.powerKw().get(t) <= NOTHING_KW) {
                continue;
            }
            stayAt(vehicle, t).ifPresent(stay -> {
                double lacking = stay.requiredKwh() - planned.socKwh().get(t + 1);
                double full = vehicle.maxChargeKw() * vehicle.chargeEfficiency();
                double need = full > 0 ? Math.max(0, lacking) / full : 0;
                charging.add(new Pressed(vehicle, stay, Units.hours(Duration.between(end, stay.to())) - need));
            });
        }
        if (charging.isEmpty()) {
            return new Why(
                    ReasonCode.NO_CAPACITY,
                    "at %s no vehicle draws anything, and the site's other load is %.1f kW"
                            .formatted(
                                    time(problem.grid().boundary(t)),
                                    plan.sitePowerKw().get(t)));
        }
        charging.sort(Comparator.comparingDouble(Pressed::laxityHours));
        Pressed first = charging.get(0);
        String others = charging.size() == 1 ? "" : " (and %d more that charge then)".formatted(charging.size() - 1);
        return new Why(
                ReasonCode.VEHICLE_READY_TIME,
                "%s must leave at %s with %.0f kWh%s"
                        .formatted(
                                first.vehicle().id(),
                                time(first.stay().to()),
                                first.stay().requiredKwh(),
                                others));
    }

    private Why notMore(int t) {
        double kw = plan.sitePowerKw().get(t);
        double limit = problem.site().importLimitKw().get(t);
        Optional<Request.ImportLimit> by = problem.requests().stream()
                .filter(Request.ImportLimit.class::isInstance)
                .map(Request.ImportLimit.class::cast)
                .filter(r -> RequestTime.overlapHours(problem.grid(), r, t) > 0)
                .min(Comparator.comparingDouble(Request.ImportLimit::kw));
        double tightest = by.map(r -> Math.min(limit, r.kw())).orElse(limit);
        if (kw >= tightest - FULL) {
            String whose = by.filter(r -> r.kw() <= limit + FULL)
                    .map(r -> "%s holds the site to %.0f kW".formatted(r.id(), r.kw()))
                    .orElse("the connection leaves %.0f kW".formatted(limit));
            return new Why(
                    ReasonCode.CONFLICTING_LIMIT,
                    whose + " at " + time(problem.grid().boundary(t)));
        }
        int here = 0;
        int full = 0;
        double most = 0;
        for (int v = 0; v < problem.vehicles().size(); v++) {
            Vehicle vehicle = problem.vehicles().get(v);
            if (stayAt(vehicle, t).isPresent()) {
                here++;
                most += vehicle.maxChargeKw();
                full += plan.vehicles().get(v).socKwh().get(t) >= vehicle.maxSocKwh() - NOTHING_KWH ? 1 : 0;
            }
        }
        String sentence = here == 0
                ? "no vehicle is plugged in at %s".formatted(time(problem.grid().boundary(t)))
                : "of the %d vehicles plugged in at %s (%.0f kW together) %s will be full, and what they take now they cannot take later"
                        .formatted(here, time(problem.grid().boundary(t)), most, full == 0 ? "none" : full);
        return new Why(ReasonCode.NO_CAPACITY, sentence);
    }

    private Optional<Stay> stayAt(Vehicle vehicle, int t) {
        Instant from = problem.grid().boundary(t);
        return vehicle.stays().stream()
                .filter(stay -> !stay.from().isAfter(from) && stay.to().isAfter(from))
                .findFirst();
    }

    public static String time(Instant at) {
        return at.toString();
    }

    static String kw(double kw) {
        return String.format(Locale.ROOT, "%.1f kW", kw);
    }
}
