package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.grid.GridConditions;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One control cycle as the page gets it: all that it shows, in one event. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record LiveView(
        Instant now,
        double speed,
        String zone,
        Figures figures,
        CorridorView corridor,
        Optional<PlanView> plan,
        ConditionsView conditions,
        List<VehicleView> vehicles,
        List<StationView> stations,
        List<BindingJson> requests) {

    /** @param siteKw base load − PV + metered fleet power @param siteLimitKw the most restrictive limit now */
    record Figures(
            double sumKwh,
            double lowerKwh,
            double upperKwh,
            double fleetKw,
            double baseLoadKw,
            double pvKw,
            double siteKw,
            double siteLimitKw,
            double importEurPerKwh,
            int pluggedIn,
            int vehicles,
            int connected,
            int stations) {}

    /** Energies at the boundaries, powers on the intervals. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record PlanView(
            ChargingPlan.Status status,
            Optional<Instant> plannedAt,
            long millis,
            double objectiveEur,
            int shortfalls,
            Instant start,
            long stepSeconds,
            double[] sumKwh,
            double[] fleetKw,
            double[] siteKw) {}

    static LiveView of(DepotSnapshot snapshot, String zone) {
        return new LiveView(
                snapshot.now(),
                snapshot.speed(),
                zone,
                figures(snapshot),
                CorridorView.of(snapshot),
                snapshot.plan().map(plan -> plan(plan, snapshot.plannedAt())),
                ConditionsView.of(snapshot.grid()),
                VehicleView.all(snapshot),
                StationView.all(snapshot),
                snapshot.grid().requests().stream().map(BindingJson::of).toList());
    }

    private static Figures figures(DepotSnapshot snapshot) {
        GridConditions grid = snapshot.grid();
        int t = Math.max(0, Math.min(grid.grid().steps() - 1, grid.grid().intervalAt(snapshot.now())));
        double fleetKw = snapshot.fleet().meteredKw();
        double baseLoadKw = grid.baseLoadKw().get(t);
        double pvKw = grid.pvKw().get(t);
        return new Figures(
                Rounded.of(snapshot.present().sumKwh()),
                Rounded.of(snapshot.present().lowerKwh()),
                Rounded.of(snapshot.present().upperKwh()),
                Rounded.of(fleetKw),
                Rounded.of(baseLoadKw),
                Rounded.of(pvKw),
                Rounded.of(baseLoadKw - pvKw + fleetKw),
                Rounded.of(grid.importLimitKw().get(t)),
                Rounded.of(grid.importEurPerKwh().get(t)),
                snapshot.present().pluggedIn(),
                snapshot.fleet().vehicles().size(),
                (int) snapshot.fleet().evses().stream()
                        .filter(e -> e.connected())
                        .count(),
                snapshot.fleet().evses().size());
    }

    private static PlanView plan(ChargingPlan plan, Optional<Instant> plannedAt) {
        TimeGrid grid = plan.grid();
        Series fleetKw = Series.generate(
                grid.steps(),
                t -> plan.vehicles().stream()
                        .mapToDouble(v -> v.powerKw().get(t))
                        .sum());
        return new PlanView(
                plan.status(),
                plannedAt,
                plan.millis(),
                Rounded.of(plan.objectiveEur()),
                plan.shortfalls().size(),
                grid.start(),
                grid.step().toSeconds(),
                Rounded.of(plan.corridor().sumKwh()),
                Rounded.of(fleetKw),
                Rounded.of(plan.sitePowerKw()));
    }
}
