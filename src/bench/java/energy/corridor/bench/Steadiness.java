package energy.corridor.bench;

import energy.corridor.app.DepotOptimiser;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.HardwareDepot;
import energy.corridor.optimiser.Optimiser;
import energy.corridor.optimiser.hardware.Switching;
import energy.corridor.optimiser.methods.ClosedLoop;
import energy.corridor.optimiser.methods.SavedNights;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** The ten saved nights, planned anew in every interval: how often vehicles are switched, and what the night costs. */
final class Steadiness {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Steadiness() {}

    public static void main(String[] args) throws IOException {
        for (boolean hardware : new boolean[] {false, true}) {
            double switches = 0;
            double eur = 0;
            for (int night = 1; night <= SavedNights.COUNT; night++) {
                ChargingProblem problem = SavedNights.read(night);
                problem = hardware ? HardwareDepot.of(night, problem) : problem;
                Optimiser optimiser = DepotOptimiser.create();
                long start = System.nanoTime();
                var result = ClosedLoop.run(problem, ClosedLoop.of(optimiser, DEADLINE));
                double count = Switching.of(problem, result.schedule());
                switches += count;
                eur += result.moneyEur();
                System.out.printf(
                        Locale.ROOT,
                        "%s night %d: switching %.0f, %.4f EUR, unmet %.4f, %.1f s%n",
                        hardware ? "hardware" : "any power",
                        night,
                        count,
                        result.moneyEur(),
                        result.aims().unmetKwh(),
                        (System.nanoTime() - start) / 1e9);
            }
            System.out.printf(Locale.ROOT, "all: switching %.0f, %.4f EUR%n", switches, eur);
        }
    }
}
