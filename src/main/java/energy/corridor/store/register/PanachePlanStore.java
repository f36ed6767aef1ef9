package energy.corridor.store.register;

import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.PlanStore;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Every plan that was in force; the newest is the one that was saved last. */
@ApplicationScoped
@Transactional
public class PanachePlanStore implements PlanStore {

    @Override
    public void save(ChargingPlan plan, Instant plannedAt) {
        PlanRow.of(plan, plannedAt).persist();
    }

    @Override
    public Optional<ChargingPlan> newest() {
        return PlanRow.<PlanRow>findAll(Sort.descending("planId"))
                .firstResultOptional()
                .map(PlanRow::plan);
    }
}
