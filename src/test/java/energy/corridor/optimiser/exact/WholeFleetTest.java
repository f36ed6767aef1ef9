package energy.corridor.optimiser.exact;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.LeastLaxityFirst;
import energy.corridor.optimiser.RandomDepot;
import energy.corridor.optimiser.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the interior point over all batteries comes to needs no column generation after it. */
class WholeFleetTest {

    private static final int DEPOTS = 40;

    /** Rounds of prices until the proof; 0 are those that come with the program. */
    private static int rounds(ChargingProblem problem, int threads) {
        try (Workers workers = new Workers(threads)) {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            var model = new FleetModel(problem, MostGroups.of(problem));
            Penalties penalties = Weights.of(problem, Weights.RATIOS[0]);
            var layout =
                    new Layout(model, new SiteTerms(problem, model.batteries, model.topology, penalties), penalties);
            double[] eurPerKw = problem.prices().importEurPerKwh().toArray();
            Arrays.setAll(eurPerKw, t -> eurPerKw[t] * problem.grid().stepHours());
            Optional<WholeFleet> whole = WholeFleet.solved(model, layout, workers, eurPerKw, deadline);
            Schedule rule = LeastLaxityFirst.schedule(problem);
            var columns = new ColumnGeneration(
                    model,
                    layout,
                    workers,
                    rule,
                    whole,
                    List.of(whole.orElseThrow().prices()),
                    deadline);
            columns.run(ExactOptimiser.PROVEN, 1e-7, deadline);
            return columns.asked().size() - 1;
        }
    }

    /** The others break so many promises that no prices close the gap, or need some more of them. */
    @Test
    void itsPricesProveItsPowersInMostDepotsOfAnyState() {
        long proven = LongStream.range(0, DEPOTS)
                .filter(seed -> rounds(Covered.of(RandomDepot.of(100 + seed, 24, 6)), 2) == 0)
                .count();
        assertThat(proven).isGreaterThan(DEPOTS / 2);
    }

    @Test
    void aDepotWithAllThatCanBeAskedOfItIsProvenInTheSamePrices() {
        assertThat(rounds(BenchDepot.everything(1, 120, true, 15, 4), 2)).isZero();
        assertThat(rounds(BenchDepot.everything(2, 60, true, 5, 4), 1)).isZero();
    }
}
