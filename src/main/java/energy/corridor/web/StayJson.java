package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.quantity.Units;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What shall be otherwise in the present or next stay of a vehicle. */
@Schema(name = "StayChange", description = "What is absent stays as it is; either requiredKwh or requiredPercent.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record StayJson(
        @Schema(description = "Promised departure") Optional<Instant> departure,

        @Schema(description = "kWh in the battery at departure", examples = "300")
        Optional<Double> requiredKwh,

        @Schema(description = "The same in percent of the capacity", examples = "85")
        Optional<Double> requiredPercent,

        @Schema(description = "true: charge as soon as possible, false: by the departure")
        Optional<Boolean> boost) {

    /** @throws InvalidInput when nothing or the impossible is asked for */
    void check(Instant now, double capacityKwh) {
        if (departure.isEmpty() && requiredKwh.isEmpty() && requiredPercent.isEmpty() && boost.isEmpty()) {
            throw new InvalidInput(
                    "The change of the stay is empty.", "departure", "departure, requiredKwh, requiredPercent, boost");
        }
        departure.filter(d -> !d.isAfter(now)).ifPresent(d -> {
            throw new InvalidInput(
                    "The departure (%s) is past; now it is %s.".formatted(d, now), "departure", "a time after now");
        });
        if (requiredKwh.isPresent() && requiredPercent.isPresent()) {
            throw new InvalidInput(
                    "A stay needs either requiredKwh or requiredPercent.",
                    "requiredKwh",
                    "one of requiredKwh, requiredPercent");
        }
        requiredKwh.filter(kwh -> !(0 <= kwh && kwh <= capacityKwh)).ifPresent(kwh -> {
            throw new InvalidInput(
                    "The requiredKwh (%s) is not possible.".formatted(kwh), "requiredKwh", "0.." + capacityKwh);
        });
        requiredPercent.filter(p -> !(0 <= p && p <= 100)).ifPresent(p -> {
            throw new InvalidInput(
                    "The requiredPercent (%s) is not possible.".formatted(p), "requiredPercent", "0..100");
        });
    }

    Optional<Double> kwh(double capacityKwh) {
        return requiredKwh.or(() -> requiredPercent.map(p -> Units.percentToKwh(p, capacityKwh)));
    }

    /** Of a boost: as soon as full power gets there. */
    Optional<Instant> readyBy(Instant now, Optional<Instant> before) {
        return boost.map(on -> on ? Optional.of(now) : Optional.<Instant>empty())
                .orElse(before);
    }
}
