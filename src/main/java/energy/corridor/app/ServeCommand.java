package energy.corridor.app;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The service itself. */
@Command(
        name = "corridor",
        mixinStandardHelpOptions = true,
        version = "corridor 0.1.0",
        description = {
            "Charging control for EV fleet depots.",
            "Without a command: serves OCPP, REST and the page, with PostgreSQL and an MQTT broker of its own",
            "unless others are configured (see solver-config/README.md)."
        },
        subcommands = PlanCommand.class)
final class ServeCommand implements Callable<Integer> {

    private static final int UNAVAILABLE = 69; // as sysexits.h calls them
    private static final int CONFIGURATION = 78;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        BootSettings settings;
        try {
            settings = BootSettings.read();
        } catch (IllegalArgumentException refused) {
            return refuse(refused.getMessage(), CONFIGURATION);
        }
        // After the application's end and not before: the service's last writes need the database. Code after
        // Quarkus.run() is
        // not reached on a signal.
        Runtime.getRuntime().addShutdownHook(new Thread(ServeCommand::end, "local-services-end"));
        try {
            LocalServices.start(settings);
        } catch (EmbeddedPostgres.Unavailable | EmbeddedBroker.Unavailable e) {
            return refuse(e.getMessage(), UNAVAILABLE);
        }
        Quarkus.run();
        return 0;
    }

    private static void end() {
        Application application = Application.currentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
        LocalServices.stop();
    }

    private int refuse(@Nullable String sentence, int code) {
        if (spec != null) {
            spec.commandLine().getErr().println(sentence);
        }
        return code;
    }
}
