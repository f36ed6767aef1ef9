package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.grid.GridConditions;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.Reason;
import energy.corridor.quantity.Series;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One vehicle's part of the plan in force. */
@Schema(name = "VehiclePlan")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record VehiclePlanView(
        String vehicle,
        Instant now,
        Optional<Instant> plannedAt,
        @Schema(description = "Start of the first interval") Instant start,
        long stepSeconds,
        @Schema(description = "kW per interval") double[] powerKw,

        @Schema(description = "kWh per boundary, on the low edge of what is known")
        double[] socKwh,

        @Schema(description = "EUR/kWh per interval, the tariff")
        double[] importEurPerKwh,

        List<Run> reasons) {

    /** Intervals with one reason. */
    @Schema(name = "ReasonRun")
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Run(Instant from, Instant to, double kwh, Reason.Code reason, Optional<String> by) {}

    static VehiclePlanView of(ChargingPlan.VehiclePlan vehicle, ChargingPlan plan, DepotSnapshot snapshot) {
        TimeGrid grid = plan.grid();
        return new VehiclePlanView(
                vehicle.id(),
                snapshot.now(),
                snapshot.plannedAt(),
                grid.start(),
                grid.step().toSeconds(),
                Rounded.of(vehicle.powerKw()),
                Rounded.of(vehicle.socKwh()),
                Rounded.of(prices(snapshot.grid(), grid)),
                vehicle.reasons().stream().map(r -> run(r, vehicle, grid)).toList());
    }

    private static Series prices(GridConditions conditions, TimeGrid grid) {
        int last = conditions.grid().steps() - 1;
        return Series.generate(
                grid.steps(),
                t -> conditions
                        .importEurPerKwh()
                        .get(Math.max(0, Math.min(last, conditions.grid().intervalAt(grid.boundary(t))))));
    }

    private static Run run(Reason reason, ChargingPlan.VehiclePlan vehicle, TimeGrid grid) {
        double kwh = 0;
        for (int t = reason.from(); t < reason.to(); t++) {
            kwh += vehicle.powerKw().get(t) * grid.stepHours();
        }
        return new Run(
                grid.boundary(reason.from()),
                grid.boundary(reason.to()),
                Rounded.of(kwh),
                reason.code(),
                Optional.of(reason.by()).filter(by -> !by.isEmpty()));
    }
}
