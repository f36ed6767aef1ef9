package energy.corridor.app;

import io.quarkus.runtime.Quarkus;
import picocli.CommandLine.Command;

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
final class ServeCommand implements Runnable {

    @Override
    public void run() {
        LocalServices.start(BootSettings.read());
        try {
            Quarkus.run();
        } finally {
            LocalServices.stop();
        }
    }
}
