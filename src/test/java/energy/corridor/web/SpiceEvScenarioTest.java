package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.Vehicle;
import energy.corridor.grid.LoadPoint;
import energy.corridor.grid.PricePoint;
import energy.corridor.grid.request.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpiceEvScenarioTest {

    private static final Path FILE = Path.of("src/test/resources/spiceev/two-buses.json");
    private static final String LONG_NAME = "bus-with-a-name-longer-than-a-tag";

    private final SpiceEvDepot north = SpiceEvScenario.read(FILE).at("Depot North", 20);

    @Test
    void onlyTheStationsOfTheConnectorBelongToTheDepot() {
        assertThat(north.depot().evses()).extracting(e -> e.id().toString()).containsExactly("north-1/1", "north-2/1");
        assertThat(north.depot().evses()).extracting(e -> e.maxKw()).containsExactly(100.0, 60.0);
        assertThat(north.depot().evses()).extracting(e -> e.minKw()).containsExactly(10.0, 0.0);
        assertThat(north.depot().evses()).extracting(e -> e.failsafeKw()).containsOnly(20.0);
    }

    @Test
    void aVehicleThatNeverComesIsLeftOutAndThatIsSaid() {
        assertThat(north.depot().vehicles()).extracting(v -> v.id().value()).containsExactly("bus-2", LONG_NAME);
        assertThat(north.warnings()).contains("1 of 3 vehicles never stand at Depot North and were left out.");
    }

    @Test
    void aVehicleHasItsTypesBatteryAndATagThatFitsOcpp() {
        Vehicle solo = north.depot().vehicles().get(1);
        assertThat(solo.idTags()).containsExactly("bus-with-a-name-long");
        assertThat(solo.capacityKwh()).isEqualTo(200);
        assertThat(solo.minSocKwh()).as("v2g stops at discharge_limit").isEqualTo(60);
        assertThat(solo.maxChargeKw()).isEqualTo(150);
        assertThat(solo.minChargeKw()).isEqualTo(5);
        assertThat(solo.maxDischargeKw()).as("half the charging power").isEqualTo(75);
        assertThat(solo.chargeEfficiency()).isEqualTo(0.9);
        assertThat(solo.curve().maxKw(0.9)).isEqualTo(100);

        Vehicle articulated = north.depot().vehicles().get(0);
        assertThat(articulated.minSocKwh()).isZero();
        assertThat(articulated.maxDischargeKw()).isZero();
        assertThat(articulated.chargeEfficiency()).as("SpiceEV's default").isEqualTo(0.95);
        assertThat(articulated.curve()).isEqualTo(ChargingCurve.FLAT);
    }

    @Test
    void aTripIsWhatWasUsedLessWhatWasChargedElsewhere() {
        // 300 kWh full; -60, +28.5 in a quarter of an hour at 120 kW, -90, -30: arrives with 148.5
        Duty stay = staysOf("bus-2").get(0);
        assertThat(stay.arrival()).isEqualTo("2026-03-02T17:00:00Z");
        assertThat(stay.departure()).isEqualTo("2026-03-02T18:00:00Z");
        assertThat(stay.tripKwh()).isCloseTo(60 - 28.5 + 90 + 30, within(1e-9));
        assertThat(north.socAtStart()).containsEntry(new VehicleId("bus-2"), 300.0);
    }

    @Test
    void aStayTooShortForTheDesiredSocRequiresWhatFullPowerReaches() {
        assertThat(staysOf("bus-2").get(0).requiredKwh()).isCloseTo(148.5 + 0.95 * 100, within(1e-6));
        assertThat(north.warnings())
                .contains("1 stays are too short for the desired SoC; they require what full power reaches.");
    }

    @Test
    void aStayOfNoLengthIsNoStay() {
        assertThat(staysOf("bus-2")).hasSize(1);
    }

    @Test
    void aStayMayReachBeyondTheScenarioButNoneBeginsThere() {
        assertThat(staysOf(LONG_NAME)).hasSize(1);
        assertThat(staysOf(LONG_NAME).get(0).departure()).isEqualTo("2026-03-03T13:30:00Z");
        assertThat(staysOf(LONG_NAME).get(0).requiredKwh()).isCloseTo(160, within(1e-9));
        assertThat(north.warnings())
                .contains("2 of 10 vehicle events lie after the scenario's end (2026-03-03T11:00:00Z);"
                        + " no stay begins with them.");
    }

    @Test
    void pricesBeginWithTheConnectorsAndChangeAtIntervalStarts() {
        assertThat(north.site().prices())
                .containsExactly(
                        new PricePoint(Instant.parse("2026-03-02T11:00:00Z"), 0.30, 0),
                        new PricePoint(Instant.parse("2026-03-02T21:15:00Z"), 0.12, 0));
    }

    @Test
    void loadsAddUpAndEndWithTheirValues() {
        assertThat(north.site().loads())
                .containsExactly(
                        new LoadPoint(Instant.parse("2026-03-02T11:00:00Z"), 7, 30),
                        new LoadPoint(Instant.parse("2026-03-02T12:00:00Z"), 7 + 20, 0),
                        new LoadPoint(Instant.parse("2026-03-02T13:00:00Z"), 9 + 30, 0),
                        new LoadPoint(Instant.parse("2026-03-02T14:00:00Z"), 9, 0),
                        new LoadPoint(Instant.parse("2026-03-02T15:00:00Z"), 0, 0));
    }

    @Test
    void aLoweredConnectionIsARequestThatBindsOnceItWasSignalled() {
        assertThat(north.site().importLimitKw()).isEqualTo(250);
        assertThat(north.importLimits())
                .containsExactly(
                        new Slot(Instant.parse("2026-03-02T17:00:00Z"), Instant.parse("2026-03-02T19:00:00Z"), 150));
    }

    @Test
    void aMissingSeriesIsAWarningAndNothingIsRead() throws IOException {
        SpiceEvDepot alone = SpiceEvScenario.of(Files.readString(FILE)).at("Depot North", 20);
        assertThat(alone.warnings())
                .contains("The file workshop.csv with workshop is not there; workshop counts as 0.");
        assertThat(alone.site().loads().get(1)).isEqualTo(new LoadPoint(Instant.parse("2026-03-02T12:00:00Z"), 7, 0));
    }

    @Test
    void aStationaryBatteryIsNamedAsLeftOut() {
        assertThat(north.warnings()).contains("The stationary battery buffer at Depot North was not imported.");
    }

    @Test
    void anUnknownConnectorIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> SpiceEvScenario.read(FILE).at("Depot South", 20))
                .isInstanceOfSatisfying(InvalidInput.class, e -> {
                    assertThat(e).hasMessage("The scenario has no grid connector \"Depot South\".");
                    assertThat(e.allowed()).isEqualTo("Depot North, Terminus");
                });
    }

    @Test
    void failsafesThatTheConnectionCannotCarryAreRefused() {
        assertThatThrownBy(() -> SpiceEvScenario.of("""
                { "scenario": { "start_time": "2026-03-02T12:00:00", "interval": 15, "n_intervals": 4 },
                  "components": { "grid_connectors": { "A": { "max_power": 50 } },
                    "charging_stations": { "a": { "max_power": 100, "parent": "A" }, "b": { "max_power": 100, "parent": "A" } } },
                  "events": {} }
                """).at("A", 30))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.allowed()).isEqualTo("0..25.0"));
    }

    @Test
    void aWrongValueIsNamedWithItsPlace() throws IOException {
        String broken = Files.readString(FILE).replace("\"soc_delta\": -0.2", "\"soc_delta\": \"much\"");
        assertThatThrownBy(() -> SpiceEvScenario.of(broken).at("Depot North", 20))
                .hasMessage("events.vehicle_events[0].update.soc_delta: \"much\" must be a number.");
    }

    private List<Duty> staysOf(String vehicle) {
        return north.duties().stream()
                .filter(d -> d.vehicle().value().equals(vehicle))
                .toList();
    }
}
