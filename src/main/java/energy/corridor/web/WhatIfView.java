package energy.corridor.web;

import energy.corridor.duty.Duty;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.ChargingProblem;
import energy.corridor.optimiser.whatif.WhatIf;
import energy.corridor.quantity.Series;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Two plans for the same instant side by side: as things are, and as they would be. */
@Schema(name = "WhatIfAnswer")
record WhatIfView(
        Instant now,
        @Schema(description = "First boundary") Instant start,
        @Schema(description = "Seconds between boundaries") long stepSeconds,
        Side before,
        Side after,

        @Schema(description = "EUR, what it costs more; below zero what it saves. Within the plan's horizon.")
        double moreEur) {

    @Schema(name = "WhatIfSide")
    record Side(
            ChargingPlan.Status status,

            @Schema(description = "EUR of the plan: energy, demand charge, requests")
            double costEur,

            @Schema(description = "kWh bought for vehicles") double chargedKwh,

            @Schema(description = "kW, highest planned import")
            double peakKw,

            double[] upperKwh,
            double[] lowerKwh,
            double[] sumKwh,

            @Schema(description = "kW per interval, net import of the site")
            double[] siteKw,

            @Schema(description = "kW per interval that the plan may use")
            double[] limitKw,

            List<Miss> misses) {}

    @Schema(name = "Miss")
    record Miss(String vehicle, Optional<Instant> departure, double kwh, String because) {}

    static WhatIfView of(WhatIf before, ChargingPlan planBefore, WhatIf after, ChargingPlan planAfter) {
        return new WhatIfView(
                before.fleet().now(),
                planBefore.grid().start(),
                planBefore.grid().step().toSeconds(),
                side(before, planBefore),
                side(after, planAfter),
                Rounded.of(planAfter.objectiveEur() - planBefore.objectiveEur()));
    }

    private static Side side(WhatIf depot, ChargingPlan plan) {
        ChargingProblem problem = depot.problem();
        double hours = plan.grid().stepHours();
        double chargedKwh =
                plan.vehicles().stream().mapToDouble(v -> v.powerKw().sum()).sum() * hours;
        Series limit = problem.site().importLimitKw();
        return new Side(
                plan.status(),
                Rounded.of(plan.objectiveEur()),
                Rounded.of(chargedKwh),
                Rounded.of(plan.peakKw()),
                Rounded.of(plan.corridor().upperKwh()),
                Rounded.of(plan.corridor().lowerKwh()),
                Rounded.of(plan.corridor().sumKwh()),
                Rounded.of(plan.sitePowerKw()),
                Rounded.of(limit),
                plan.shortfalls().stream()
                        .map(s ->
                                new Miss(s.vehicle(), departure(depot, s.vehicle()), Rounded.of(s.kwh()), s.because()))
                        .toList());
    }

    private static Optional<Instant> departure(WhatIf depot, String vehicle) {
        return depot.fleet().vehicles().stream()
                .filter(v -> v.vehicle().id().value().equals(vehicle))
                .flatMap(v -> v.duties().stream())
                .map(Duty::departure)
                .findFirst();
    }
}
