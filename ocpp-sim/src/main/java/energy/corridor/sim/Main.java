package energy.corridor.sim;

import energy.corridor.sim.authority.AuthorityCommand;
import energy.corridor.sim.scenario.ScenarioException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the simulator. */
@Command(
        name = "ocpp-sim",
        description =
                "A depot of OCPP 1.6J charging stations and the vehicles at them, played from a SpiceEV scenario.",
        mixinStandardHelpOptions = true,
        version = "ocpp-sim 0.1.0",
        subcommands = {RunCommand.class, GenerateCommand.class, ClockCommand.class, AuthorityCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {

    static final int USAGE = 64; // what sysexits.h calls EX_USAGE; 2 is for a scenario that was not kept

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs one command in this process and returns what would be its exit code. */
    public static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpWidth(110)
                .setExecutionExceptionHandler(Main::explain)
                .setParameterExceptionHandler((e, arguments) -> {
                    e.getCommandLine().getErr().println(e.getMessage());
                    e.getCommandLine()
                            .getErr()
                            .printf(
                                    "Try '%s --help'.%n",
                                    e.getCommandLine().getCommandSpec().qualifiedName());
                    return USAGE;
                });
    }

    /** What the user can mend is one sentence; anything else is ours and shows where it happened. */
    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof ScenarioException
                || e instanceof UncheckedIOException
                || e instanceof IllegalArgumentException) {
            command.getErr().println(e.getMessage());
            return USAGE;
        }
        e.printStackTrace(command.getErr());
        return 1;
    }
}
