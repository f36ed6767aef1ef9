package energy.corridor.web;

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
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import energy.corridor.telemetry.EvseId;
import energy.corridor.web.Outlook.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bus of 200 kWh that must leave at 04:00 with 180; it is 20:00, it holds 100, and the plan gives it 40 kW for two hours from 22:00. */
class OutlookTest {

    private static final Instant NOW = Instant.parse("2026-03-02T20:00:00Z");
    private static final VehicleId BUS = new VehicleId("bus-1");
    private static final EvseId BAY = EvseId.of("bay-1", 1);
    private static final double[] PLANNED = {100, 100, 100, 140, 180, 180, 180, 180, 180};

    @Test
    void aBusThatThePlanReadiesIsSureAndThePlanSaysWhen() {
        Outlook outlook = outlook(plugged(NOW, SocSource.CHARGER), well(), Optional.of(plan(PLANNED)));
        assertThat(outlook.level()).isEqualTo(Level.SURE);
        assertThat(outlook.doubt()).isEmpty();
        assertThat(outlook.atDepartureKwh().orElseThrow()).isEqualTo(180);
        assertThat(outlook.readyAt()).contains(NOW.plus(Duration.ofHours(4)));
    }

    @Test
    void aBusThatThePlanCannotReadyIsShort() {
        assertThat(outlook(plugged(NOW, SocSource.CHARGER), well(), Optional.of(planShortOf(20)))
                        .level())
                .isEqualTo(Level.SHORT);
    }

    @ParameterizedTest
    @CsvSource({
        "true, CHARGING, NoError, 0, CHARGER, ''",
        "false, CHARGING, NoError, 0, CHARGER, its station cannot be reached",
        "true, FAULTED, GroundFailure, 0, CHARGER, its station cannot be reached",
        "true, CHARGING, WeakSignal, 0, CHARGER, its station reports a fault",
        "true, CHARGING, NoError, 0, ASSUMED, its state of charge is assumed",
        "true, CHARGING, NoError, 30, CHARGER, ''",
        "true, CHARGING, NoError, 31, CHARGER, its state of charge is old",
    })
    void whatCannotBeReliedOnIsDoubted(
            boolean connected, ConnectorStatus status, String error, int minutesOld, SocSource source, String doubt) {
        Instant sampled = NOW.minus(Duration.ofMinutes(minutesOld));
        Outlook outlook = outlook(plugged(sampled, source), evse(connected, status, error), Optional.of(plan(PLANNED)));
        assertThat(outlook.doubt()).isEqualTo(doubt);
        assertThat(outlook.level()).isEqualTo(doubt.isEmpty() ? Level.SURE : Level.DOUBTFUL);
    }

    @Test
    void aBusThatShouldBeHereIsDoubtedAndOneThatComesLaterIsNot() {
        assertThat(outlook(away(-1), well(), Optional.of(plan(PLANNED))).doubt())
                .isEqualTo("expected, but not plugged in");
        assertThat(outlook(away(60), well(), Optional.of(plan(PLANNED))).level())
                .isEqualTo(Level.SURE);
    }

    @Test
    void aBusThatHoldsWhatItNeedsIsSureWhateverItsStationDoes() {
        VehicleState full = new VehicleState(
                bus(),
                Optional.of(new PlugIn(BAY, 1, NOW, 190, 0)),
                new SocEstimate(190, 190, 190, SocSource.CHARGER, NOW),
                List.of(stay(-60)));
        assertThat(outlook(full, evse(false, ConnectorStatus.CHARGING, "NoError"), Optional.empty())
                        .level())
                .isEqualTo(Level.SURE);
    }

    @Test
    void aBusWithoutADepartureIsFree() {
        VehicleState free = new VehicleState(
                bus(),
                Optional.of(new PlugIn(BAY, 1, NOW, 100, 0)),
                new SocEstimate(100, 100, 100, SocSource.CHARGER, NOW),
                List.of());
        assertThat(outlook(free, well(), Optional.empty()).level()).isEqualTo(Level.FREE);
    }

