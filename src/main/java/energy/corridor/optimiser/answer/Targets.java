package energy.corridor.optimiser.answer;

import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.ChargingProblem.Request;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** The parts of a request's intervals that lie in each interval of a plan. */
final class Targets {

    /** @param t the plan's interval @param kw asked for */
    record Part(int t, Instant from, Instant to, double kw) {}

    private final List<Part> parts = new ArrayList<>();
    private final boolean beyond;

    /** @param offsetKw added per interval of the plan */
    Targets(TimeGrid grid, List<Slot> slots, IntToDoubleFunction offsetKw) {
        for (Slot slot : slots) {
            for (int t = 0; t < grid.steps(); t++) {
                Instant from = later(slot.from(), grid.boundary(t));
                Instant to = earlier(slot.to(), grid.boundary(t + 1));
                if (from.isBefore(to)) {
                    parts.add(new Part(t, from, to, slot.kw() + offsetKw.applyAsDouble(t)));
                }
            }
        }
        beyond = slots.get(slots.size() - 1).to().isAfter(grid.end());
    }

    List<Part> parts() {
        return parts;
    }

    /** Whether a part of the request lies behind the plan's end. */
    boolean reachBeyond() {
        return beyond;
    }

    /**
     * The site's net import of a plan in an interval with all PV used that the export limit lets out: nobody commands an inverter for a
     * request.
     */
    static double siteKw(ChargingProblem problem, ChargingPlan plan, int t) {
        double kw = problem.site().baseLoadKw().get(t) - problem.site().pvKw().get(t);
        for (ChargingPlan.VehiclePlan vehicle : plan.vehicles()) {
            kw += vehicle.powerKw().get(t);
        }
        for (ChargingPlan.StoragePlan storage : plan.storage()) {
            kw += storage.powerKw().get(t);
        }
        return Math.max(kw, -problem.site().exportLimitKw().get(t));
    }

    /** As dispatches of a charging problem, neighbours of the same power in one. */
    List<Request> dispatches(String id, double penaltyEurPerKwh) {
        List<Request> requests = new ArrayList<>();
        for (Slot slot : merged(
                parts.stream().map(p -> new Slot(p.from(), p.to(), p.kw())).toList())) {
            requests.add(new Request.Dispatch(
                    "%s?%d".formatted(id, requests.size()), slot.from(), slot.to(), slot.kw(), penaltyEurPerKwh));
        }
        return requests;
    }

    static List<Slot> merged(List<Slot> slots) {
        List<Slot> merged = new ArrayList<>();
        for (Slot slot : slots) {
            Slot last = merged.isEmpty() ? slot : merged.get(merged.size() - 1);
            if (last != slot && last.to().equals(slot.from()) && last.kw() == slot.kw()) {
                merged.set(merged.size() - 1, new Slot(last.from(), slot.to(), slot.kw()));
            } else {
                merged.add(slot);
            }
        }
        return merged;
    }

    static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
