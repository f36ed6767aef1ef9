package energy.corridor.optimiser.exact;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.lp.LpOptimiser;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * Times of whole plans (rule, optimisation, audit) of {@link BenchDepot}, 96 quarter-hours: cold, and warm on a slightly other problem
 * with the prices of the plan before. Arguments: numbers of vehicles; {@code feeders} adds a case of 5 full feeders. The linear program
 * stands beside it for up to 50 vehicles.
 */
final class ExactBench {

    private static final Duration TIME = Duration.ofSeconds(60);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private ExactBench() {}

    public static void main(String[] args) {
        boolean feeders = Arrays.asList(args).contains("feeders");
        int[] sizes = Arrays.stream(args)
                .filter(arg -> !arg.equals("feeders"))
                .mapToInt(Integer::parseInt)
                .toArray();
        plan(BenchDepot.of(9, 50, true, 96), new ExactOptimiser(THREADS, 1e-6)); // the JVM's own warming
        System.out.println(
                "| vehicles | | cold 1e-4 | cold 1e-6 | warm 1e-4 | warm 1e-6 | EUR | gap | rule EUR | LP |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int vehicles : sizes) {
            row(vehicles, "charging", BenchDepot.of(1, vehicles, false, 96));
            row(vehicles, "V2G", BenchDepot.of(1, vehicles, true, 96));
            if (feeders) {
                row(vehicles, "charging, 5 feeders", BenchDepot.withFeeders(1, vehicles, false, 5));
            }
        }
    }

    private static ChargingPlan plan(ChargingProblem problem, ExactOptimiser optimiser) {
        return optimiser.plan(problem, TIME);
    }

    private static void row(int vehicles, String kind, ChargingProblem problem) {
        ChargingProblem next = BenchDepot.aLittleOther(problem);
        var rough = new ExactOptimiser(THREADS, 1e-4);
        var fine = new ExactOptimiser(THREADS, 1e-6);
        ChargingPlan coldRough = plan(problem, rough);
        ChargingPlan cold = plan(problem, fine);
        ChargingPlan warmRough = plan(next, rough);
        ChargingPlan warm = plan(next, fine);
        double rule = PlanAudit.of(problem, new LeastLaxityFirst().plan(problem, TIME))
                .moneyEur();
        String reference = "–";
        if (vehicles <= 50) {
            ChargingPlan lp = new LpOptimiser().plan(problem, TIME);
            reference = "%.2f s, %.4f %s".formatted(seconds(lp), lp.objectiveEur(), lp.status());
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %.2f s | %.2f s | %.2f s | %.2f s | %.4f %s | %.1e | %.0f | %s |%n",
                vehicles,
                kind,
                seconds(coldRough),
                seconds(cold),
                seconds(warmRough),
                seconds(warm),
                cold.objectiveEur(),
                cold.status(),
                (cold.objectiveEur() - cold.boundEur()) / Math.abs(cold.objectiveEur()),
                rule,
                reference);
    }

    private static double seconds(ChargingPlan plan) {
        return plan.millis() / 1000.0;
    }
}
