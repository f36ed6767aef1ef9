package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;
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
import energy.corridor.grid.Site;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.telemetry.EvseId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bus with 100 kWh at 60 kW without losses, in intervals of ten minutes that begin at 20:00. */
class DepotProblemTest {

    private static final Instant EIGHT_PM = Instant.parse("2026-03-02T20:00:00Z");
    private static final VehicleId BUS = new VehicleId("bus-1");

    /** Whenever it is planned, an interval at 60 kW ends with what the bus really has by then. */
    @ParameterizedTest
    @CsvSource({"0, 100", "4, 96", "9, 91"})
    void aPlanInTheMidstOfAnIntervalCountsWhatIsLeftOfIt(int minute, double startKwh) {
        ChargingProblem problem = problem(minute, Map.of(BUS, 60.0), 60);
        assertThat(problem.vehicles().get(0).socKwh()).isCloseTo(startKwh, within(1e-9));
    }

    @Test
    void aFullBusThatMayDrawAndDoesNotHasTakenNothing() {
        assertThat(problem(9, Map.of(BUS, 60.0), 0).vehicles().get(0).socKwh()).isEqualTo(100);
    }

    @Test
    void aBusThatIsToldNothingHasTakenNothing() {
        assertThat(problem(9, Map.of(), 60).vehicles().get(0).socKwh()).isEqualTo(100);
    }

    private static ChargingProblem problem(int minute, Map<VehicleId, Double> presentKw, double meteredKw) {
        Instant now = EIGHT_PM.plus(Duration.ofMinutes(minute));
        TimeGrid time = TimeGrid.covering(now, Duration.ofMinutes(10), Duration.ofHours(2));
        GridBook grid = InMemoryGridStore.book();
        grid.site(new Site(100, 0, List.of(), 0, List.of(), List.of()));
        EvseId bay = EvseId.of("bay-1", 1);
        VehicleState bus = new VehicleState(
                new Vehicle(BUS, List.of("bus-1"), 200, 0, 100, 0, 0, 1, 1, 0, ChargingCurve.FLAT),
                Optional.of(new PlugIn(bay, 1, EIGHT_PM, 90, 0)),
                new SocEstimate(100, 100, 100, SocSource.CHARGER, now),
                List.of(new Duty(BUS, EIGHT_PM.minusSeconds(60), EIGHT_PM.plus(Duration.ofHours(10)), 180, 0)));
        EvseState evse = new EvseState(
                new Evse(bay, "", 100, 0, 0, 0),
                true,
                Optional.of(now),
                ConnectorStatus.CHARGING,
                "NoError",
                1,
                Optional.of(BUS),
                Optional.of(meteredKw),
                Optional.of(now),
                Metering.NONE);
        return DepotProblem.of(
                new FleetState(now, List.of(evse), List.of(bus)),
                grid.conditions(time),
                new DepotProblem.Conduct(Series.constant(0, time.steps()), presentKw, 0));
    }
}
