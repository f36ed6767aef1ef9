package energy.corridor.sim;

import energy.corridor.sim.scenario.Scenario;
import energy.corridor.sim.scenario.ScenarioException;
import energy.corridor.sim.station.StationSettings;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays a scenario against a service, or without one as the baseline. */
@Command(
        name = "run",
        description =
                "Play a scenario: connect its stations to a service by OCPP 1.6J, let vehicles come, charge and leave.",
        footer = {
            "",
            "Exit code 0: every vehicle left with what it was promised, the limit of the grid connector was never"
                    + " exceeded, no message was given up. 2: not so. 64: wrong usage or input. 1: an error in here."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    private static final int STOPPED = 130; // as a shell reports Ctrl-C

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--scenario", required = true, paramLabel = "FILE", description = "SpiceEV scenario (JSON).")
    private Path scenarioFile = Path.of("");

    @Option(
            names = "--grid-connector",
            paramLabel = "NAME",
            description = "Grid connector that is the depot. Needed if the scenario has several.")
    private Optional<String> gridConnector = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the service listens; a station connects to URL/identity. Default: ${DEFAULT-VALUE}.")
    private URI url = URI.create("ws://127.0.0.1:8080/ocpp");

    @Option(
            names = "--uncontrolled",
            description =
                    "No service: every vehicle charges at full power from arrival to its desired SoC. As fast as it goes.")
    private boolean uncontrolled;

    @Option(
            names = "--clock-origin",
            paramLabel = "INSTANT",
            description = "Wall time at which the clock shows --clock-start (ISO 8601, UTC). Default: when all"
                    + " stations are connected.")
    private Optional<Instant> clockOrigin = Optional.empty();

    @Option(
            names = "--clock-start",
            paramLabel = "INSTANT",
            description = "What the clock shows at --clock-origin. Default: the state's time, else the beginning.")
    private Optional<Instant> clockStart = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "Clock seconds per second, above 0 up to 10000. Default: ${DEFAULT-VALUE}.")
    private double speed = 60;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "Begin here instead of at the scenario's start; vehicles have the file's SoC then.")
    private Optional<Instant> from = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "INSTANT",
            description = "End here instead of after the scenario's n_intervals.")
    private Optional<Instant> to = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Saved every second and at the end; a run goes on from it. Not used with --uncontrolled. Default: ${DEFAULT-VALUE}.")
    private Path state = Path.of("data/sim-state.json");

    @Option(
            names = "--meter-interval",
            paramLabel = "SECONDS",
            description = "Clock time between meter values, 0 (none) to 86400 s. Default: ${DEFAULT-VALUE}.")
    private long meterIntervalSeconds = StationSettings.DEFAULT.meterInterval().toSeconds();

    @Option(
            names = "--soc-decimals",
            paramLabel = "N",
            description = "Digits after the point of SoC in percent, 0 or 1. Default: ${DEFAULT-VALUE}.")
    private int socDecimals = StationSettings.DEFAULT.socDecimals();

    @Option(
            names = "--acknowledged",
            paramLabel = "FILE",
            description = "Append what the service acknowledges as JSON lines.")
    private Optional<Path> acknowledged = Optional.empty();

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "What goes wrong: disobeying stations, frozen meters, lost links … (JSON; see the README).")
    private Optional<Path> faults = Optional.empty();

    @Option(
            names = "--tolerance",
            paramLabel = "KWH",
            description =
                    "What a vehicle may miss of its promise and still count as ready, kWh. Default: ${DEFAULT-VALUE}.")
    private double toleranceKwh = WorldOptions.DEFAULT_TOLERANCE_KWH;

    @Override
    public Integer call() throws InterruptedException {
        if (spec == null) {
            throw new IllegalStateException("A command runs from its command line.");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Scenario scenario = Scenario.read(scenarioFile);
        scenario.warnings().forEach(err::println);
        WorldOptions options = new WorldOptions(
                gridConnector.orElseGet(() -> onlyConnector(scenario)),
                from,
                to,
                !uncontrolled,
                StationSettings.DEFAULT
                        .withMeterInterval(Duration.ofSeconds(meterIntervalSeconds))
                        .withSocDecimals(socDecimals),
                false,
                acknowledged,
                faults,
                toleranceKwh);
        Optional<Report> report =
                uncontrolled ? Optional.of(baseline(scenario, options)) : play(scenario, options, out, err);
        report.ifPresent(r -> out.print(r.text()));
        out.flush();
        return report.map(r -> r.allKept() ? 0 : 2).orElse(STOPPED);
    }

    private static Report baseline(Scenario scenario, WorldOptions options) {
        try (World world = World.load(scenario, options)) {
            world.tickTo(world.end());
            return world.report();
        }
    }

    private Optional<Report> play(Scenario scenario, WorldOptions options, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        if (!"ws".equals(url.getScheme()) && !"wss".equals(url.getScheme())) {
            throw new IllegalArgumentException("The --url is %s; it must begin with ws:// or wss://.".formatted(url));
        }
        StateFile file = new StateFile(state);
        Optional<WorldState> saved = file.read();
        World world = saved.map(memory -> World.resume(scenario, options, memory))
                .orElseGet(() -> World.load(scenario, options));
        Supplier<AffineClock> clock =
                () -> new AffineClock(clockOrigin.orElseGet(Instant::now), clockStart.orElseGet(world::now), speed);
        AffineClock.check(speed);
        out.printf(
                "%s at \"%s\": %s to %s, %d stations, %s at %s%n",
                scenario.name(),
                options.gridConnector(),
                world.start(),
                world.end(),
                world.stations(),
                saved.isPresent() ? "going on" : "beginning",
                world.now());
        out.flush();
        return new Pace(world, clock, file, out, err).play(url);
    }

    private static String onlyConnector(Scenario scenario) {
        if (scenario.gridConnectors().size() == 1) {
            return scenario.gridConnectors().keySet().iterator().next();
        }
        throw new ScenarioException("%s has several grid connectors; name one with --grid-connector: %s."
                .formatted(
                        scenario.name(),
                        String.join(
                                ", ",
                                scenario.gridConnectors().keySet().stream()
                                        .map("\"%s\""::formatted)
                                        .toList())));
    }
}
