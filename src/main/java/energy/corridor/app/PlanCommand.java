package energy.corridor.app;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.quantity.Units;
import energy.corridor.web.ChargingPlanJson;
import energy.corridor.web.ChargingProblemJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans a saved charging problem without starting the service. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Reads a charging problem (JSON), prints the plan (JSON) to standard output.")
final class PlanCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The charging problem; - for standard input.")
    Path file = Path.of("-");

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Wall seconds after which the best plan so far is printed; default ${DEFAULT-VALUE}.")
    double deadlineSeconds;

    @Override
    public Integer call() throws IOException {
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        if (!(deadlineSeconds > 0 && deadlineSeconds <= 86_400)) {
            err.printf("--deadline is %s, allowed is above 0 to 86400 seconds.%n", deadlineSeconds);
            return 2;
        }
        byte[] json;
        if (file.toString().equals("-")) {
            json = System.in.readAllBytes();
        } else if (Files.isReadable(file) && !Files.isDirectory(file)) {
            json = Files.readAllBytes(file);
        } else {
            err.printf("There is no readable file \"%s\".%n", file);
            return 2;
        }
        ChargingProblem problem;
        try {
            problem = ChargingProblemJson.read(json);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        ChargingPlan plan = DepotOptimiser.create().plan(problem, Units.seconds(deadlineSeconds));
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(ChargingPlanJson.write(plan));
        return 0;
    }
}
