package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.grid.GridRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A grid request as JSON, with the field names of the charging problem. */
@Schema(
        name = "Request",
        description = "What is asked for the window [from, to). Which fields belong to it depends on the kind.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RequestJson(
        @Schema(examples = "cap-1") @JsonProperty(required = true)
        String id,

        @JsonProperty(required = true) Kind kind,
        @JsonProperty(required = true) Instant from,
        @JsonProperty(required = true) Instant to,

        @Schema(description = "kW of IMPORT_LIMIT, DISPATCH and RESERVE")
        Optional<Double> kw,

        @Schema(description = "kWh, least energy of the plugged-in vehicles (SUM_SOC_BAND)")
        Optional<Double> lowerKwh,

        @Schema(description = "kWh, most energy of the plugged-in vehicles (SUM_SOC_BAND)")
        Optional<Double> upperKwh,

        @Schema(description = "EUR per kWh off the dispatch (DISPATCH)")
        Optional<Double> penaltyEurPerKwh,

        @Schema(description = "Minutes for which the reserve can be called (RESERVE)")
        Optional<Integer> holdMinutes,

        @Schema(description = "EUR per kW and hour held ready (RESERVE); 0 when absent")
        Optional<Double> earnEurPerKwPerHour,

        @Schema(description = "true: a promise; false or absent: an offer, reserved as far as it pays (RESERVE)")
        Optional<Boolean> firm) {

    enum Kind {
        IMPORT_LIMIT(List.of("kw"), List.of()),
        SUM_SOC_BAND(List.of("lowerKwh", "upperKwh"), List.of()),
        DISPATCH(List.of("kw", "penaltyEurPerKwh"), List.of()),
        RESERVE_UP(List.of("kw", "holdMinutes"), List.of("earnEurPerKwPerHour", "firm")),
        RESERVE_DOWN(List.of("kw", "holdMinutes"), List.of("earnEurPerKwPerHour", "firm"));

        private final List<String> needed;
        private final List<String> possible;

        Kind(List<String> needed, List<String> possible) {
            this.needed = needed;
            this.possible = possible;
        }
    }

    static RequestJson of(GridRequest request) {
        if (request instanceof GridRequest.ImportLimit r) {
            return new RequestJson(
                    r.id(),
                    Kind.IMPORT_LIMIT,
                    r.from(),
                    r.to(),
                    Optional.of(r.kw()),
                    none(),
                    none(),
                    none(),
                    none(),
                    none(),
                    none());
        }
        if (request instanceof GridRequest.SumSocBand r) {
            return new RequestJson(
                    r.id(),
                    Kind.SUM_SOC_BAND,
                    r.from(),
                    r.to(),
                    none(),
                    Optional.of(r.lowerKwh()),
                    Optional.of(r.upperKwh()),
                    none(),
                    none(),
                    none(),
                    none());
        }
        if (request instanceof GridRequest.DispatchRequest r) {
            return new RequestJson(
                    r.id(),
                    Kind.DISPATCH,
                    r.from(),
                    r.to(),
                    Optional.of(r.kw()),
                    none(),
                    none(),
                    Optional.of(r.penaltyEurPerKwh()),
                    none(),
                    none(),
                    none());
        }
        if (request instanceof GridRequest.Reserve r) {
            return new RequestJson(
                    r.id(),
                    r.up() ? Kind.RESERVE_UP : Kind.RESERVE_DOWN,
                    r.from(),
                    r.to(),
                    Optional.of(r.kw()),
                    none(),
                    none(),
                    none(),
                    Optional.of(r.holdMinutes()),
                    Optional.of(r.earnEurPerKwPerHour()),
                    Optional.of(r.firm()));
        }
        throw new IllegalStateException("Unknown kind of request: " + request);
    }

    /** @throws InvalidInput when a field is missing or does not belong to the kind */
    GridRequest toRequest() {
        checkFields();
        return switch (kind) {
            case IMPORT_LIMIT -> new GridRequest.ImportLimit(id, from, to, kw.orElseThrow());
            case SUM_SOC_BAND ->
                new GridRequest.SumSocBand(id, from, to, lowerKwh.orElseThrow(), upperKwh.orElseThrow());
            case DISPATCH ->
                new GridRequest.DispatchRequest(id, from, to, kw.orElseThrow(), penaltyEurPerKwh.orElseThrow());
            case RESERVE_UP, RESERVE_DOWN ->
                new GridRequest.Reserve(
                        id,
                        from,
                        to,
                        kind == Kind.RESERVE_UP,
                        kw.orElseThrow(),
                        holdMinutes.orElseThrow(),
                        earnEurPerKwPerHour.orElse(0.0),
                        firm.orElse(false));
        };
    }

    private void checkFields() {
        Map<String, Optional<?>> given = new LinkedHashMap<>();
        given.put("kw", kw);
        given.put("lowerKwh", lowerKwh);
        given.put("upperKwh", upperKwh);
        given.put("penaltyEurPerKwh", penaltyEurPerKwh);
        given.put("holdMinutes", holdMinutes);
        given.put("earnEurPerKwPerHour", earnEurPerKwPerHour);
        given.put("firm", firm);
        given.forEach((field, value) -> {
            if (value.isEmpty() && kind.needed.contains(field)) {
                throw new InvalidInput(
                        "Request \"%s\" of kind %s needs the field %s.".formatted(id, kind, field), field, fields());
            }
            if (value.isPresent() && !kind.needed.contains(field) && !kind.possible.contains(field)) {
                throw new InvalidInput(
                        "The field %s does not belong to a request of kind %s.".formatted(field, kind),
                        field,
                        fields());
            }
        });
    }

    private String fields() {
        return "id, kind, from, to, " + String.join(", ", kind.needed)
                + (kind.possible.isEmpty() ? "" : ", optionally " + String.join(", ", kind.possible));
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }
}
