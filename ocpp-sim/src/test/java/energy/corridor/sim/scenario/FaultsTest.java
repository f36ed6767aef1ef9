package energy.corridor.sim.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

    private static final Instant START = Instant.parse("2026-03-02T16:00:00Z");
    private static final List<String> STATIONS = List.of("bay-1", "bay-2", "bay-3", "bay-4");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theSameSeedDrawsTheSameStations() throws IOException {
        String two = "{\"kind\": \"disobey\", \"stations\": 2, \"from\": \"PT1H\", \"to\": \"2026-03-02T18:00:00Z\"}";
        Fault fault = read(7, two).all().get(0);
        assertThat(fault).isEqualTo(read(7, two).all().get(0));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.DISOBEY);
        assertThat(fault.stations()).hasSize(2).isSubsetOf(STATIONS);
        assertThat(fault.holdsAt(START.plusSeconds(3599))).isFalse();
        assertThat(fault.holdsAt(START.plusSeconds(3600))).isTrue();
        assertThat(fault.holdsAt(START.plusSeconds(7200))).isFalse();
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read(1, "{\"kind\": \"fire\", \"stations\": 1, \"from\": \"PT1H\", \"to\": \"PT2H\"}"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("faults.json: faults[0].kind is \"fire\"; \"disobey\", \"frozenMeter\", ");
        assertThatThrownBy(() ->
                        read(1, "{\"kind\": \"noSoc\", \"stations\": [\"x\"], \"from\": \"PT1H\", \"to\": \"PT2H\"}"))
                .hasMessageContaining("ids of the depot's stations: [bay-1, bay-2, bay-3, bay-4] is expected");
        assertThatThrownBy(
                        () -> read(1, "{\"kind\": \"noSoc\", \"stations\": 1, \"from\": \"PT2H\", \"to\": \"PT1H\"}"))
                .hasMessageContaining("faults[0].to is \"PT1H\"; a time after \"from\" is expected.");
        assertThatThrownBy(
                        () -> read(1, "{\"kind\": \"clock\", \"stations\": 1, \"from\": \"PT1H\", \"to\": \"PT2H\"}"))
                .hasMessageContaining("faults[0].seconds is missing.");
    }

    private Faults read(int seed, String fault) throws IOException {
        Path file = folder.resolve("faults.json");
        Files.writeString(file, "{\"seed\": %d, \"faults\": [%s]}".formatted(seed, fault));
        return Faults.read(file, STATIONS, START);
    }
}
