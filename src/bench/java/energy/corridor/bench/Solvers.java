package energy.corridor.bench;

import energy.corridor.bench.FullProgram.Answer;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.optimiser.exact.BenchDepot;
import energy.corridor.optimiser.exact.ExactOptimiser;
import energy.corridor.optimiser.lp.LpOptimiser;
import energy.corridor.quantity.Units;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exact optimiser beside HiGHS and GLOP on the same problems: {@code docs/benchmarks.md} says how to run it and how to read it.
 * Arguments, any number of them: a number of vehicles (its day with everything, charging only and with V2G), {@code fine} (1,000
 * vehicles, 288 intervals of 5 minutes), {@code feeders} (5,000 vehicles with and without 40 feeders), {@code limit=300} (seconds that
 * HiGHS and GLOP get for each problem). The table goes to standard output, progress to standard error.
 */
final class Solvers {

    private static final Duration OUR_TIME = Duration.ofMinutes(5);
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final double GAP = 1e-6;

    /** Feeders of a day with everything, unless it says another number. */
    private static final int FEEDERS = 4;

    private static final int QUARTER_HOUR = 15;
    private static final int FIVE_MINUTES = 5;

    /** Vehicles times intervals beyond which HiGHS and GLOP are not asked. */
    private static final int LARGEST_FOR_OTHERS = 5000 * 96;

    /** Vehicles that the product's own linear program is made for. */
    private static final int MOST_FOR_REFERENCE = 50;

    private final List<String> table = new ArrayList<>(List.of(
            "| case | cold | warm | objective, EUR | to the optimum | proven gap | peak heap | HiGHS | GLOP | best of them / cold | reference LP (ojAlgo) |",
            "|---|---|---|---|---|---|---|---|---|---|---|"));

    private Duration limit = Duration.ofMinutes(5);

    private Solvers() {}

    public static void main(String[] args) {
        new Solvers().run(args);
    }

    private void run(String[] args) {
        warmUp();
        for (String arg : args) {
            if (arg.startsWith("limit=")) {
                limit = Duration.ofSeconds(Long.parseLong(arg.substring("limit=".length())));
            } else if (arg.equals("fine")) {
                row(1000, false, FIVE_MINUTES, FEEDERS);
                row(1000, true, FIVE_MINUTES, FEEDERS);
            } else if (arg.equals("feeders")) {
                for (int feeders : new int[] {0, 40}) {
                    row(5000, false, QUARTER_HOUR, feeders);
                    row(5000, true, QUARTER_HOUR, feeders);
                }
            } else {
                row(Integer.parseInt(arg), false, QUARTER_HOUR, FEEDERS);
                row(Integer.parseInt(arg), true, QUARTER_HOUR, FEEDERS);
            }
        }
        System.out.println(); // HiGHS writes its name without ending the line
        table.forEach(System.out::println);
        System.out.printf(
                "%nMachine: %d processors, Java %s, heap up to %d MB. Gap asked for: %.0e.%n",
                THREADS, Runtime.version(), megabytes(Runtime.getRuntime().maxMemory()), GAP);
    }

    /** So that the first row does not pay for compiling the code. */
    private static void warmUp() {
        for (long seed = 7; seed < 10; seed++) {
            ChargingProblem problem = BenchDepot.everything(seed, 50, true, QUARTER_HOUR, FEEDERS);
            new ExactOptimiser(THREADS, GAP).plan(problem, OUR_TIME);
        }
    }

    private void row(int vehicles, boolean bidirectional, int stepMinutes, int feeders) {
        ChargingProblem problem = BenchDepot.everything(1, vehicles, bidirectional, stepMinutes, feeders);
        int steps = problem.grid().steps();
        String name = "%,d %s, %d intervals, %d feeders"
                .formatted(vehicles, bidirectional ? "V2G" : "charging", steps, feeders);
        var optimiser = new ExactOptimiser(THREADS, GAP);
        forgetPeakHeap();
        ChargingPlan cold = optimiser.plan(problem, OUR_TIME);
        long peakHeap = peakHeap();
        ChargingPlan warm = optimiser.plan(BenchDepot.aLittleOther(problem), OUR_TIME);
        PlanAudit audit = PlanAudit.of(problem, cold);
        double eur = audit.moneyEur();
        String promises = audit.aims().keepsEveryPromise() ? "" : " promises broken: " + audit.aims();
        say(
                "%s: cold %.2f s, warm %.2f s, %.4f EUR %s%s",
                name, seconds(cold), seconds(warm), eur, cold.status(), promises);

        Map<String, Answer> others = Map.of();
        if ((long) vehicles * steps <= LARGEST_FOR_OTHERS && (feeders == FEEDERS)) {
            var program = new FullProgram(problem);
            say("%s: %,d rows, %,d columns", name, program.rows(), program.columns());
            others = Map.of("highs", asked(program, "highs", name), "glop", asked(program, "glop", name));
        }
        double optimum = others.values().stream()
                .filter(Answer::optimal)
                .mapToDouble(Answer::eur)
                .min()
                .orElse(Double.NaN);
        double fastest = others.values().stream()
                .filter(Answer::optimal)
                .mapToDouble(Answer::seconds)
                .min()
                .orElse(Double.NaN);
        table.add(String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %.4f%s | %s | %.1e | %,d MB | %s | %s | %s | %s |",
                name,
                seconds(cold),
                seconds(warm),
                eur,
                promises,
                Double.isNaN(optimum) ? "–" : String.format(Locale.ROOT, "%+.1e", (eur - optimum) / Math.abs(optimum)),
                (eur - cold.boundEur()) / Math.abs(eur),
                megabytes(peakHeap),
                time(others.get("highs")),
                time(others.get("glop")),
                Double.isNaN(fastest) ? "–" : String.format(Locale.ROOT, "%.1f", fastest / seconds(cold)),
                vehicles <= MOST_FOR_REFERENCE ? reference(problem) : "–"));
        say(table.get(table.size() - 1));
    }

    private Answer asked(FullProgram program, String solver, String name) {
        Answer answer = program.solve(solver, limit);
        say("%s: %s %s", name, solver, answer);
        return answer;
    }

    private String time(@Nullable Answer answer) {
        if (answer == null) {
            return "–";
        }
        return answer.optimal()
                ? String.format(Locale.ROOT, "%.2f s", answer.seconds())
                : String.format(Locale.ROOT, "unsolved in %.0f s", answer.seconds());
    }

    private static String reference(ChargingProblem problem) {
        ChargingPlan plan = new LpOptimiser().plan(problem, OUR_TIME);
        return String.format(Locale.ROOT, "%.2f s, %.4f EUR", seconds(plan), plan.objectiveEur());
    }

    private static double seconds(ChargingPlan plan) {
        return Units.seconds(Duration.ofMillis(plan.millis()));
    }

    private static void forgetPeakHeap() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    /** Bytes, with what the collector had not yet taken away: more than is needed. */
    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }

    private static void say(String text, Object... values) {
        System.err.println(values.length == 0 ? text : String.format(Locale.ROOT, text, values));
    }
}
