package energy.corridor.app;

import energy.corridor.grid.GridBook;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.grid.request.Slot;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.quantity.Units;
import energy.corridor.settlement.Baseline;
import energy.corridor.settlement.CurtailmentStore;
import energy.corridor.settlement.Settlement;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Freezes what the plan in force would have drawn when an operator orders less, before a plan that obeys takes its place. The order is the
 * plan's import above what was ordered.
 */
@Singleton
final class BaselineKeeper {

    private static final String METHOD = "plan in force when the order came";

    private final GridBook grid;
    private final Planner planner;
    private final CurtailmentStore store;
    private final Settlement settlement;
    private final Settings settings;
    private final Set<String> seen = new HashSet<>();

    BaselineKeeper(GridBook grid, Planner planner, CurtailmentStore store, Settlement settlement, Settings settings) {
        this.grid = grid;
        this.planner = planner;
        this.store = store;
        this.settlement = settlement;
        this.settings = settings;
    }

    /** Orders that are known at the start have their baselines, or came before any plan. */
    void start(Clock clock) {
        grid.requests().all().forEach(request -> seen.add(key(request)));
        grid.requests().onStep(request -> freeze(request, clock.instant()));
    }

    /** With its first step: a plan that obeys comes later. */
    private synchronized void freeze(RequestRecord request, Instant now) {
        if (!seen.add(key(request))) {
            return;
        }
        List<Baseline> baselines = new ArrayList<>();
        planner.inForce()
                .ifPresent(planned -> ordered(request.asked())
                        .forEach(slot -> baselines.addAll(baselines(request.key(), slot, planned.plan(), now))));
        if (!baselines.isEmpty()) {
            store.freeze(baselines);
        }
    }

    private static String key(RequestRecord request) {
        return request.asked().id().toString();
    }

    /** What is asked for in kW of import; nothing when it asks for something else. */
    private static List<Slot> ordered(GridSignal signal) {
        if (signal instanceof GridSignal.SiteLimit limit) {
            return limit.export() ? List.of() : limit.slots();
        }
        return signal instanceof GridSignal.Dispatch dispatch && !dispatch.relative() ? dispatch.slots() : List.of();
    }

    /** One for each settlement interval that lies within the request and the plan. */
    private List<Baseline> baselines(String event, Slot slot, ChargingPlan plan, Instant now) {
        List<Baseline> baselines = new ArrayList<>();
        Duration step = settlement.settings().step();
        Instant first = settlement.floor(slot.from());
        for (Instant start = first.isBefore(slot.from()) ? first.plus(step) : first;
                !start.plus(step).isAfter(slot.to())
                        && start.isBefore(plan.grid().end());
                start = start.plus(step)) {
            Instant end = start.plus(step);
            if (start.isBefore(plan.grid().start()) || end.isAfter(plan.grid().end()) || start.isBefore(now)) {
                continue;
            }
            double fleetKwh = 0;
            double orderedKwh = 0;
            for (int t = 0; t < plan.grid().steps(); t++) {
                double kwhPerKw = Units.hours(overlap(plan, t, start, end));
                int at = t;
                if (kwhPerKw > 0) {
                    fleetKwh += kwhPerKw
                            * plan.vehicles().stream()
                                    .mapToDouble(v -> v.powerKw().get(at))
                                    .sum();
                    orderedKwh += kwhPerKw * Math.max(0, plan.sitePowerKw().get(t) - slot.kw());
                }
            }
            baselines.add(new Baseline(
                    event,
                    settings.settlement().point(),
                    start,
                    end,
                    Units.kwhToWh(Math.max(0, fleetKwh)),
                    Units.kwhToWh(orderedKwh),
                    METHOD,
                    1,
                    now));
        }
        return baselines;
    }

    private static Duration overlap(ChargingPlan plan, int t, Instant start, Instant end) {
        Instant from = plan.grid().boundary(t).isAfter(start) ? plan.grid().boundary(t) : start;
        Instant to = plan.grid().boundary(t + 1).isBefore(end) ? plan.grid().boundary(t + 1) : end;
        return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
    }
}
