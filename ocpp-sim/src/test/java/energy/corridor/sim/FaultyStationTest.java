package energy.corridor.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a station does with a fault, seen from the service's side and at the plug. */
class FaultyStationTest extends OneBus {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void oneThatDisobeysSaysAcceptedAndGoesOnUntilItIsOver() throws IOException {
        play("disobey", "18:10", "18:30", "");
        to("18:05");
        ask("SetChargingProfile", txProfile(101, "2026-03-02T18:00:00Z", 7200, 40_000));
        to("18:15");
        assertThat(ask("SetChargingProfile", txProfile(101, "2026-03-02T18:00:00Z", 7200, 10_000)))
                .isEqualTo("Accepted");
        to("18:20");
        assertThat(world.powerKw()).containsEntry("bus-1", 40.0);
        to("18:31");
        assertThat(world.powerKw()).containsEntry("bus-1", 10.0);
    }

    @Test
    void aFrozenMeterShowsWhatItShowed() throws IOException {
        play("frozenMeter", "18:02", "18:04", "");
        to("18:05:30");
        assertThat(service.said("MeterValues").stream().map(OneBus::brief))
                .containsExactly(
                        "MeterValues 18:00:00Z Transaction.Begin 0 Wh 100000 W 50.0 Percent",
                        "MeterValues 18:01:00Z Sample.Periodic 1666 Wh 100000 W 50.8 Percent",
                        "MeterValues 18:02:00Z Sample.Periodic 3333 Wh 100000 W 51.7 Percent",
                        "MeterValues 18:03:00Z Sample.Periodic 3333 Wh 100000 W 51.7 Percent",
                        "MeterValues 18:04:00Z Sample.Periodic 6666 Wh 100000 W 53.3 Percent",
                        "MeterValues 18:05:00Z Sample.Periodic 8333 Wh 100000 W 54.2 Percent");
    }

    @Test
    void aClockThatIsSlowIsSlowInAllItSays() throws IOException {
        play("clock", "17:00", "19:00", ", \"seconds\": -20");
        to("18:01:30");
        assertThat(brief(service.said("StartTransaction").get(0))).isEqualTo("StartTransaction 17:59:40Z 0");
        assertThat(brief(service.said("MeterValues").get(1))).startsWith("MeterValues 18:00:40Z Sample.Periodic");
    }

    @Test
    void aCutLinkComesBackWithAllThatWasToBeSaid() throws IOException {
        play("linkLoss", "18:02", "18:10", "");
        to("18:09");
        assertThat(world.connected()).isZero();
        to("18:12:30");
        assertThat(world.connected()).isEqualTo(1);
        assertThat(service.said("MeterValues")).hasSize(13);
    }

    @Test
    void duplicatesSayTheSameTwice() throws IOException {
        play("duplicates", "17:50", "19:00", "");
        to("18:01:30");
        List<String> said = service.said().stream()
                .filter(s -> s.action().equals("StartTransaction") || s.action().equals("MeterValues"))
                .map(OneBus::brief)
                .toList();
        assertThat(said).hasSize(6);
        assertThat(said.get(0)).isEqualTo(said.get(1));
        assertThat(said.get(4)).isEqualTo(said.get(5));
    }

    @Test
    void aRestartEndsTheTransactionAndBeginsAnother() throws IOException {
        play("reboot", "18:10", "18:10", "");
        to("18:12");
        assertThat(service.said("StopTransaction"))
                .singleElement()
                .satisfies(s -> assertThat(s.payload().path("reason").asText()).isEqualTo("PowerLoss"));
        assertThat(service.said("BootNotification")).hasSize(2);
        assertThat(service.said("StartTransaction")).hasSize(2);
    }

    private void play(String kind, String from, String to, String more) throws IOException {
        world.close();
        Path file = Files.writeString(
                folder.resolve("faults.json"),
                "{\"faults\": [{\"kind\": \"%s\", \"stations\": 1, \"from\": \"%s\", \"to\": \"%s\"%s}]}"
                        .formatted(kind, TestDepot.at(from), TestDepot.at(to), more));
        world = World.load(depot.scenario(), OPTIONS.withFaults(file));
        await(world.connect(service));
    }
}
