package energy.corridor.app;

import energy.corridor.sim.Main;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The depot nights that end-to-end tests play, written by the simulator's own generator. */
final class NightScenario {

    static final String CONNECTOR = "depot";
    /** Noon in Amsterdam on the first day; vehicles come from 17:00 on. */
    static final Instant NOON = Instant.parse("2026-03-02T11:00:00Z");

    private NightScenario() {}

    /** The same numbers give the same night. */
    static Path write(String name, int buses, int siteKw, int nights) {
        return write(name, buses, 0, siteKw, nights);
    }

    /** @param ocpp201 how many of the stations speak OCPP 2.0.1, the others 1.6 */
    static Path write(String name, int buses, int ocpp201, int siteKw, int nights) {
        Path file = Path.of("target", "scenarios", name + ".json");
        List<String> args = new ArrayList<>(List.of("generate", "--out", file.toString()));
        args.addAll(List.of("--buses", "" + buses, "--ocpp201", "" + ocpp201));
        args.addAll(List.of("--nights", "" + nights, "--site-kw", "" + siteKw, "--seed", "7"));
        int exit = Main.run(args.toArray(String[]::new));
        if (exit != 0) {
            throw new IllegalStateException("The scenario " + name + " could not be generated.");
        }
        return file;
    }
}
