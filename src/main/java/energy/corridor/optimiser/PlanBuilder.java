package energy.corridor.optimiser;

import energy.corridor.optimiser.ChargingPlan.RequestResult;
import energy.corridor.optimiser.ChargingPlan.ShadowPrices;
import energy.corridor.optimiser.ChargingPlan.Shortfall;
import energy.corridor.optimiser.ChargingPlan.StoragePlan;
import energy.corridor.optimiser.ChargingPlan.VehiclePlan;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Vehicle;
import energy.corridor.quantity.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A schedule into the plan that is handed out: all its figures are those of {@link PlanAudit}. */
public final class PlanBuilder {

    private PlanBuilder() {}

    /**
     * @param boundEur proven lower bound of the money, −∞ when unknown; never reported above the plan's own money
     * @param millis what it took
     */
    public static ChargingPlan build(
            ChargingProblem problem,
            Schedule schedule,
            ChargingPlan.Status status,
            double boundEur,
            ShadowPrices prices,
            long millis) {
        PlanAudit audit = PlanAudit.of(problem, schedule);
        int vehicleCount = problem.vehicles().size();
        List<VehiclePlan> vehicles = new ArrayList<>();
        List<Shortfall> shortfalls = new ArrayList<>();
        var reason = new ShortfallReason(problem, audit);
        ShadowPrices priced = PriceParts.withRequests(problem, audit, prices);
        var reasons =
                new PlanReasons(problem, audit, status == ChargingPlan.Status.FALLBACK ? noPrices(problem) : priced);
        for (int b = 0; b < vehicleCount; b++) {
            Vehicle vehicle = problem.vehicles().get(b);
            List<Double> unmet =
                    new ArrayList<>(Collections.nCopies(vehicle.stays().size(), 0.0));
            Battery battery = audit.batteries().get(b);
            for (int w = 0; w < battery.windows().size(); w++) {
                int stay = battery.windows().get(w).stay();
                double clamped = audit.clampedKwh(b)[w];
                if (clamped > PlanAudit.TINY) {
                    shortfalls.add(new Shortfall(
                            vehicle.id(),
                            stay,
                            clamped,
                            "the trip before it takes %.1f kWh, more than the battery held"
                                    .formatted(battery.windows().get(w).tripKwh())));
                }
                double missing = audit.unmetKwh(b, w);
                unmet.set(stay, missing);
                if (missing > 0) {
                    shortfalls.add(new Shortfall(vehicle.id(), stay, missing, reason.of(b, w)));
                }
            }
            vehicles.add(new VehiclePlan(
                    vehicle.id(),
                    Series.of(audit.powerKw(b)),
                    Series.of(audit.socKwh(b)),
                    List.copyOf(unmet),
                    reasons.of(b)));
        }
        List<StoragePlan> storage = new ArrayList<>();
        for (int b = vehicleCount; b < audit.batteries().size(); b++) {
            String id = audit.batteries().get(b).id();
            storage.add(new StoragePlan(id, Series.of(audit.powerKw(b)), Series.of(audit.socKwh(b)), reasons.of(b)));
            double missing = audit.unmetKwh(b, 0);
            if (missing > 0) {
                shortfalls.add(new Shortfall(id, 0, missing, "finalMinKwh: " + reason.of(b, 0)));
            }
        }
        List<RequestResult> requests = new ArrayList<>();
        for (int r = 0; r < problem.requests().size(); r++) {
            requests.add(new RequestResult(
                    problem.requests().get(r).id(), Series.of(schedule.reservedKw(r)), audit.brokenKwh(r)));
        }
        return new ChargingPlan(
                status,
                audit.moneyEur(),
                Math.min(boundEur, audit.moneyEur()),
                millis,
                problem.grid(),
                vehicles,
                storage,
                Series.of(audit.sitePowerKw()),
                audit.peakKw(),
                Series.of(audit.limitExceededKw()),
                CorridorSum.of(problem, audit),
                shortfalls,
                priced,
                requests);
    }

    /** Shadow prices of a plan that knows none: zero everywhere. */
    public static ShadowPrices noPrices(ChargingProblem problem) {
        Series zero = Series.constant(0, problem.grid().steps());
        Map<String, Series> limits = new HashMap<>();
        for (Limit limit : problem.site().limits()) {
            limits.put(limit.id(), zero);
        }
        return new ShadowPrices(zero, limits);
    }
}
