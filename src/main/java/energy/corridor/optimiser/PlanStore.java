package energy.corridor.optimiser;

import java.time.Instant;
import java.util.Optional;

/** Where the plan in force outlives the process. Calls return when the change is durable. */
public interface PlanStore {

    void save(ChargingPlan plan, Instant plannedAt);

    /** The newest plan with status, grid, vehicles' power and energy, site power, shortfalls and corridor; the rest may be empty. */
    Optional<ChargingPlan> newest();
}
