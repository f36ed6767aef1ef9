package energy.corridor.app;

import energy.corridor.dispatch.Dispatcher;
import energy.corridor.fleet.FleetState;
import energy.corridor.grid.GridConditions;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.DepotProblem;
import jakarta.inject.Singleton;

/** The depot's problem by one rule, for the plan and for the decision on a request. */
@Singleton
final class ProblemMaker {

    private final SiteRoom room;
    private final Dispatcher dispatcher;
    private volatile double peakKw;

    ProblemMaker(SiteRoom room, Dispatcher dispatcher) {
        this.room = room;
        this.dispatcher = dispatcher;
    }

    /** @param kw highest import of the demand charge's period so far */
    void peak(double kw) {
        peakKw = kw;
    }

    ChargingProblem of(FleetState state, GridConditions conditions) {
        return DepotProblem.of(state, conditions, conduct(state, conditions));
    }

    DepotProblem.Conduct conduct(FleetState state, GridConditions conditions) {
        return new DepotProblem.Conduct(room.keptFreeKw(conditions), dispatcher.vehiclesKw(state), peakKw);
    }
}
