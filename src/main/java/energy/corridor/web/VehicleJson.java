package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.Vehicle;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A vehicle of the register as JSON. */
@Schema(name = "Vehicle")
record VehicleJson(
        @Schema(description = "1 to 64 characters", examples = "bus-17") @JsonProperty(required = true)
        String id,

        @Schema(description = "Tokens by which stations know it; its id when absent")
        Optional<List<String>> idTags,

        @Schema(description = "kWh usable at 100 % SoC", examples = "350") @JsonProperty(required = true)
        double capacityKwh,

        @Schema(description = "kWh, floor of discharging; 0 when absent")
        Optional<Double> minSocKwh,

        @Schema(description = "kW, most it draws", examples = "150") @JsonProperty(required = true)
        double maxChargeKw,

        @Schema(description = "kW, least it draws while charging; 0 when absent")
        Optional<Double> minChargeKw,

        @Schema(description = "kW, most it gives back; 0 when absent")
        Optional<Double> maxDischargeKw,

        @Schema(description = "Share of drawn energy that reaches the battery; 0.95 when absent")
        Optional<Double> chargeEfficiency,

        @Schema(description = "Share of battery energy that reaches the grid; 0.95 when absent")
        Optional<Double> dischargeEfficiency,

        @Schema(description = "EUR per kWh given back; 0 when absent")
        Optional<Double> wearEurPerKwh,

        @Schema(description = "Most it draws by state of charge; absent: the same at every one")
        Optional<List<CurvePoint>> chargingCurve) {

    private static final double USUAL_EFFICIENCY = 0.95;

    /** @param soc share of the capacity, 0..1 @param maxKw grid side */
    @Schema(name = "ChargingCurvePoint")
    record CurvePoint(
            @JsonProperty(required = true) double soc,
            @JsonProperty(required = true) double maxKw) {}

    static VehicleJson of(Vehicle vehicle) {
        List<CurvePoint> curve = vehicle.curve().points().stream()
                .map(p -> new CurvePoint(p.soc(), p.maxKw()))
                .toList();
        return new VehicleJson(
                vehicle.id().value(),
                Optional.of(vehicle.idTags()),
                vehicle.capacityKwh(),
                Optional.of(vehicle.minSocKwh()),
                vehicle.maxChargeKw(),
                Optional.of(vehicle.minChargeKw()),
                Optional.of(vehicle.maxDischargeKw()),
                Optional.of(vehicle.chargeEfficiency()),
                Optional.of(vehicle.dischargeEfficiency()),
                Optional.of(vehicle.wearEurPerKwh()),
                Optional.of(curve).filter(c -> !c.isEmpty()));
    }

    Vehicle toVehicle() {
        List<ChargingCurve.Point> curve = chargingCurve.orElse(List.of()).stream()
                .map(p -> new ChargingCurve.Point(p.soc(), p.maxKw()))
                .toList();
        return new Vehicle(
                new VehicleId(id),
                idTags.orElse(List.of(id)),
                capacityKwh,
                minSocKwh.orElse(0.0),
                maxChargeKw,
                minChargeKw.orElse(0.0),
                maxDischargeKw.orElse(0.0),
                chargeEfficiency.orElse(USUAL_EFFICIENCY),
                dischargeEfficiency.orElse(USUAL_EFFICIENCY),
                wearEurPerKwh.orElse(0.0),
                new ChargingCurve(curve));
    }
}
