package energy.corridor.sim;

import energy.corridor.sim.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a scenario of our own. */
@Command(
        name = "generate",
        description =
                "Write a scenario of nights in a bus depot in the format of SpiceEV. The same options give the same file."
                        + " Every promise in it can be kept within the site's limit.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
    private Path out = Path.of("");

    @Option(
            names = "--buses",
            paramLabel = "N",
            description = "Vehicles and charging stations, 1 to 2000. Default: ${DEFAULT-VALUE}.")
    private int buses = 40;

    @Option(names = "--nights", paramLabel = "N", description = "Nights, 1 to 60. Default: ${DEFAULT-VALUE}.")
    private int nights = 3;

    @Option(
            names = "--site-kw",
            paramLabel = "KW",
            description = "Most the site may draw, base load included. Default: ${DEFAULT-VALUE}.")
    private double siteKw = 800;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random numbers. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--ocpp201",
            paramLabel = "N",
            description = "How many of the stations speak OCPP 2.0.1, the others 1.6. Default: ${DEFAULT-VALUE}.")
    private int ocpp201;

    @Option(names = "--date", paramLabel = "DATE", description = "Day of the first evening. Default: ${DEFAULT-VALUE}.")
    private LocalDate date = LocalDate.of(2026, 3, 2);

    @Option(names = "--zone", paramLabel = "ZONE", description = "Time zone of the depot. Default: ${DEFAULT-VALUE}.")
    private ZoneId zone = ZoneId.of("Europe/Amsterdam");

    @Override
    public Integer call() {
        String text = new DepotNights(buses, ocpp201, nights, siteKw, seed, date, zone).json();
        try {
            Path parent = out.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(out, text);
        } catch (IOException e) {
            throw new ScenarioException("The scenario cannot be written to %s (%s).".formatted(out, e), e);
        }
        if (spec != null) {
            spec.commandLine()
                    .getOut()
                    .printf("%s: %d buses, %d nights from %s, %.0f kW%n", out, buses, nights, date, siteKw);
        }
        return 0;
    }
}
