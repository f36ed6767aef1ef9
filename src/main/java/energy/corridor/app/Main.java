package energy.corridor.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** {@code corridor} serves; {@code corridor plan FILE} solves one charging problem and prints the plan. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... args) {
        int exit = new CommandLine(new ServeCommand()).execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }
}
