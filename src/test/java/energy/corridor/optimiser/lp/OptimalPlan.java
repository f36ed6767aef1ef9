package energy.corridor.optimiser.lp;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotBuilder;
import energy.corridor.optimiser.PlanAudit;
import java.time.Duration;
import java.util.Objects;

/** What a test of one constraint family asks of a plan that is proven best and breaks no rule. */
record OptimalPlan(ChargingPlan plan) {

    static OptimalPlan of(DepotBuilder depot) {
        ChargingProblem problem = depot.build();
        ChargingPlan plan = new LpOptimiser().plan(problem, Duration.ofMinutes(2));
        assertThat(plan.status()).isEqualTo(ChargingPlan.Status.OPTIMAL);
        assertThat(PlanAudit.of(problem, plan).violations()).isEmpty();
        return new OptimalPlan(plan);
    }

    double eur() {
        return plan.objectiveEur();
    }

    double[] kw(int vehicle) {
        return plan.vehicles().get(vehicle).powerKw().toArray();
    }

    double[] kwh(int vehicle) {
        return plan.vehicles().get(vehicle).socKwh().toArray();
    }

    double[] storageKw() {
        return plan.storage().get(0).powerKw().toArray();
    }

    double[] siteKw() {
        return plan.sitePowerKw().toArray();
    }

    double[] reservedKw(int request) {
        return plan.requests().get(request).reservedKw().toArray();
    }

    /** In the first interval. */
    double limitEurPerKw(String limit) {
        return Objects.requireNonNull(plan.prices().limits().get(limit)).get(0);
    }

    double unmetKwh() {
        return plan.shortfalls().stream()
                .mapToDouble(ChargingPlan.Shortfall::kwh)
                .sum();
    }
}