    /** The plan keeps to the low edge of 90 kWh; as likely as not there are 10 more. */
    @Test
    void whatIsLikelyLiesAboveThePlansLowEdge() {
        VehicleState unsure = new VehicleState(
                bus(),
                Optional.of(new PlugIn(BAY, 1, NOW, 100, 0)),
                new SocEstimate(100, 90, 110, SocSource.COUNTED, NOW),
                List.of(stay(-60)));
        Outlook outlook = outlook(unsure, well(), Optional.of(plan(90, 90, 90, 130, 170, 180, 180, 180, 180)));
        assertThat(outlook.atDepartureKwh().orElseThrow()).isCloseTo(190, within(1e-9));
        assertThat(outlook.readyAt()).contains(NOW.plus(Duration.ofHours(4)));
    }

    @Test
    void aPlanThatEndsBeforeTheDepartureSaysNothingOfIt() {
        assertThat(outlook(plugged(NOW, SocSource.CHARGER), well(), Optional.of(plan(100, 100, 100)))
                        .atDepartureKwh())
                .isEmpty();
    }

    private static Outlook outlook(VehicleState vehicle, EvseState evse, Optional<ChargingPlan> plan) {
        FleetState fleet = new FleetState(NOW, List.of(evse), List.of(vehicle));
        return Outlook.of(vehicle, Readiness.of(vehicle, fleet, plan), fleet, plan);
    }

    private static EvseState well() {
        return evse(true, ConnectorStatus.CHARGING, "NoError");
    }

    private static EvseState evse(boolean connected, ConnectorStatus status, String error) {
        return new EvseState(
                new Evse(BAY, "", 100, 0, 5, 0),
                connected,
                Optional.of(NOW),
                status,
                error,
                1,
                Optional.of(BUS),
                Optional.of(0.0),
                Optional.of(NOW),
                Metering.NONE);
    }

    private static VehicleState plugged(Instant sampled, SocSource source) {
        return new VehicleState(
                bus(),
                Optional.of(new PlugIn(BAY, 1, NOW, 100, 0)),
                new SocEstimate(100, 100, 100, source, sampled),
                List.of(stay(-60)));
    }

    private static VehicleState away(int arrivesInMinutes) {
        return new VehicleState(
                bus(),
                Optional.empty(),
                new SocEstimate(100, 100, 100, SocSource.CHARGER, NOW),
                List.of(stay(arrivesInMinutes)));
    }

    private static Duty stay(int arrivesInMinutes) {
        return new Duty(BUS, NOW.plus(Duration.ofMinutes(arrivesInMinutes)), NOW.plus(Duration.ofHours(8)), 180, 0);
    }

    private static Vehicle bus() {
        return new Vehicle(BUS, List.of("bus-1"), 200, 0, 150, 0, 0, 1, 1, 0, ChargingCurve.FLAT);
    }

    private static ChargingPlan planShortOf(double kwh) {
        return plan(List.of(new ChargingPlan.Shortfall("bus-1", 0, kwh, "the feeder is full")), PLANNED);
    }

    private static ChargingPlan plan(double... kwhAtTheHours) {
        return plan(List.of(), kwhAtTheHours);
    }

    private static ChargingPlan plan(List<ChargingPlan.Shortfall> shortfalls, double... kwhAtTheHours) {
        int steps = kwhAtTheHours.length - 1;
        Series kwh = Series.of(kwhAtTheHours);
        Series kw = Series.generate(steps, t -> kwh.get(t + 1) - kwh.get(t));
        Series none = Series.constant(0, steps);
        return new ChargingPlan(
                ChargingPlan.Status.OPTIMAL,
                0,
                0,
                1,
                new TimeGrid(NOW, Duration.ofHours(1), steps),
                List.of(new ChargingPlan.VehiclePlan("bus-1", kw, kwh, List.of(0.0))),
                List.of(),
                none,
                0,
                none,
                new ChargingPlan.Corridor(kwh, kwh, kwh),
                shortfalls,
                new ChargingPlan.ShadowPrices(none, Map.of()),
                List.of());
    }
}
