package energy.corridor.sim;

import static energy.corridor.sim.TestDepot.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.sim.physics.SiteMeter.Violation;
import org.junit.jupiter.api.Test;

class UncontrolledWorldTest {

    private static final WorldOptions BASELINE = WorldOptions.at("depot").uncontrolled();

    @Test
    void aVehicleChargesAtFullPowerFromArrivalToItsDesiredSoc() {
        // 20 kWh of 200 are left; 180 kWh are asked for: 160 kWh at 100 kW last until 19:36.
        TestDepot depot = new TestDepot()
                .price("19:00", 0.4)
                .bus("bus-1", 1)
                .stay("bus-1", "charger-1", "18:00", "05:00", -0.9, 0.9);
        try (World world = World.load(depot.scenario(), BASELINE)) {
            world.tickTo(at("18:30"));
            assertThat(world.siteKw()).isEqualTo(100);
            assertThat(world.socKwh().get("bus-1")).isCloseTo(70, within(1e-9));

            world.tickTo(world.end());
            Report report = world.report();
            assertThat(report.departures()).singleElement().satisfies(d -> {
                assertThat(d.arrivalKwh()).isCloseTo(20, within(1e-9));
                assertThat(d.actualKwh()).isCloseTo(180, within(1e-9));
                assertThat(d.promisedKwh()).isCloseTo(180, within(1e-9));
                assertThat(d.missedKwh()).isCloseTo(0, within(1e-9));
            });
            assertThat(report.site().chargingKwh()).isCloseTo(160, within(1e-6));
            assertThat(report.site().chargingEur()).isCloseTo(100 * 0.2 + 60 * 0.4, within(1e-6));
            assertThat(report.site().maxKw()).isEqualTo(100);
            assertThat(report.allKept()).isTrue();
        }
    }

    @Test
    void aStayTooShortForTheDesireIsPromisedWhatFullPowerReaches() {
        TestDepot depot = new TestDepot().bus("bus-1", 0.5).stay("bus-1", "charger-1", "18:00", "18:30", 0, 1);
        try (World world = World.load(depot.scenario(), BASELINE)) {
            world.tickTo(world.end());
            assertThat(world.report().departures()).singleElement().satisfies(d -> {
                assertThat(d.desiredKwh()).isEqualTo(200);
                assertThat(d.feasibleKwh()).isCloseTo(150, within(1e-9));
                assertThat(d.actualKwh()).isCloseTo(150, within(1e-9));
                assertThat(d.shortKwh()).isCloseTo(50, within(1e-9));
            });
            assertThat(world.report().missed()).isEmpty();
            assertThat(world.report().belowDesired()).hasSize(1);
        }
    }

    @Test
    void everyTimeTheLimitIsExceededIsRecordedWithItsLimit() {
        TestDepot depot = new TestDepot()
                .site(180, 30)
                .bus("bus-1", 0.5)
                .bus("bus-2", 0.5)
                .stay("bus-1", "charger-1", "18:00", "20:00", 0, 1)
                .stay("bus-2", "charger-2", "18:20:10", "20:00", 0, 1);
        try (World world = World.load(depot.scenario(), BASELINE)) {
            world.tickTo(world.end());
            assertThat(world.report().site().violations())
                    .as("from the second arrival until the first bus is full")
                    .containsExactly(new Violation(at("18:20:10"), at("19:00"), 230, 180));
            assertThat(world.report().allKept()).isFalse();
            assertThat(world.report().text())
                    .contains("limit exceeded 1 times")
                    .contains("up to 230.00 kW where 180.00 kW");
        }
    }

