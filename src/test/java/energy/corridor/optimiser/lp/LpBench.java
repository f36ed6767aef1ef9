package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.PlanAudit;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long a night takes; not run with the tests. One method per JVM, or only the first is cold: see docs/benchmarks.md. */
class LpBench {

    private static final int HOURS = 16;
    private static final int WARM_RUNS = 3;

    @Test
    void chargeOnly40Buses15Minutes() {
        measure("40 buses, charge only, 15 min", night(40, 15, false, false));
    }

    @Test
    void chargeOnly40Buses5Minutes() {
        measure("40 buses, charge only, 5 min", night(40, 5, false, false));
    }

    @Test
    void chargeOnly40Buses5MinutesNoTwoAlike() {
        measure("40 buses, charge only, 5 min, no two intervals alike", night(40, 5, false, true));
    }

    @Test
    void bidirectional20Buses15Minutes() {
        measure("20 buses, V2G, 15 min", night(20, 15, true, false));
    }

    @Test
    void bidirectional50Buses15Minutes() {
        measure("50 buses, V2G, 15 min", night(50, 15, true, false));
    }

    /**
     * 17:00 to 09:00: two feeders, base load, hourly prices, a demand charge; buses come until 23:00 and leave from 04:00.
     *
     * @param jagged base load differs in every interval instead of every hour, so that none can be merged
     */
    private static ChargingProblem night(int buses, int stepMinutes, boolean bidirectional, boolean jagged) {
        var random = new Random(buses);
        int perHour = (int) Duration.ofHours(1).dividedBy(Duration.ofMinutes(stepMinutes));
        double[] price = new double[HOURS * perHour];
        double[] base = new double[price.length];
        for (int h = 0; h < HOURS; h++) {
            double hourPrice = 0.2 + 0.12 * Math.cos(h * Math.PI / 8) + 0.02 * random.nextDouble();
            double hourBase = 2 * buses + 10 * random.nextDouble();
            for (int t = h * perHour; t < (h + 1) * perHour; t++) {
                price[t] = hourPrice;
                base[t] = hourBase + (jagged ? 5 * random.nextDouble() : 0);
            }
        }
        DepotBuilder depot = DepotBuilder.steps(stepMinutes, price.length)
                .siteLimit(30.0 * buses)
                .exportLimit(bidirectional ? 10.0 * buses : 0)
                .base(base)
                .price(price)
                .exportPrice(IntStream.range(0, price.length)
                        .mapToDouble(t -> bidirectional ? 0.8 * price[t] : 0)
                        .toArray())
                .demandCharge(2, 15.0 * buses)
                .limit("feeder-1", "", 14.0 * buses, 14.0 * buses)
                .limit("feeder-2", "", 14.0 * buses, 14.0 * buses);
        for (int i = 0; i < buses; i++) {
            depot.vehicles(String.format(
                    Locale.ROOT,
                    "bus-%d %.1f %.1f 100 %.2f %.2f cap=350 min=35 eff=0.94 wear=0.04 limit=feeder-%d%s",
                    i,
                    50 + 120 * random.nextDouble(),
                    240 + 60 * random.nextDouble(),
                    6 * random.nextDouble(),
                    11 + 4 * random.nextDouble(),
                    1 + i % 2,
                    bidirectional ? " outKw=60" : ""));
        }
        return depot.build();
    }

    private static void measure(String name, ChargingProblem problem) {
        double cold = seconds(problem);
        double warm = IntStream.range(0, WARM_RUNS)
                .mapToDouble(i -> seconds(problem))
                .min()
                .orElseThrow();
        ChargingPlan plan = new LpOptimiser().plan(problem, Duration.ofMinutes(5));
        assertThat(PlanAudit.of(problem, plan).violations()).isEmpty();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f s | %.1f s | %s | %.2f | %.4f |%n",
                name,
                cold,
                warm,
                plan.status(),
                plan.objectiveEur(),
                plan.objectiveEur() - plan.boundEur());
    }

    private static double seconds(ChargingProblem problem) {
        long start = System.nanoTime();
        new LpOptimiser().plan(problem, Duration.ofMinutes(5));
        return Units.seconds(Duration.ofNanos(System.nanoTime() - start));
    }
}
