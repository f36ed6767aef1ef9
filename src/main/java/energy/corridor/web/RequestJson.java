package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.GridAlert;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.Reserve;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an operator asks, as JSON. Which fields belong to it depends on the kind. */
@Schema(name = "Request", description = "What is asked, for one window [from, to) or for several intervals.")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RequestJson(
        @Schema(examples = "cap-1") @JsonProperty(required = true)
        String id,

        @JsonProperty(required = true) Kind kind,

        @Schema(description = "Who asks; \"depot\" when absent")
        Optional<String> operator,

        @Schema(description = "Rising from 1, which it is when absent; a higher one replaces the lower")
        Optional<Integer> revision,

        @Schema(description = "By when it must be decided") Optional<Instant> expires,

        Optional<Instant> from,
        Optional<Instant> to,

        @Schema(description = "kW of the window, positive = import")
        Optional<Double> kw,

        @Schema(description = "In place of from, to and kw: intervals in the order of time")
        Optional<List<IntervalJson>> intervals,

        @Schema(description = "Whether kW are against the plan, below zero = less import (DISPATCH); false when absent")
        Optional<Boolean> relative,

        @Schema(description = "What delivery is measured against (DISPATCH); DECLARED when absent")
        Optional<BaselineMethod> baseline,

        @Schema(description = "LIMIT when absent (IMPORT_LIMIT)")
        Optional<LimitKind> limit,

        @Schema(description = "Lower goes first among an operator's limits; absent = last (IMPORT_LIMIT)")
        Optional<Integer> priority,

        @Schema(description = "kWh, least energy of the plugged-in vehicles (SUM_SOC_BAND)")
        Optional<Double> lowerKwh,

        @Schema(description = "kWh, most energy of the plugged-in vehicles (SUM_SOC_BAND)")
        Optional<Double> upperKwh,

        @Schema(description = "EUR per kWh that is not delivered (DISPATCH); 0 when absent")
        Optional<Double> penaltyEurPerKwh,

        @Schema(description = "Minutes for which the reserve can be called (RESERVE)")
        Optional<Integer> holdMinutes,

        @Schema(description = "EUR per kW and hour held ready (RESERVE); 0 when absent")
        Optional<Double> earnEurPerKwPerHour,

        @Schema(description = "Words for the depot's people (ALERT)")
        Optional<String> text) {

    enum Kind {
        IMPORT_LIMIT(List.of("kw"), List.of("limit", "priority")),
        EXPORT_LIMIT(List.of("kw"), List.of()),
        SUM_SOC_BAND(List.of("lowerKwh", "upperKwh"), List.of()),
        DISPATCH(List.of("kw"), List.of("relative", "baseline", "penaltyEurPerKwh")),
        RESERVE_UP(List.of("kw", "holdMinutes"), List.of("earnEurPerKwPerHour")),
        RESERVE_DOWN(List.of("kw", "holdMinutes"), List.of("earnEurPerKwPerHour")),
        ALERT(List.of("text"), List.of());

        private final List<String> needed;
        private final List<String> possible;

        Kind(List<String> needed, List<String> possible) {
            this.needed = needed;
            this.possible = possible;
        }
    }

    /** @param kw at the grid connection, positive = import */
    @Schema(name = "Interval")
    record IntervalJson(
            @JsonProperty(required = true) Instant from,
            @JsonProperty(required = true) Instant to,
            @JsonProperty(required = true) Double kw) {

        static List<IntervalJson> of(List<Slot> slots) {
            return slots.stream()
                    .map(s -> new IntervalJson(s.from(), s.to(), s.kw()))
                    .toList();
        }
    }

    static Kind kind(GridSignal signal) {
        if (signal instanceof SiteLimit limit) {
            return limit.export() ? Kind.EXPORT_LIMIT : Kind.IMPORT_LIMIT;
        } else if (signal instanceof Dispatch) {
            return Kind.DISPATCH;
        } else if (signal instanceof Band) {
            return Kind.SUM_SOC_BAND;
        } else if (signal instanceof Reserve reserve) {
            return reserve.up() ? Kind.RESERVE_UP : Kind.RESERVE_DOWN;
        }
        return Kind.ALERT;
    }

    static RequestJson of(GridSignal signal, Optional<Instant> expires) {
        List<Slot> slots = slots(signal);
        boolean window = slots.size() <= 1;
        Optional<Dispatch> dispatch = as(Dispatch.class, signal);
        Optional<SiteLimit> limit = as(SiteLimit.class, signal).filter(l -> !l.export());
        Optional<Band> band = as(Band.class, signal);
        Optional<Reserve> reserve = as(Reserve.class, signal);
        return new RequestJson(
                signal.id().id(),
                kind(signal),
                Optional.of(signal.id().operator()),
                Optional.of(signal.id().revision()),
                expires,
                window ? Optional.of(signal.from()) : Optional.empty(),
                window ? Optional.of(signal.to()) : Optional.empty(),
                slots.size() == 1 ? Optional.of(slots.get(0).kw()) : Optional.empty(),
                window ? Optional.empty() : Optional.of(IntervalJson.of(slots)),
                dispatch.map(Dispatch::relative),
                dispatch.map(Dispatch::baseline),
                limit.map(SiteLimit::kind),
                limit.flatMap(SiteLimit::priority),
                band.map(Band::lowerKwh),
                band.map(Band::upperKwh),
                dispatch.map(Dispatch::penaltyEurPerKwh),
                reserve.map(Reserve::holdMinutes),
                reserve.map(Reserve::earnEurPerKwPerHour),
                as(GridAlert.class, signal).map(GridAlert::text));
    }

    static List<Slot> slots(GridSignal signal) {
        if (signal instanceof SiteLimit limit) {
            return limit.slots();
        } else if (signal instanceof Dispatch dispatch) {
            return dispatch.slots();
        } else if (signal instanceof Reserve reserve) {
            return reserve.slots();
        }
        return List.of();
    }

    private static <T extends GridSignal> Optional<T> as(Class<T> kind, GridSignal signal) {
        return kind.isInstance(signal) ? Optional.of(kind.cast(signal)) : Optional.empty();
    }

    /** @throws IllegalArgumentException when a field is missing, does not belong to the kind, or breaks a rule */
    GridSignal signal() {
        checkFields();
        SignalId name = new SignalId(operator.orElse(SignalId.DEPOT), id, revision.orElse(1));
        return switch (kind) {
            case IMPORT_LIMIT -> new SiteLimit(name, false, limit.orElse(LimitKind.LIMIT), priority, asked());
            case EXPORT_LIMIT -> new SiteLimit(name, true, LimitKind.LIMIT, Optional.empty(), asked());
            case SUM_SOC_BAND ->
                new Band(name, from.orElseThrow(), to.orElseThrow(), lowerKwh.orElseThrow(), upperKwh.orElseThrow());
            case DISPATCH ->
                new Dispatch(
                        name,
                        relative.orElse(false),
                        asked(),
                        penaltyEurPerKwh.orElse(0.0),
                        baseline.orElse(BaselineMethod.DECLARED));
            case RESERVE_UP, RESERVE_DOWN ->
                new Reserve(
                        name,
                        kind == Kind.RESERVE_UP,
                        asked(),
                        holdMinutes.orElseThrow(),
                        earnEurPerKwPerHour.orElse(0.0),
                        true);
            case ALERT -> new GridAlert(name, "ALERT_OTHER", text.orElseThrow(), from.orElseThrow(), to.orElseThrow());
        };
    }

    private List<Slot> asked() {
        return intervals
                .map(all -> all.stream()
                        .map(i -> new Slot(i.from(), i.to(), i.kw()))
                        .toList())
                .orElseGet(() -> List.of(new Slot(from.orElseThrow(), to.orElseThrow(), kw.orElseThrow())));
    }

    private void checkFields() {
        Map<String, Optional<?>> given = new LinkedHashMap<>();
        given.put("kw", kw);
        given.put("relative", relative);
        given.put("baseline", baseline);
        given.put("limit", limit);
        given.put("priority", priority);
        given.put("lowerKwh", lowerKwh);
        given.put("upperKwh", upperKwh);
        given.put("penaltyEurPerKwh", penaltyEurPerKwh);
        given.put("holdMinutes", holdMinutes);
        given.put("earnEurPerKwPerHour", earnEurPerKwPerHour);
        given.put("text", text);
        boolean several = intervals.isPresent() && kind.needed.contains("kw");
        given.forEach((field, value) -> {
            boolean needed = kind.needed.contains(field) && !(several && field.equals("kw"));
            boolean possible = needed || kind.possible.contains(field);
            if (value.isEmpty() && needed) {
                throw refused("Request \"%s\" of kind %s needs the field %s.", field);
            }
            if (value.isPresent() && !possible) {
                throw new InvalidInput(
                        "The field %s does not belong to a request of kind %s%s."
                                .formatted(field, kind, several ? " with intervals" : ""),
                        field,
                        fields());
            }
        });
        if (intervals.isPresent() && !several) {
            throw new InvalidInput(
                    "The field intervals does not belong to a request of kind %s.".formatted(kind),
                    "intervals",
                    fields());
        }
        if (several && (from.isPresent() || to.isPresent())) {
            throw new InvalidInput(
                    "Request \"%s\" has intervals; from and to belong to each of them.".formatted(id),
                    "intervals",
                    fields());
        }
        if (!several && from.isEmpty()) {
            throw refused("Request \"%s\" of kind %s needs the field %s.", "from");
        }
        if (!several && to.isEmpty()) {
            throw refused("Request \"%s\" of kind %s needs the field %s.", "to");
        }
    }

    private InvalidInput refused(String sentence, String field) {
        return new InvalidInput(sentence.formatted(id, kind, field), field, fields());
    }

    private String fields() {
        return "id, kind, from, to, " + String.join(", ", kind.needed)
                + (kind.needed.contains("kw") ? " (or intervals in place of from, to, kw)" : "")
                + ", optionally operator, revision, expires"
                + (kind.possible.isEmpty() ? "" : ", " + String.join(", ", kind.possible));
    }
}