    @Test
    void tripsAddUpOverStopsAndChargingElsewhereIsNotTheDepots() {
        TestDepot depot = new TestDepot()
                .bus("bus-1", 1)
                .stop("bus-1", "16:10", -0.1)
                .stop("bus-1", "16:20", -0.1)
                .elsewhere("bus-1", "16:30", "16:40", -0.1, 1)
                .stop("bus-1", "17:00", -0.5)
                .stay("bus-1", "charger-1", "18:00", "04:00", -0.9, 1);
        try (World world = World.load(depot.scenario(), BASELINE)) {
            world.tickTo(at("16:29"));
            assertThat(world.socKwh().get("bus-1")).isCloseTo(160, within(1e-9));
            world.tickTo(at("16:50"));
            assertThat(world.socKwh().get("bus-1")).as("ten minutes at 60 kW").isCloseTo(150, within(1e-9));
            world.tickTo(world.end());
            Report report = world.report();
            assertThat(report.elsewhereKwh()).isCloseTo(10, within(1e-9));
            assertThat(report.departures()).hasSize(1);
            assertThat(report.site().chargingKwh()).isCloseTo(200, within(1e-9));
            assertThat(report.uses())
                    .singleElement()
                    .satisfies(use -> assertThat(use.emptyKwh()).isCloseTo(130, within(1e-9)));
        }
    }

    @Test
    void playsAnyPartOfTheFile() {
        TestDepot depot = new TestDepot()
                .bus("bus-1", 0.5)
                .bus("bus-2", 0.5)
                .stay("bus-1", "charger-1", "17:00", "17:30", -0.4, 1)
                .stay("bus-2", "charger-1", "17:30", "19:00", -0.4, 1)
                .stay("bus-1", "charger-1", "19:00", "21:00", -0.1, 1);
        try (World world = World.load(depot.scenario(), BASELINE.between(at("18:00"), at("20:00")))) {
            assertThat(world.now()).isEqualTo(at("18:00"));
            world.tickTo(at("18:15"));
            assertThat(world.socKwh().get("bus-2"))
                    .as("with the file's SoC; who stays at that time is plugged in")
                    .isCloseTo(125, within(1e-9));
            assertThat(world.socKwh()).containsEntry("bus-1", 100.0);
            world.tickTo(world.end());
            assertThat(world.report().departures())
                    .singleElement()
                    .satisfies(d -> assertThat(d.vehicle()).isEqualTo("bus-2"));
            assertThat(world.socKwh().get("bus-1")).isCloseTo(180, within(1e-9));
        }
    }

    @Test
    void howTimeIsCutDoesNotMatter() {
        TestDepot depot = new TestDepot()
                .site(150, 20)
                .bus("bus-1", 0.31)
                .bus("bus-2", 0.47)
                .stay("bus-1", "charger-1", "18:00", "19:07", 0, 1)
                .stay("bus-2", "charger-2", "18:03:07", "18:59", 0, 0.9);
        try (World whole = World.load(depot.scenario(), BASELINE);
                World cut = World.load(depot.scenario(), BASELINE)) {
            whole.tickTo(at("20:00"));
            for (int i = 1; i <= 14400 / 7; i++) {
                cut.tickTo(at("16:00").plusSeconds(7L * i));
            }
            cut.tickTo(at("20:00"));
            assertThat(cut.report().departures())
                    .usingRecursiveComparison()
                    .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : a.compareTo(b), Double.class)
                    .isEqualTo(whole.report().departures());
            assertThat(cut.report().site().violations())
                    .isEqualTo(whole.report().site().violations());
        }
    }

    @Test
    void timeDoesNotRunBackwards() {
        TestDepot depot = new TestDepot().bus("bus-1", 1).stay("bus-1", "charger-1", "18:00", "19:00", 0, 1);
        try (World world = World.load(depot.scenario(), BASELINE)) {
            world.tickTo(at("17:00"));
            assertThatThrownBy(() -> world.tickTo(at("16:59")))
                    .hasMessage("The clock stands at 2026-03-02T17:00:00Z; it cannot go back to 2026-03-02T16:59:00Z.");
            world.tickTo(at("17:01"));
        }
    }
}
