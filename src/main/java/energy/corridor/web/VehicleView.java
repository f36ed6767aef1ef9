package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.fleet.EvseState;
import energy.corridor.fleet.PlugIn;
import energy.corridor.fleet.SocEstimate;
import energy.corridor.fleet.SocSource;
import energy.corridor.fleet.VehicleState;
import energy.corridor.optimiser.ChargingPlan;
import energy.corridor.optimiser.Reason;
import energy.corridor.quantity.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One vehicle as the outside sees it. */
@Schema(name = "VehicleState")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record VehicleView(
        String id,
        @Schema(description = "kWh in the battery as known") double socKwh,

        @Schema(description = "The same in percent of the capacity")
        double socPercent,

        @Schema(description = "kWh, low edge of what is known; promises are planned on it")
        double lowKwh,

        @Schema(description = "kWh, high edge of what is known; ceilings are planned on it")
        double highKwh,

        @Schema(description = "Half the width between the edges, percent of the capacity")
        double uncertaintyPercent,

        double capacityKwh,

        @Schema(description = "CHARGER, TELEMATICS, COUNTED (metered since the last value) or ASSUMED")
        SocSource source,

        @Schema(description = "When the source gave its last value; absent when it never did")
        Optional<Instant> sampledAt,

        @Schema(description = "Seconds since then") Optional<Long> ageSeconds,

        @Schema(description = "station/number it is plugged in at; absent while it is away")
        Optional<String> evse,

        Optional<Instant> pluggedInSince,

        @Schema(description = "kWh metered since plug-in, grid side")
        Optional<Double> importedKwh,

        @Schema(description = "kW metered, positive into the vehicle")
        Optional<Double> powerKw,

        @Schema(description = "Expected arrival of its present or next stay")
        Optional<Instant> arrival,

        @Schema(description = "Promised departure of its present or next stay")
        Optional<Instant> departure,

        @Schema(description = "kWh it must leave with") Optional<Double> requiredKwh,
        Optional<Double> requiredPercent,
        Readiness.Status status,

        @Schema(description = "Why it is at risk, or what it waits for")
        String reason,

        @Schema(description = "kWh that will be missing at departure; 0 when it will be ready")
        double shortfallKwh,

        @Schema(description = "When the plan charges it next")
        Optional<Instant> chargesFrom,

        @Schema(description = "SURE, DOUBTFUL (with doubt), SHORT (will miss), FREE (no departure)")
        Outlook.Level outlook,

        @Schema(description = "Why it is doubtful") String doubt,

        @Schema(description = "kWh it will leave with by the plan")
        Optional<Double> atDepartureKwh,

        @Schema(description = "When the plan has it ready") Optional<Instant> readyAt,

        @Schema(description = "Whether it charges as soon as possible instead of by its departure")
        boolean boost,

        @Schema(description = "Why the plan does with it what it does now: PRICE, LIMIT, … as in docs/charging-lp.md")
        Optional<Reason.Code> planReason,

        @Schema(description = "The limit, request or reserve that planReason speaks of")
        Optional<String> planReasonBy) {

    static List<VehicleView> all(DepotSnapshot snapshot) {
        Map<String, ChargingPlan> plans =
                snapshot.plan().map(VehicleView::byVehicle).orElse(Map.of());
        return snapshot.fleet().vehicles().stream()
                .map(v -> of(
                        v,
                        snapshot,
                        Optional.ofNullable(plans.get(v.vehicle().id().value())).or(snapshot::plan)))
                .toList();
    }

    /** The plan as it speaks of each vehicle alone, so that of many each is found at once. */
    private static Map<String, ChargingPlan> byVehicle(ChargingPlan plan) {
        Map<String, List<ChargingPlan.Shortfall>> shortfalls =
                plan.shortfalls().stream().collect(Collectors.groupingBy(ChargingPlan.Shortfall::vehicle));
        return plan.vehicles().stream()
                .collect(Collectors.toMap(
                        ChargingPlan.VehiclePlan::id,
                        v -> plan.of(v, shortfalls.getOrDefault(v.id(), List.of())),
                        (first, second) -> first));
    }

    private static VehicleView of(VehicleState vehicle, DepotSnapshot snapshot, Optional<ChargingPlan> plan) {
        SocEstimate soc = vehicle.soc();
        double capacityKwh = vehicle.vehicle().capacityKwh();
        Readiness readiness = Readiness.of(vehicle, snapshot.fleet(), plan);
        Outlook outlook = Outlook.of(vehicle, readiness, snapshot.fleet(), plan);
        Optional<Instant> sampledAt = Optional.of(soc.sampledAt()).filter(at -> at.isAfter(Instant.EPOCH));
        Optional<PlugIn> plugIn = vehicle.plugIn();
        Optional<Reason> why = why(vehicle, plan, snapshot.now());
        Optional<Double> requiredKwh = readiness.duty().map(d -> d.requiredKwh());
        return new VehicleView(
                vehicle.vehicle().id().value(),
                Rounded.of(soc.socKwh()),
                Rounded.of(Units.kwhToPercent(soc.socKwh(), capacityKwh)),
                Rounded.of(soc.lowKwh()),
                Rounded.of(soc.highKwh()),
                Rounded.of(Units.kwhToPercent((soc.highKwh() - soc.lowKwh()) / 2, capacityKwh)),
                capacityKwh,
                soc.source(),
                sampledAt,
                sampledAt.map(at -> Duration.between(at, snapshot.now()).toSeconds()),
                plugIn.map(p -> p.evse().toString()),
                plugIn.map(PlugIn::since),
                plugIn.map(p -> Rounded.of(p.importedKwh())),
                plugIn.flatMap(p -> snapshot.fleet().evse(p.evse()))
                        .flatMap(EvseState::powerKw)
                        .map(Rounded::of),
                readiness.duty().map(d -> d.arrival()),
                readiness.duty().map(d -> d.departure()),
                requiredKwh.map(Rounded::of),
                requiredKwh.map(kwh -> Rounded.of(Units.kwhToPercent(kwh, capacityKwh))),
                readiness.status(),
                readiness.reason(),
                Rounded.of(readiness.shortfallKwh()),
                readiness.chargesFrom(),
                outlook.level(),
                outlook.doubt(),
                outlook.atDepartureKwh().map(Rounded::of),
                outlook.readyAt(),
                readiness.duty().flatMap(d -> d.readyBy()).isPresent(),
                why.map(Reason::code),
                why.map(Reason::by).filter(by -> !by.isEmpty()));
    }

    /** Of the plan's present interval, while the vehicle is here. */
    private static Optional<Reason> why(VehicleState vehicle, Optional<ChargingPlan> plan, Instant now) {
        return plan.filter(p -> vehicle.plugIn().isPresent())
                .flatMap(p -> p.reason(vehicle.vehicle().id().value(), now));
    }
}
