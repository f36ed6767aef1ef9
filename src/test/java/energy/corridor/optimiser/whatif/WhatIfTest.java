package energy.corridor.optimiser.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.ConnectorStatus;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.FleetState;
import energy.corridor.fleet.Metering;
import energy.corridor.fleet.PlugIn;
import energy.corridor.fleet.SocEstimate;
import energy.corridor.fleet.SocSource;
import energy.corridor.fleet.Vehicle;
import energy.corridor.fleet.VehicleState;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.DepotProblem;
import energy.corridor.optimiser.lp.LpOptimiser;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.telemetry.EvseId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two buses of 200 kWh at 100 kW without losses, at a connection of 100 kW; it is 20:00, energy costs 0.30 EUR/kWh, from 22:00 0.10. */
class WhatIfTest {

    private static final Instant NOW = Instant.parse("2026-03-02T20:00:00Z");
    private static final TimeGrid TIME = new TimeGrid(NOW, Duration.ofHours(1), 12);
    private static final VehicleId ONE = new VehicleId("bus-1");

    private final WhatIf asItIs = depot(bus(1, 100, 10), bus(2, 100, 10));

    @Test
    void asItIsBothChargeWhenEnergyIsCheap() {
        ChargingPlan plan = planned(asItIs);
        assertThat(plan.shortfalls()).isEmpty();
        assertThat(plan.objectiveEur()).isCloseTo(160 * 0.10, within(0.01));
    }

    @Test
    void atAFifthOfTheConnectionTheDearHoursAreNeededAndThenSomebodyMisses() {
        assertThat(planned(asItIs.with(new Change.ConnectionScaled(0.2))).objectiveEur())
                .as("160 kWh at 20 kW in ten hours, none to spare beyond eight")
                .isCloseTo(160 * 0.10, within(0.01));
        ChargingPlan tight = planned(asItIs.with(new Change.ConnectionScaled(0.15)));
        assertThat(missingKwh(tight)).isCloseTo(10, within(0.01));
    }

    @Test
    void aRaisedConnectionAddsToItsOwnLimit() {
        Series limit = asItIs.with(new Change.ConnectionRaised(10)).grid().importLimitKw();
        assertThat(limit.get(0)).isEqualTo(110);
        assertThat(asItIs.with(new Change.ConnectionRaised(-200))
                        .grid()
                        .importLimitKw()
                        .get(0))
                .isZero();
    }

    @Test
    void whoLeavesEarlierPaysTheDearPriceAndWhoLeavesAtOnceMisses() {
        ChargingPlan earlier = planned(asItIs.with(new Change.Earlier(ONE, Duration.ofHours(8))));
        assertThat(earlier.shortfalls()).isEmpty();
        assertThat(earlier.objectiveEur()).isCloseTo(80 * 0.30 + 80 * 0.10, within(0.01));
        WhatIf atOnce = asItIs.with(new Change.Earlier(ONE, Duration.ofHours(20)));
        assertThat(atOnce.fleet().vehicles().get(0).duties().get(0).departure()).isEqualTo(NOW.plusSeconds(1));
        assertThat(missingKwh(planned(atOnce))).isCloseTo(80, within(0.1));
    }

    @Test
    void anotherStayKeepsWhatIsNotSaid() {
        Duty before = asItIs.fleet().vehicles().get(0).duties().get(0);
        Duty after = asItIs.with(new Change.OtherStay(ONE, Optional.empty(), Optional.of(150.0), Optional.empty()))
                .fleet()
                .vehicles()
                .get(0)
                .duties()
                .get(0);
        assertThat(after.requiredKwh()).isEqualTo(150);
        assertThat(after.departure()).isEqualTo(before.departure());
        assertThat(after.arrival()).isEqualTo(before.arrival());
    }

    @Test
    void moreVehiclesNeedWhatTheirModelsNeed() {
        WhatIf more = asItIs.with(new Change.MoreVehicles(3));
        assertThat(more.fleet().vehicles())
                .extracting(v -> v.vehicle().id().value())
                .containsExactly("bus-1", "bus-2", "more-1", "more-2", "more-3");
        assertThat(more.fleet().vehicles().get(2).plugIn()).isEmpty();
        assertThat(planned(more).objectiveEur()).as("five times 80 kWh").isCloseTo(400 * 0.10, within(0.01));
        assertThat(missingKwh(planned(asItIs.with(new Change.MoreVehicles(12)))))
                .as("14 times 80 kWh where ten hours give 1,000")
                .isCloseTo(120, within(0.1));
    }

