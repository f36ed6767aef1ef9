package energy.corridor.dispatch;

import energy.corridor.grid.Site;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingPlan.VehiclePlan;
import energy.corridor.optimiser.LimitTree;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Plans that a test writes down. */
final class PlansOnPaper {

    static final LimitTree SITE_ALONE = LimitTree.of(Site.EMPTY);

    private PlansOnPaper() {}

    /** One power per vehicle for an hour. */
    static ChargingPlan holding(Instant start, Map<String, Double> powers) {
        return of(
                new TimeGrid(start, Duration.ofHours(1), 1),
                powers.entrySet().stream()
                        .map(e -> new VehiclePlan(
                                e.getKey(), Series.of(e.getValue()), Series.of(0, e.getValue()), List.of()))
                        .toList());
    }

    static ChargingPlan of(TimeGrid grid, List<VehiclePlan> vehicles) {
        Series none = Series.constant(0, grid.steps());
        return new ChargingPlan(
                ChargingPlan.Status.OPTIMAL,
                0,
                0,
                0,
                grid,
                vehicles,
                List.of(),
                none,
                0,
                none,
                new ChargingPlan.Corridor(none, none, none),
                List.of(),
                new ChargingPlan.ShadowPrices(none, Map.of()),
                List.of());
    }
}
