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
import energy.corridor.web.Readiness.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A bus of 200 kWh at a station of 100 kW without losses; it is 20:00. */
class ReadinessTest {

    private static final Instant NOW = Instant.parse("2026-03-02T20:00:00Z");
    private static final VehicleId BUS = new VehicleId("bus-1");
    private static final EvseId BAY = EvseId.of("bay-1", 1);
    private static final Optional<ChargingPlan> NO_PLAN = Optional.empty();

    @Test
    void aBusThatDrawsPowerIsCharging() {
        assertThat(readiness(plugged(100, stay(8, 180)), 50, true, NO_PLAN).status())
                .isEqualTo(Status.CHARGING);
    }

    @Test
    void aBusThatHoldsWhatItNeedsIsReady() {
        assertThat(readiness(plugged(180, stay(8, 180)), 0, true, NO_PLAN).status())
                .isEqualTo(Status.READY);
    }

    @Test
    void aChargerThatShowsWholePercentsMakesNobodyLate() {
        assertThat(readiness(plugged(179.2, stay(8, 180)), 0, true, NO_PLAN).status())
                .isEqualTo(Status.READY);
        assertThat(readiness(plugged(178, stay(8, 180)), 0, true, NO_PLAN).status())
                .isEqualTo(Status.WAITING);
    }

    @Test
    void aBusThatChargesLaterWaitsAndThePlanSaysUntilWhen() {
        Readiness waiting = readiness(plugged(100, stay(8, 180)), 0, true, Optional.of(plan(0, 0, 60)));
        assertThat(waiting.status()).isEqualTo(Status.WAITING);
        assertThat(waiting.chargesFrom()).contains(NOW.plus(Duration.ofHours(2)));
    }

    @Test
    void aBusThatFullPowerCannotSaveIsAtRiskWhateverThePlanSays() {
        Readiness late = readiness(plugged(30, stay(1, 180)), 90, true, Optional.of(plan(100, 100)));
        assertThat(late.status()).isEqualTo(Status.AT_RISK);
        assertThat(late.shortfallKwh()).isCloseTo(50, within(1e-9));
        assertThat(late.reason()).isEqualTo("even 100 kW until departure reach only 130 kWh");
    }

    @Test
    void aShortfallOfThePlanComesWithItsCause() {
        Readiness short20 = readiness(plugged(100, stay(8, 180)), 50, true, Optional.of(planShortOf(20)));
        assertThat(short20.status()).isEqualTo(Status.AT_RISK);
        assertThat(short20.reason()).isEqualTo("the feeder is full from 22:00 to 04:00");
        assertThat(short20.shortfallKwh()).isEqualTo(20);
    }

    @Test
    void aShortfallBelowHalfAPercentIsNoRisk() {
        assertThat(readiness(plugged(100, stay(8, 180)), 50, true, Optional.of(planShortOf(0.9)))
                        .status())
                .isEqualTo(Status.CHARGING);
    }

    @Test
    void aBusWhoseStationIsSilentWaitsAndSaysWhy() {
        Readiness silent = readiness(plugged(100, stay(8, 180)), 0, false, NO_PLAN);
        assertThat(silent.status()).isEqualTo(Status.WAITING);
        assertThat(silent.reason()).isEqualTo("its station cannot be reached and may draw 5 kW");
    }

    @Test
    void aBusOnTheRoadIsAwayUntilThePlanWarns() {
        VehicleState away = new VehicleState(bus(), Optional.empty(), exactly(100), List.of(stay(8, 180)));
        assertThat(readiness(away, 0, true, NO_PLAN).status()).isEqualTo(Status.AWAY);
        assertThat(readiness(away, 0, true, Optional.of(planShortOf(20))).status())
                .isEqualTo(Status.AT_RISK);
    }

    @Test
    void aBusThatCameLongBeforeItsDutyOwesNothingYet() {
        Duty tomorrow = new Duty(BUS, NOW.plus(Duration.ofHours(5)), NOW.plus(Duration.ofHours(15)), 180, 0);
        Readiness early = readiness(plugged(20, tomorrow), 0, true, NO_PLAN);
        assertThat(early.duty()).isEmpty();
        assertThat(early.reason()).isEqualTo("no departure is known");
    }

    private static Readiness readiness(
            VehicleState vehicle, double powerKw, boolean connected, Optional<ChargingPlan> plan) {
        EvseState evse = new EvseState(
                new Evse(BAY, "", 100, 0, 5, 0),
                connected,
                Optional.of(NOW),
                ConnectorStatus.CHARGING,
                "NoError",
                1,
                Optional.of(BUS),
                Optional.of(powerKw),
                Optional.of(NOW),
                Metering.NONE);
        return Readiness.of(vehicle, new FleetState(NOW, List.of(evse), List.of(vehicle)), plan);
    }

    private static VehicleState plugged(double kwh, Duty duty) {
        return new VehicleState(bus(), Optional.of(new PlugIn(BAY, 1, NOW, kwh, 0)), exactly(kwh), List.of(duty));
    }

    private static Duty stay(int hours, double requiredKwh) {
        return new Duty(BUS, NOW.minusSeconds(60), NOW.plus(Duration.ofHours(hours)), requiredKwh, 0);
    }

    private static SocEstimate exactly(double kwh) {
        return new SocEstimate(kwh, kwh, kwh, SocSource.CHARGER, NOW);
    }

    private static Vehicle bus() {
        return new Vehicle(BUS, List.of("bus-1"), 200, 0, 150, 0, 0, 1, 1, 0, ChargingCurve.FLAT);
    }

    private static ChargingPlan planShortOf(double kwh) {
        return plan(
                List.of(new ChargingPlan.Shortfall("bus-1", 0, kwh, "the feeder is full from 22:00 to 04:00")), 50, 50);
    }

    private static ChargingPlan plan(double... hourlyKw) {
        return plan(List.of(), hourlyKw);
    }

    private static ChargingPlan plan(List<ChargingPlan.Shortfall> shortfalls, double... hourlyKw) {
        int steps = hourlyKw.length;
        Series none = Series.constant(0, steps);
        Series sum = Series.constant(0, steps + 1);
        return new ChargingPlan(
                ChargingPlan.Status.OPTIMAL,
                0,
                0,
                1,
                new TimeGrid(NOW, Duration.ofHours(1), steps),
                List.of(new ChargingPlan.VehiclePlan("bus-1", Series.of(hourlyKw), sum, List.of(0.0))),
                List.of(),
                none,
                0,
                none,
                new ChargingPlan.Corridor(sum, sum, sum),
                shortfalls,
                new ChargingPlan.ShadowPrices(none, Map.of()),
                List.of());
    }
}