    @Test
    void anotherTariffChangesTheCostAndNothingElse() {
        WhatIf flat = asItIs.with(
                new Change.Tariff(List.of(new PricePoint(NOW.minusSeconds(3600), 0.2, 0)), Optional.of(1.0)));
        assertThat(flat.grid().importEurPerKwh().get(0)).isEqualTo(0.2);
        assertThat(flat.grid().site().demandChargeEurPerKw()).isEqualTo(1);
        assertThat(flat.grid().importLimitKw().get(0)).isEqualTo(100);
        assertThat(planned(flat).objectiveEur()).isCloseTo(160 * 0.2 + 16, within(0.05));
    }

    @Test
    void changesAddUpAndTheDepotStaysAsItIs() {
        WhatIf before = depot(bus(1, 100, 10), bus(2, 100, 10));
        WhatIf both = asItIs.with(List.of(
                new Change.ConnectionScaled(0.5),
                new Change.Earlier(ONE, Duration.ofHours(1)),
                new Change.ConnectionScaled(0.5)));
        assertThat(both.grid().importLimitKw().get(3)).isEqualTo(25);
        assertThat(asItIs.grid().importLimitKw().get(3))
                .isEqualTo(before.grid().importLimitKw().get(3));
        assertThat(asItIs.fleet().vehicles().get(0).duties())
                .isEqualTo(before.fleet().vehicles().get(0).duties());
    }

    @Test
    void whatMakesNoSenseIsRefusedWithASentence() {
        assertThatThrownBy(() -> asItIs.with(new Change.Earlier(new VehicleId("tram-1"), Duration.ofHours(1))))
                .hasMessage("The vehicle \"tram-1\" has no stay that could be changed.");
        assertThatThrownBy(() -> depot().with(new Change.MoreVehicles(1)))
                .hasMessage("There is no vehicle with a stay that more vehicles could be like.");
        assertThatThrownBy(() -> new Change.ConnectionScaled(Double.NaN)).hasMessageContaining("must be in 0..10");
        assertThatThrownBy(() -> new Change.MoreVehicles(0)).hasMessageContaining("must be in 1..1000");
        assertThatThrownBy(() -> new Change.Tariff(List.of(), Optional.empty()))
                .hasMessage("A tariff needs at least one price.");
    }

    private static ChargingPlan planned(WhatIf depot) {
        return new LpOptimiser().plan(depot.problem(), Duration.ofSeconds(30));
    }

    private static double missingKwh(ChargingPlan plan) {
        return plan.shortfalls().stream()
                .mapToDouble(ChargingPlan.Shortfall::kwh)
                .sum();
    }

    private static VehicleState bus(int number, double kwh, int leavesInHours) {
        VehicleId id = new VehicleId("bus-" + number);
        EvseId bay = EvseId.of("bay-" + number, 1);
        return new VehicleState(
                new Vehicle(id, List.of(id.value()), 200, 0, 100, 0, 0, 1, 1, 0, ChargingCurve.FLAT),
                Optional.of(new PlugIn(bay, number, NOW, kwh, 0)),
                new SocEstimate(kwh, kwh, kwh, SocSource.CHARGER, NOW),
                List.of(new Duty(id, NOW.minusSeconds(60), NOW.plus(Duration.ofHours(leavesInHours)), 180, 0)));
    }

    private static WhatIf depot(VehicleState... vehicles) {
        GridBook grid = InMemoryGridStore.book();
        grid.site(new Site(
                100,
                0,
                List.of(),
                0,
                List.of(
                        new PricePoint(NOW.minusSeconds(3600), 0.30, 0),
                        new PricePoint(NOW.plusSeconds(7200), 0.10, 0)),
                List.of()));
        List<EvseState> evses = new ArrayList<>();
        for (VehicleState v : vehicles) {
            PlugIn plugIn = v.plugIn().orElseThrow();
            evses.add(new EvseState(
                    new Evse(plugIn.evse(), "", 100, 0, 0, 0),
                    true,
                    Optional.of(NOW),
                    ConnectorStatus.CHARGING,
                    "NoError",
                    plugIn.transaction(),
                    Optional.of(v.vehicle().id()),
                    Optional.of(0.0),
                    Optional.of(NOW),
                    Metering.NONE));
        }
        return new WhatIf(
                new FleetState(NOW, evses, List.of(vehicles)),
                grid.conditions(TIME),
                new DepotProblem.Conduct(Series.constant(0, TIME.steps()), Map.of(), 0));
    }
}
