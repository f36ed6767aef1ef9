package energy.corridor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.dispatch.PaperDepot.Station;
import energy.corridor.fleet.FleetState;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import energy.corridor.grid.frequency.Droop;
import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotProblem;
import energy.corridor.optimiser.LimitTree;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.flexibility.Callable;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Setpoints that leave the plan because of the grid's frequency. */
class FrequencyShiftTest {

    private static final Instant EIGHT_PM = Instant.parse("2026-03-02T20:00:00Z");

    private final PaperDepot depot = new PaperDepot();
    private final Dispatcher dispatcher = new Dispatcher(depot, new InMemoryDispatchLog(), PaperDepot.SETTINGS);
    private final Station early = depot.add("early", "", 100, 10, 5);
    private final Station late = depot.add("late", "", 100, 10, 5);

    @BeforeEach
    void twoBusesAt50() {
        for (Station bus : List.of(early, late)) {
            bus.socKwh = 100;
            bus.requiredKwh = 200;
        }
        depot.plugIn(early, EIGHT_PM.plus(Duration.ofHours(3)));
        depot.plugIn(late, EIGHT_PM.plus(Duration.ofHours(9)));
    }

    private Dispatcher.Round shifted(double kw, double siteKw) {
        return dispatcher.follow(
                depot.state(EIGHT_PM),
                Optional.of(PlansOnPaper.holding(EIGHT_PM, Map.of("bus-early", 50.0, "bus-late", 50.0))),
                PlansOnPaper.SITE_ALONE,
                Map.of(LimitTree.ROOT, siteKw),
                kw,
                Instant.MAX);
    }

    private double drawnKw(Station station) {
        return station.mayDrawKw(EIGHT_PM);
    }

    @Test
    void lessIsTakenFromWhoHasMostTimeToSpare() {
        assertThat(shifted(-30, 200).shiftedKw()).isEqualTo(-30);
        assertThat(drawnKw(early)).isEqualTo(50);
        assertThat(drawnKw(late)).isEqualTo(20);
    }

    @Test
    void moreGoesToWhoHasLeastTimeToSpare() {
        assertThat(shifted(30, 200).shiftedKw()).isEqualTo(30);
        assertThat(drawnKw(early)).isEqualTo(80);
        assertThat(drawnKw(late)).isEqualTo(50);
    }

    @Test
    void theSitesLimitOutranksIt() {
        assertThat(shifted(80, 120).shiftedKw()).isEqualTo(20);
        assertThat(depot.mayDrawKw(EIGHT_PM)).isEqualTo(120);
    }

    @Test
    void whoMustChargeIsNotLowered() {
        late.departure = EIGHT_PM.plus(Duration.ofMinutes(65)); // 100 kWh at 100 kW
        assertThat(shifted(-100, 200).shiftedKw()).isEqualTo(-50); // all that the other one draws
        assertThat(drawnKw(late)).isEqualTo(100);
        assertThat(drawnKw(early)).isZero();
    }

    @Test
    void belowTheLeastPowerThereIsAPauseWhereThatIsNearer() {
        assertThat(shifted(-43, 200).shiftedKw()).isEqualTo(-43); // one at its least, the other 3 kW lower
        assertThat(drawnKw(late)).isEqualTo(10);
        assertThat(drawnKw(early)).isEqualTo(47);
        assertThat(shifted(-97, 200).shiftedKw()).isCloseTo(-100, within(1e-6));
    }

    @Test
    void whatIsPlannedNextStartsFromThePlanNotFromTheResponse() {
        shifted(-30, 200);
        assertThat(dispatcher.vehiclesKw(depot.state(EIGHT_PM)).values()).containsExactly(50.0, 50.0);
    }

    /**
     * The frequency is low all night: what can be given is given, and every bus leaves with what it needs below a site limit that leaves
     * little to spare. The plan holds nothing ready here, so that nothing but what is worked out as callable protects the buses.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void departuresOutrankItHoweverLongTheFrequencyIsLow(long seed) {
        Random random = new Random(seed);
        depot.stations.clear();
        for (int i = 0; i < 6; i++) {
            Station bus = depot.add("s" + i, "", 60 + 10 * random.nextInt(4), random.nextBoolean() ? 0 : 10, 5);
            bus.socKwh = 60 + random.nextInt(60);
            bus.requiredKwh = bus.socKwh + 60 + random.nextInt(60);
            depot.plugIn(bus, EIGHT_PM.plus(Duration.ofMinutes(180 + 15L * random.nextInt(10))));
        }
        GridBook grid = depotBelow200Kw();
        double askedKw = new Droop(50, 0.01, 0.2, 60, 0).kw(49.7);
        Optimiser optimiser = new ExactOptimiser();
        double givenKwh = 0;
        Duration step = Duration.ofMinutes(5);
        for (Instant now = EIGHT_PM; now.isBefore(EIGHT_PM.plus(Duration.ofHours(6))); now = now.plus(step)) {
            for (Station bus : depot.stations.values()) {
                if (bus.transaction != 0 && !now.isBefore(bus.departure)) {
                    assertThat(bus.socKwh)
                            .as("%s at its departure", bus.vehicle.id())
                            .isGreaterThanOrEqualTo(bus.requiredKwh - 0.1);
                    depot.unplug(bus);
                }
            }
            FleetState state = depot.state(now);
            TimeGrid time = TimeGrid.covering(now, Duration.ofMinutes(5), Duration.ofHours(6));
            GridConditions conditions = grid.conditions(time);
            ChargingProblem problem = DepotProblem.of(
                    state,
                    conditions,
                    new DepotProblem.Conduct(Series.constant(0, time.steps()), dispatcher.vehiclesKw(state), 0));
            ChargingPlan plan = optimiser.plan(problem, Duration.ofSeconds(2));
            Callable callable = Callable.of(problem, plan, Duration.ofMinutes(15), FrequencyControl::isReserve);
            Dispatcher.Round round = dispatcher.follow(
                    state,
                    Optional.of(plan),
                    PlansOnPaper.SITE_ALONE,
                    Map.of(LimitTree.ROOT, grid.site().importLimitKw()),
                    Math.max(askedKw, -callable.upKw()),
                    Instant.MAX);
            givenKwh -= Units.energyKwh(round.shiftedKw(), step);
            for (Station bus : depot.stations.values()) {
                bus.socKwh = Math.min(300, bus.socKwh + Units.energyKwh(bus.mayDrawKw(now), step));
            }
        }
        assertThat(givenKwh).as("energy given, kWh").isGreaterThan(15);
    }

    private static GridBook depotBelow200Kw() {
        GridBook grid = InMemoryGridStore.book();
        grid.site(new Site(
                200,
                0,
                List.of(),
                0,
                List.of(new PricePoint(EIGHT_PM, 0.2, 0), new PricePoint(EIGHT_PM.plus(Duration.ofHours(2)), 0.1, 0)),
                List.of()));
        return grid;
    }
}
