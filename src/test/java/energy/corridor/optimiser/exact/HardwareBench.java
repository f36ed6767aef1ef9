package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.HardwareDepot;
import energy.corridor.optimiser.hardware.Realisable;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What least powers and whole amperes cost on {@link BenchDepot}, 96 quarter-hours, and how long the move to them takes: everything but
 * the plan of any powers. Every row twice, the second time warm. Arguments: numbers of vehicles.
 */
final class HardwareBench {

    private static final Duration TIME = Duration.ofSeconds(60);

    private HardwareBench() {}

    public static void main(String[] args) {
        System.out.println("| vehicles | | any power | moved in | status | EUR at any power | hardware EUR | gap |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (String arg : args) {
            int vehicles = Integer.parseInt(arg);
            for (int round = 0; round < 2; round++) {
                row(vehicles, "charging", BenchDepot.of(1, vehicles, false, 96));
                row(vehicles, "V2G", BenchDepot.of(1, vehicles, true, 96));
                row(vehicles, "charging, 5 feeders", BenchDepot.withFeeders(1, vehicles, false, 5));
            }
        }
    }

    private static void row(int vehicles, String kind, ChargingProblem any) {
        ChargingProblem problem = HardwareDepot.of(1, any);
        List<ChargingPlan> ideal = new ArrayList<>();
        var optimiser = new Realisable(
                (relaxed, deadline) -> {
                    ideal.add(new ExactOptimiser(2, 1e-4).plan(relaxed, deadline));
                    return ideal.get(0);
                },
                new LpOptimiser());
        long start = System.nanoTime();
        ChargingPlan plan = optimiser.plan(problem, TIME);
        double millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %d ms | %.0f ms | %s | %.2f | %.4f | %.1e |%n",
                vehicles,
                kind,
                ideal.get(0).millis(),
                millis - ideal.get(0).millis(),
                plan.status(),
                ideal.get(0).objectiveEur(),
                plan.hardwareEur(),
                (plan.objectiveEur() - plan.boundEur()) / Math.abs(plan.boundEur()));
    }
}
