package energy.corridor.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir
    Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String night = "";
    private String state = "";

    @BeforeEach
    void aNight() {
        night = directory.resolve("night.json").toString();
        state = directory.resolve("state.json").toString();
        assertThat(run("generate", "--out", night, "--buses", "4", "--nights", "1", "--site-kw", "90"))
                .isZero();
    }

    @Test
    void theBaselineBreaksTheLimitAndSaysSo() {
        assertThat(run("run", "--scenario", night, "--uncontrolled")).isEqualTo(2);
        assertThat(out.toString())
                .contains("night.json at \"depot\", 2026-03-02T11:00:00Z to 2026-03-03T11:00:00Z, uncontrolled")
                .contains("departures      4; 4 ready, 0 missed")
                .contains("limit exceeded: ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theClockBeginsWithTheScenarioAndGoesOnWithTheState() {
        assertThat(run("clock", "--scenario", night, "--state", state, "--speed", "120"))
                .isZero();
        assertThat(out.toString()).containsPattern("origin=\\S+Z start=2026-03-02T11:00:00Z speed=120\\R");

        try (World world = World.load(Path.of(night), WorldOptions.at("depot"))) {
            world.tickTo(Instant.parse("2026-03-02T23:45:00Z"));
            new StateFile(Path.of(state)).write(world.state());
        }
        run("clock", "--scenario", night, "--state", state);
        assertThat(out.toString()).containsPattern("origin=\\S+Z start=2026-03-02T23:45:00Z speed=60\\R");
    }

    @Test
    void aRunWithoutAServiceMissesWhatItPromisedKeepsItsStateAndEnds() {
        int code = run(
                "run",
                "--scenario",
                night,
                "--state",
                state,
                "--speed",
                "10000",
                "--url",
                "ws://127.0.0.1:9/ocpp",
                "--to",
                "2026-03-02T12:00:00Z");
        assertThat(code).isZero();
        assertThat(err.toString()).contains("no connection: ");
        assertThat(new StateFile(Path.of(state)).read().orElseThrow().now()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(out.toString()).contains("beginning at 2026-03-02T11:00:00Z").contains("connected 0/4");
    }

    @Test
    void whatIsWrongIsOneSentence() throws IOException {
        assertThat(run("run", "--scenario", directory.resolve("none.json").toString()))
                .isEqualTo(64);
        assertThat(err.toString())
                .startsWith("The scenario ")
                .contains("none.json cannot be read")
                .hasLineCount(1);

        assertThat(run("run", "--scenario", night, "--grid-connector", "yard")).isEqualTo(64);
        assertThat(err.toString()).contains("night.json has no grid connector \"yard\"; it has \"depot\".");

        assertThat(run("run", "--scenario", night, "--url", "http://localhost/"))
                .isEqualTo(64);
        assertThat(err.toString()).contains("The --url is http://localhost/; it must begin with ws:// or wss://.");

        assertThat(run("run", "--scenario", night, "--state", state, "--speed", "0"))
                .isEqualTo(64);
        assertThat(err.toString()).contains("The speed is 0.0; it must be above 0 and at most 10000.");

        assertThat(run("run", "--scenario", night, "--soc-decimals", "2")).isEqualTo(64);
        assertThat(err.toString()).contains("The SoC decimals are 2; 0 or 1 is allowed.");

        assertThat(run("run", "--scenario", night, "--from", "tomorrow")).isEqualTo(64);
        assertThat(err.toString()).contains("Invalid value for option '--from'");

        Files.writeString(Path.of(state), "{}");
        assertThat(run("run", "--scenario", night, "--state", state)).isEqualTo(64);
        assertThat(err.toString()).contains("state.json");
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
