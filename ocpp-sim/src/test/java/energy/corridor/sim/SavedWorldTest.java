package energy.corridor.sim;

import static energy.corridor.sim.TestDepot.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.sim.scenario.Scenario;
import energy.corridor.sim.scenario.ScenarioException;
import energy.corridor.sim.station.StationSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A world that is written to a file in mid-night and read again goes on as if nothing had happened. */
@Timeout(60)
class SavedWorldTest {

    private static final WorldOptions OPTIONS = WorldOptions.at("depot")
            .with(StationSettings.DEFAULT.withReconnect(Duration.ofHours(1), Duration.ofHours(1)));

    @TempDir
    Path directory = Path.of("");

    private final Scenario scenario = new TestDepot()
            .site(150, 20)
            .price("19:00", 0.4)
            .bus("bus-1", 0.31)
            .bus("bus-2", 0.47)
            .elsewhere("bus-2", "16:30", "17:00", -0.2, 1)
            .stay("bus-1", "charger-1", "18:00", "19:07", -0.1, 1)
            .stay("bus-2", "charger-2", "18:03:07", "20:59", -0.3, 0.9)
            .stay("bus-1", "charger-1", "20:00", "05:00", -0.5, 1)
            .scenario();

    @Test
    void aBaselineGoesOnFromWhereItWasSaved() {
        WorldOptions options = OPTIONS.uncontrolled();
        try (World whole = World.load(scenario, options);
                World first = World.load(scenario, options)) {
            whole.tickTo(at("18:31:07"));
            whole.tickTo(whole.end());
            first.tickTo(at("18:31:07"));
            try (World second = World.resume(scenario, options, throughTheFile(first.state()))) {
                assertThat(second.now()).isEqualTo(at("18:31:07"));
                second.tickTo(second.end());
                assertThat(second.report()).isEqualTo(whole.report());
                assertThat(second.state()).isEqualTo(whole.state());
            }
        }
    }

    @Test
    void transactionsProfilesAndUndeliveredMessagesGoOnToo() {
        try (FakeService one = new FakeService();
                FakeService other = new FakeService();
                World whole = World.load(scenario, OPTIONS);
                World first = World.load(scenario, OPTIONS)) {
            evening(whole, one);
            evening(first, other);
            assertThat(first.waitingMessages()).isPositive().isEqualTo(whole.waitingMessages());
            WorldState saved = throughTheFile(first.state());
            try (World second = World.resume(scenario, OPTIONS, saved)) {
                assertThat(second.state()).isEqualTo(saved);
                assertThat(second.powerKw()).isEqualTo(whole.powerKw()).containsEntry("bus-1", 33.0);
                one.refuseConnections(false);
                other.refuseConnections(false);
                await(whole.reconnectNow());
                await(second.connect(other));
                await(whole.advanceTo(whole.end()));
                await(second.advanceTo(second.end()));

                assertThat(other.said("BootNotification"))
                        .as("it is not a restart of the stations")
                        .hasSize(2);
                for (String action : new String[] {"StartTransaction", "MeterValues", "StopTransaction"}) {
                    assertThat(other.said(action)).containsExactlyInAnyOrderElementsOf(one.said(action));
                }
                assertThat(second.report()).isEqualTo(whole.report());
            }
        }
    }

    /** A profile for the first bus, then the service dies; the second bus comes while it is away. */
    private static void evening(World world, FakeService service) {
        await(world.connect(service));
        await(world.advanceTo(at("18:02")));
        String answer = service.ask(
                        "charger-1",
                        "SetChargingProfile",
                        "{'connectorId':1,'csChargingProfiles':{'chargingProfileId':1,'stackLevel':0,"
                                + "'chargingProfilePurpose':'TxProfile','chargingProfileKind':'Absolute',"
                                + "'validTo':'2026-03-02T18:50:00Z','chargingSchedule':{'chargingRateUnit':'W',"
                                + "'startSchedule':'2026-03-02T18:00:00Z',"
                                + "'chargingSchedulePeriod':[{'startPeriod':0,'limit':33000}]}}}")
                .path("status")
                .asText();
        assertThat(answer).isEqualTo("Accepted");
        service.die();
        await(world.advanceTo(at("18:31:07")));
    }

    @Test
    void aStateOfAnotherScenarioIsRefused() {
        try (World world = World.load(scenario, OPTIONS)) {
            WorldState state = world.state();
            assertThatThrownBy(() -> World.resume(scenario, OPTIONS.uncontrolled(), state))
                    .isInstanceOf(ScenarioException.class)
                    .hasMessageContaining("The saved state belongs to another scenario");
        }
    }

    @Test
    void aBrokenStateFileIsToldAndKept() throws IOException {
        Path file = Files.writeString(directory.resolve("state.json"), "{\"format\":1,");
        assertThatThrownBy(() -> new StateFile(file).read())
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("state.json is not one of this simulator");
        assertThat(file).exists();
    }

    private WorldState throughTheFile(WorldState state) {
        StateFile file = new StateFile(directory.resolve("deep/state.json"));
        file.write(state);
        return file.read().orElseThrow();
    }

    private static void await(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
