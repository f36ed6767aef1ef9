package energy.corridor.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyBook;
import energy.corridor.duty.InMemoryDutyStore;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetStore.TelematicsSample;
import energy.corridor.fleet.StationEvent.Connected;
import energy.corridor.fleet.StationEvent.Metered;
import energy.corridor.fleet.StationEvent.TransactionStarted;
import energy.corridor.telemetry.EvseId;
import energy.corridor.telemetry.Measurand;
import energy.corridor.telemetry.MeterReading;
import energy.corridor.telemetry.StationId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetBookTest {

    private static final Instant SIX_PM = Instant.parse("2026-03-02T18:00:00Z");
    private static final VehicleId BUS = new VehicleId("bus-1");
    private static final EvseId BAY = EvseId.of("bay-1", 1);

    private final DutyBook duties = new DutyBook(new InMemoryDutyStore());
    private final InMemoryFleetStore store = new InMemoryFleetStore(new Depot(
            List.of(new Evse(BAY, "", 100, 0, 5, 0)),
            List.of(new Vehicle(BUS, List.of("TAG-1"), 200, 20, 100, 0, 0, 0.9, 0.9, 0, ChargingCurve.FLAT))));
    private final FleetBook book = new FleetBook(store, duties);
    private final InMemoryJournal journal = new InMemoryJournal();
    private final StationIntake intake = new StationIntake(journal, book);
    private long transaction;

    FleetBookTest() {
        book.load(journal);
        intake.receive(new Connected(BAY.station(), SIX_PM));
    }

    @Test
    void theChargersSampleTellsTheEnergyWithinHalfItsLastDigit() {
        plugIn(SIX_PM, 1_000_000);
        sample(SIX_PM.plusSeconds(1), Measurand.SOC, "40");
        SocEstimate soc = soc(SIX_PM.plusSeconds(2));
        assertThat(soc.socKwh()).isEqualTo(80);
        assertThat(soc.lowKwh()).isEqualTo(79);
        assertThat(soc.highKwh()).isEqualTo(81);
        assertThat(soc.source()).isEqualTo(SocSource.CHARGER);
    }

    @Test
    void energyIsCountedWhenTheChargerGoesSilent() {
        plugIn(SIX_PM, 1_000_000);
        sample(SIX_PM.plusSeconds(1), Measurand.SOC, "40");
        sample(SIX_PM.plus(Duration.ofHours(1)), Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "1050000");
        SocEstimate soc = soc(SIX_PM.plus(Duration.ofHours(1)));
        assertThat(soc.socKwh()).isEqualTo(80 + 0.9 * 50);
        assertThat(soc.source()).isEqualTo(SocSource.COUNTED);
        assertThat(soc.lowKwh()).isCloseTo(125 - 1 - 0.015 * 45, within(1e-9));
    }

    @Test
    void aRegisterThatJumpsBackIsNotBelieved() {
        plugIn(SIX_PM, 1_000_000);
        sample(SIX_PM.plusSeconds(1), Measurand.SOC, "40");
        sample(SIX_PM.plusSeconds(60), Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "1010000");
        sample(SIX_PM.plusSeconds(120), Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "3");
        assertThat(soc(SIX_PM.plusSeconds(121)).socKwh()).isEqualTo(89);
    }

    @Test
    void telematicsStandInWhereNoChargerTells() {
        book.accept(new TelematicsSample(BUS, SIX_PM.minusSeconds(60), SIX_PM, 70));
        plugIn(SIX_PM, 0);
        sample(SIX_PM.plusSeconds(60), Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "10000");
        SocEstimate soc = soc(SIX_PM.plusSeconds(61));
        assertThat(soc.socKwh()).isEqualTo(79);
        assertThat(soc.source()).isEqualTo(SocSource.TELEMATICS);
    }

    @Test
    void withoutAnySampleTheLastEnergyLessTheTripIsAssumedWithRoomForError() {
        plugIn(SIX_PM, 0);
        sample(SIX_PM.plusSeconds(1), Measurand.SOC, "90.0");
        unplug(SIX_PM.plus(Duration.ofHours(1)), 0);
        Instant next = SIX_PM.plus(Duration.ofHours(20));
        duties.replace(Set.of(BUS), SIX_PM, List.of(new Duty(BUS, next, next.plus(Duration.ofHours(8)), 180, 100)));
        plugIn(next, 0);
        SocEstimate soc = soc(next.plusSeconds(1));
        assertThat(soc.socKwh()).isCloseTo(80, within(1e-9));
        assertThat(soc.source()).isEqualTo(SocSource.ASSUMED);
        assertThat(soc.lowKwh()).isCloseTo(30, within(1e-9));
    }

    @Test
    void energyChargedBeforeDepartureStillCountsWhileTheVehicleIsAway() {
        plugIn(SIX_PM, 0);
        sample(SIX_PM.plusSeconds(1), Measurand.SOC, "50.0");
        unplug(SIX_PM.plus(Duration.ofHours(1)), 100_000);
        assertThat(soc(SIX_PM.plus(Duration.ofHours(2))).socKwh()).isCloseTo(100 + 90, within(1e-9));
        assertThat(book.at(SIX_PM.plus(Duration.ofHours(2))).vehicles().get(0).plugIn())
                .isEmpty();
    }

    @Test
    void theSameStartTwiceIsOneSession() {
        plugIn(SIX_PM, 0);
        long first = transaction;
        plugIn(SIX_PM, 0);
        assertThat(transaction).isEqualTo(first);
        assertThat(book.at(SIX_PM).evses().get(0).transaction()).isEqualTo(first);
    }

    @Test
    void aStopOfAnEarlierTransactionEndsNothingThatRunsNow() {
        plugIn(SIX_PM, 0);
        long first = transaction;
        plugIn(SIX_PM.plusSeconds(600), 0);
        intake.end(BAY.station(), first, SIX_PM.plusSeconds(500), SIX_PM.plusSeconds(700), 0, "Local");
        assertThat(book.at(SIX_PM.plusSeconds(701)).evses().get(0).transaction())
                .isEqualTo(transaction);
        assertThat(book.at(SIX_PM.plusSeconds(701)).vehicles().get(0).plugIn()).isPresent();
    }

    @Test
    void afterARestartTheFleetStandsWhereItStood() {
        plugIn(SIX_PM, 1_000_000);
        sample(SIX_PM.plusSeconds(1), Measurand.SOC, "40");
        sample(SIX_PM.plusSeconds(60), Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, "1010000");
        sample(SIX_PM.plusSeconds(60), Measurand.POWER_ACTIVE_IMPORT, "50000");
        Instant later = SIX_PM.plusSeconds(90);
        FleetState before = book.at(later);
        FleetBook restarted = new FleetBook(store, duties);
        restarted.load(journal);
        FleetState after = restarted.at(later);
        assertThat(after.vehicles()).isEqualTo(before.vehicles());
        assertThat(after.evses().get(0).powerKw()).isEqualTo(Optional.of(50.0));
        assertThat(after.evses().get(0).connected()).isFalse();
    }

    @Test
    void anUnknownVehiclesTelematicsAreRefusedByName() {
        assertThatThrownBy(() -> book.accept(new TelematicsSample(new VehicleId("bus-9"), SIX_PM, SIX_PM, 10)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bus-9");
        assertThatThrownBy(() -> book.accept(new TelematicsSample(BUS, SIX_PM, SIX_PM, 210)))
                .hasMessageContaining("0..200");
    }

    @Test
    void stationsOfTheRegisterAreKnownOthersNot() {
        assertThat(intake.knows(new StationId("bay-1"))).isTrue();
        assertThat(intake.knows(new StationId("bay-2"))).isFalse();
        assertThat(intake.accepts("TAG-1")).isTrue();
        assertThat(intake.accepts("TAG-2")).isFalse();
    }

    private void plugIn(Instant at, long meterWh) {
        intake.start(BAY, "TAG-1", at, at, meterWh)
                .thenApply(TransactionStarted::transaction)
                .thenAccept(id -> transaction = id);
    }

    private void unplug(Instant at, long meterWh) {
        intake.end(BAY.station(), transaction, at, at, meterWh, "Local");
    }

    private void sample(Instant at, Measurand measurand, String value) {
        intake.receive(new Metered(
                BAY.station(),
                at,
                List.of(new MeterReading(
                        BAY, transaction, at, at, measurand, "", "Sample.Periodic", new BigDecimal(value)))));
    }

    private SocEstimate soc(Instant now) {
        return book.at(now).vehicles().get(0).soc();
    }
}
