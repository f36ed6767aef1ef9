package energy.corridor.app;

import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.GridLimit;
import energy.corridor.optimiser.LimitTree;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the site leaves to its EVSEs, for dispatch now and for the plan later, by one rule: a setpoint holds on without us for
 * its validity, so for so long the highest other load is kept free; and a slow station clock may still be in the past, so for so
 * long back limit and load count too.
 */
@Singleton
final class SiteRoom {

    private final GridBook grid;
    private final Settings settings;

    SiteRoom(GridBook grid, Settings settings) {
        this.grid = grid;
        this.settings = settings;
    }

    /** What EVSEs may draw together below each node of the limit tree at {@code now}, kW. */
    Map<String, Double> evseLimitsKw(Instant now) {
        Map<String, Double> limits = new HashMap<>();
        for (GridLimit limit : grid.site().limits()) {
            limits.put(limit.id(), limit.importLimitKw());
        }
        double limit = grid.importLimitKw(
                now.minus(settings.dispatch().backdate()),
                now.plus(settings.dispatch().lead()));
        limits.put(
                LimitTree.ROOT,
                limit - highestOtherLoadKw(now, now) - settings.plan().marginKw());
        return limits;
    }

    /** What of the site's limit a plan must leave free beside the mean other load of each interval, kW. */
    Series keptFreeKw(GridConditions conditions) {
        TimeGrid time = conditions.grid();
        return Series.generate(
                time.steps(),
                t -> settings.plan().marginKw()
                        + highestOtherLoadKw(time.boundary(t), time.boundary(t + 1))
                        - conditions.baseLoadKw().get(t)
                        + conditions.pvKw().get(t));
    }

    /** The highest other load that a setpoint given within {@code [from, to]} may meet, kW. */
    private double highestOtherLoadKw(Instant from, Instant to) {
        return grid.otherLoadKw(
                from.minus(settings.dispatch().backdate()),
                to.plus(settings.dispatch().validity()));
    }
}
