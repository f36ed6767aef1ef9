package energy.corridor.sim;

import energy.corridor.sim.scenario.Scenario;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the three values of a clock that goes on where the simulator stopped, for the service and the simulator alike. */
@Command(
        name = "clock",
        description =
                "Print origin=… start=… speed=… of a clock that continues from the state file's time if there is one,"
                        + " else from the scenario's start.",
        mixinStandardHelpOptions = true)
final class ClockCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--scenario", required = true, paramLabel = "FILE", description = "SpiceEV scenario (JSON).")
    private Path scenario = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "ISO 8601 instant to begin at when there is no state. Default: the scenario's start.")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "State file of an earlier run. Default: ${DEFAULT-VALUE}.")
    private Path state = Path.of("data/sim-state.json");

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Clock seconds per second, above 0 up to 10000. Default: ${DEFAULT-VALUE}.")
    private double speed = 60;

    @Option(
            names = "--lead",
            paramLabel = "SECONDS",
            description = "Wall seconds from now until the clock shows its start. Default: ${DEFAULT-VALUE}.")
    private long leadSeconds;

    @Override
    public Integer call() {
        Instant start = new StateFile(state)
                .read()
                .map(WorldState::now)
                .or(() -> from)
                .orElseGet(() -> Scenario.read(scenario).start());
        Instant origin = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(leadSeconds);
        AffineClock clock = new AffineClock(origin, start, speed);
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .printf("origin=%s start=%s speed=%s%n", clock.origin(), clock.start(), plain(clock.speed()));
        }
        return 0;
    }

    private static String plain(double speed) {
        return speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
    }
}
