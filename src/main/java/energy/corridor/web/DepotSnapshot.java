package energy.corridor.web;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.dispatch.Quarantine;
import energy.corridor.dispatch.Setpoint;
import energy.corridor.fleet.FleetState;
import energy.corridor.grid.GridConditions;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.DepotProblem;
import energy.corridor.optimiser.flexibility.Flexibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One control cycle as the outside may see it, immutable.
 *
 * @param speed clock seconds per wall second, 1 in production
 * @param corridor from now on
 * @param present the cycle's point of the corridor history
 * @param plan the plan in force
 * @param setpoints last accepted setpoint of each EVSE with a transaction
 * @param conduct as the loop plans with: what is kept free, and the highest import of the demand charge's period so far
 * @param quarantined EVSEs that cannot be relied on
 * @param flexibility of the plan in force, or of the one before it
 */
public record DepotSnapshot(
        Instant now,
        double speed,
        FleetState fleet,
        GridConditions grid,
        SumSocCorridor corridor,
        CorridorHistory.Point present,
        Optional<ChargingPlan> plan,
        Optional<Instant> plannedAt,
        List<Setpoint> setpoints,
        DepotProblem.Conduct conduct,
        FrequencyReport frequency,
        List<Quarantine> quarantined,
        Optional<Flexibility> flexibility) {

    public DepotSnapshot {
        setpoints = List.copyOf(setpoints);
        quarantined = List.copyOf(quarantined);
    }
}
