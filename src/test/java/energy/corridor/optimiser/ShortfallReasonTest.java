package energy.corridor.optimiser;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.ChargingPlan.Status;
import energy.corridor.optimiser.ChargingProblem.Limit;
import energy.corridor.optimiser.ChargingProblem.Site;
import energy.corridor.optimiser.lp.LpOptimiser;
import energy.corridor.quantity.Series;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortfallReasonTest {

    private static String because(DepotBuilder depot) {
        ChargingPlan plan = new LpOptimiser().plan(depot.build(), Duration.ofMinutes(1));
        assertThat(plan.status()).isEqualTo(Status.OPTIMAL);
        assertThat(plan.shortfalls()).hasSize(1);
        return plan.shortfalls().get(0).because();
    }

    @Test
    void aChargerTooSmallForTheStayIsNoLimitsFault() {
        assertThat(because(DepotBuilder.hourly(4).siteLimit(10).vehicles("bus-1 5 40 10 0 3")))
                .isEqualTo(
                        "even 10 kW from 2026-03-02T16:00:00Z to 2026-03-02T19:00:00Z bring it only to 35.0 of 40.0 kWh");
    }

    @Test
    void eachCauseIsNamedWithItsTime() {
        assertThat(because(DepotBuilder.hourly(4)
                        .siteLimit(100, 100, 4, 100)
                        .limit("feeder", "", 6, 0)
                        .vehicles("bus-1 0 45 10 0 4 limit=feeder")))
                .isEqualTo(
                        "even 10 kW from 2026-03-02T16:00:00Z to 2026-03-02T20:00:00Z bring it only to 40.0 of 45.0 kWh;"
                                + " feeder is full from 2026-03-02T16:00:00Z to 2026-03-02T18:00:00Z and from 2026-03-02T19:00:00Z to 2026-03-02T20:00:00Z;"
                                + " the site is full from 2026-03-02T18:00:00Z to 2026-03-02T19:00:00Z");
    }

    @Test
    void aRequestThatHoldsTheSiteIsNamed() {
        assertThat(because(DepotBuilder.hourly(3).vehicles("bus-1 0 25 10 0 3").cap(1, 2, 3)))
                .isEqualTo("cap-0 holds the site to 3 kW from 2026-03-02T17:00:00Z to 2026-03-02T18:00:00Z");
    }

    @Test
    void anEarlierStayCountsOnlyAsFarAsItsEnergyComes() {
        // In the first stay it is full at the end: what the feeder kept from it there is not what is missing later.
        assertThat(because(DepotBuilder.hourly(5)
                        .limit("feeder", "", 5, 0)
                        .vehicles("bus-1 15 20 10 0 2 cap=20 limit=feeder next=3/5/20/18")))
                .isEqualTo("feeder is full from 2026-03-02T19:00:00Z to 2026-03-02T21:00:00Z");
    }

    @Test
    void hardwareThatCannotTakeTheRestIsNamed() {
        assertThat(because(DepotBuilder.hourly(2).siteLimit(4, 20).vehicles("bus-1 0 25 20 0 2 minKw=5")))
                .isEqualTo(
                        "the site leaves less than its hardware can take from 2026-03-02T16:00:00Z to 2026-03-02T17:00:00Z");
    }

    private static ChargingProblem raised(ChargingProblem p, Map<String, BitSet> closed) {
        double[] site = p.site().importLimitKw().toArray();
        closed.forEach((what, when) -> {
            if (what.equals("the site is full")) {
                when.stream().forEach(t -> site[t] += 5);
            }
        });
        List<Limit> limits = p.site().limits().stream()
                .map(limit -> {
                    BitSet when = closed.getOrDefault(limit.id() + " is full", new BitSet());
                    Series kw = limit.importLimitKw();
                    return new Limit(
                            limit.id(),
                            limit.parent(),
                            Series.generate(kw.size(), t -> kw.get(t) + (when.get(t) ? 5 : 0)),
                            limit.exportLimitKw());
                })
                .toList();
        Site s = p.site();
        return new ChargingProblem(
                p.grid(),
                new Site(Series.of(site), s.exportLimitKw(), s.baseLoadKw(), s.pvKw(), limits),
                p.prices(),
                p.storage(),
                p.vehicles(),
                List.of());
    }

    /** What is named is what is missing: with more of just that less would be unmet, in any depot. */
    @ParameterizedTest
    @ValueSource(longs = {0, 25})
    void moreOfWhatIsNamedWouldLeaveLessUnmet(long first) {
        int named = 0;
        var optimiser = new LpOptimiser();
        for (long seed = first; seed < first + 25; seed++) {
            ChargingProblem problem = raised(RandomDepot.of(seed, 12, 4), Map.of());
            boolean plain = problem.vehicles().stream().allMatch(vehicle -> vehicle.minChargeKw() == 0);
            ChargingPlan plan = optimiser.plan(problem, Duration.ofSeconds(20));
            if (!plain || plan.status() != Status.OPTIMAL) {
                continue;
            }
            PlanAudit audit = PlanAudit.of(problem, plan);
            var reason = new ShortfallReason(problem, audit);
            for (int b = 0; b < problem.vehicles().size(); b++) {
                Battery battery = audit.batteries().get(b);
                for (int w = 0; w < battery.windows().size(); w++) {
                    var window = battery.windows().get(w);
                    double reach = EnergyPaths.of(battery, 0.25).highKwh(w, window.to() - window.from());
                    boolean clamped = Arrays.stream(audit.clampedKwh(b)).sum() > 0; // the trip is the cause then
                    if (!clamped && audit.unmetKwh(b, w) > 0.1 && audit.endKwh(b)[w] < reach - 0.1) {
                        Map<String, BitSet> closed = reason.closed(b, w);
                        assertThat(closed).as("seed %d %s", seed, battery.id()).isNotEmpty();
                        ChargingPlan better = optimiser.plan(raised(problem, closed), Duration.ofSeconds(20));
                        double before = audit.aims().unmetKwh()
                                + audit.aims().belowMinimumKwh()
                                + audit.aims().limitExceededKwh()
                                + audit.aims().clampedKwh();
                        Aims aims =
                                PlanAudit.of(raised(problem, closed), better).aims();
                        double after =
                                aims.unmetKwh() + aims.belowMinimumKwh() + aims.limitExceededKwh() + aims.clampedKwh();
                        assertThat(after).as("seed %d %s", seed, battery.id()).isLessThan(before - 1e-3);
                        named++;
                    }
                }
            }
        }
        assertThat(named).isGreaterThanOrEqualTo(2);
    }
}
