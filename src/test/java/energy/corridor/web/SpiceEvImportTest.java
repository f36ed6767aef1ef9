package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.duty.Duty;
import energy.corridor.duty.DutyBook;
import energy.corridor.duty.InMemoryDutyStore;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.InMemoryFleetStore;
import energy.corridor.fleet.SocSource;
import energy.corridor.fleet.VehicleState;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.InMemoryGridStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A scenario of two buses that begins at noon becomes the depot. */
class SpiceEvImportTest {

    private static final Path FILE = Path.of("src/test/resources/spiceev/two-buses.json");
    private static final Instant NOON = Instant.parse("2026-03-02T11:00:00Z");

    private final DutyBook duties = new DutyBook(new InMemoryDutyStore());
    private final GridBook grid = InMemoryGridStore.book();
    private final FleetBook fleet = new FleetBook(new InMemoryFleetStore(Depot.EMPTY), duties);

    @Test
    void registerSiteDutiesLimitsAndEnergiesAreTakenOver() {
        SpiceEvImport.Result result = importAt(NOON);
        assertThat(result.stations()).isEqualTo(2);
        assertThat(result.vehicles()).isEqualTo(2);
        assertThat(result.duties()).isEqualTo(2);
        assertThat(fleet.depot().evses()).hasSize(2);
        assertThat(grid.site().importLimitKw()).isEqualTo(250);
        assertThat(grid.requests().binding(NOON, "")).hasSize(1);
        assertThat(duties.after(NOON)).hasSize(2);
        VehicleState bus = fleet.at(NOON).vehicles().get(0);
        assertThat(bus.soc().source()).isEqualTo(SocSource.TELEMATICS);
        assertThat(bus.soc().socKwh()).isEqualTo(300);
    }

    @Test
    void aScenarioOfLastWeekIsTakenButSaysThatNothingOfItIsToCome() {
        SpiceEvImport.Result result = importAt(NOON.plusSeconds(7 * 24 * 3600));
        assertThat(result.warnings())
                .contains("The scenario ended at 2026-03-03T11:00:00Z; now it is 2026-03-09T11:00:00Z,"
                        + " so none of it is still to come.");
        assertThat(fleet.at(NOON).vehicles().get(0).soc().source()).isEqualTo(SocSource.ASSUMED);
    }

    @Test
    void aSecondImportLeavesNoDutyOfTheFirst() {
        importAt(NOON);
        VehicleId bus = fleet.depot().vehicles().get(0).id();
        Duty own = new Duty(bus, NOON.plusSeconds(3600), NOON.plusSeconds(7200), 100, 0);
        duties.replace(Set.of(bus), NOON, java.util.List.of(own));
        importAt(NOON);
        assertThat(duties.after(NOON)).hasSize(2).doesNotContain(own);
    }

    private SpiceEvImport.Result importAt(Instant now) {
        return new SpiceEvImport(fleet, grid, duties, Clock.fixed(now, ZoneOffset.UTC)).read(FILE, "Depot North", 20);
    }
}
