package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.FleetState;
import energy.corridor.optimiser.whatif.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What could be otherwise, as JSON. */
@Schema(name = "WhatIf")
record WhatIfJson(@JsonProperty(required = true) List<ChangeJson> changes) {

    enum Kind {
        CONNECTION_SCALED,
        CONNECTION_RAISED,
        STAY,
        EARLIER,
        MORE_VEHICLES,
        TARIFF
    }

    @Schema(name = "Change", description = "Which fields belong to it depends on the kind.")
    record ChangeJson(
            @JsonProperty(required = true) Kind kind,

            @Schema(
                    description = "CONNECTION_SCALED: times which every limit of the connection is taken",
                    examples = "0.8")
            Optional<Double> factor,

            @Schema(description = "CONNECTION_RAISED: kW more for the connection's own limit", examples = "10")
            Optional<Double> kw,

            @Schema(description = "STAY, EARLIER: of this vehicle")
            Optional<String> vehicle,

            @Schema(description = "STAY") Optional<StayJson> stay,

            @Schema(description = "EARLIER: minutes", examples = "60")
            Optional<Integer> minutes,

            @Schema(description = "MORE_VEHICLES: how many, like those there are", examples = "10")
            Optional<Integer> count,

            @Schema(description = "TARIFF: as in the site") Optional<List<SiteJson.PriceJson>> prices,

            @Schema(description = "TARIFF: EUR per kW of the highest import; as it is when absent")
            Optional<Double> demandChargeEurPerKw) {

        Change change(FleetState fleet) {
            return switch (kind) {
                case CONNECTION_SCALED -> new Change.ConnectionScaled(needed("factor", factor));
                case CONNECTION_RAISED -> new Change.ConnectionRaised(needed("kw", kw));
                case STAY -> stay(fleet);
                case EARLIER -> new Change.Earlier(known(fleet), Duration.ofMinutes(needed("minutes", minutes)));
                case MORE_VEHICLES -> new Change.MoreVehicles(needed("count", count));
                case TARIFF ->
                    new Change.Tariff(
                            needed("prices", prices).stream()
                                    .map(SiteJson.PriceJson::toPoint)
                                    .toList(),
                            demandChargeEurPerKw);
            };
        }

        private Change stay(FleetState fleet) {
            VehicleId id = known(fleet);
            double capacityKwh = fleet.vehicles().stream()
                    .filter(v -> v.vehicle().id().equals(id))
                    .findFirst()
                    .orElseThrow()
                    .vehicle()
                    .capacityKwh();
            StayJson other = needed("stay", stay);
            Instant now = fleet.now();
            other.check(now, capacityKwh);
            return new Change.OtherStay(
                    id, other.departure(), other.kwh(capacityKwh), other.readyBy(now, Optional.empty()));
        }

        private VehicleId known(FleetState fleet) {
            String id = needed("vehicle", vehicle);
            return fleet.vehicles().stream()
                    .map(v -> v.vehicle().id())
                    .filter(v -> v.value().equals(id))
                    .findFirst()
                    .orElseThrow(() -> Refusal.unknown(
                            "vehicle",
                            id,
                            fleet.vehicles().stream()
                                    .map(v -> v.vehicle().id().value())
                                    .toList()));
        }

        private <T> T needed(String field, Optional<T> value) {
            return value.orElseThrow(() ->
                    new InvalidInput("A change of kind %s needs %s.".formatted(kind, field), field, "see /q/openapi"));
        }
    }
}
