package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import energy.corridor.settlement.GridElement;
import energy.corridor.telemetry.EvseId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A registered grid element, one version of it. */
@Schema(name = "GridElement")
record ElementJson(
        @JsonProperty(required = true) @Schema(examples = "bay-07/1")
        String id,

        @Schema(description = "Given by Corridor") Optional<Integer> version,
        Optional<GridElement.Type> type,
        Optional<GridElement.State> state,

        @Schema(description = "STATION/NUMBER whose registers count; none for a group", examples = "bay-07/1")
        Optional<String> evse,

        @JsonProperty(required = true) @Schema(description = "Party that pays for LOAD and is paid for SUPPLY")
        String owner,

        @Schema(description = "Element it belongs to") Optional<String> master,

        @Schema(description = "Most it can draw, W; 0 when absent")
        Optional<Long> capacityUpW,

        @Schema(description = "Most it can feed in, W; 0 when absent")
        Optional<Long> capacityDownW,

        @Schema(description = "Where its registers roll over, Wh; 1000000000 when absent")
        Optional<Long> modulusWh,

        @Schema(description = "Loss factor of the attachment point, 0..1")
        Optional<BigDecimal> lossFactor,

        @Schema(description = "Settlement point") Optional<String> point,
        Optional<Map<String, String>> attributes,

        @Schema(description = "From when this version holds; now when absent")
        Optional<Instant> validFrom,

        Optional<GridElement.Source> source) {

    static ElementJson of(GridElement e) {
        return new ElementJson(
                e.id(),
                Optional.of(e.version()),
                Optional.of(e.type()),
                Optional.of(e.state()),
                e.evse().map(EvseId::toString),
                e.owner(),
                e.master(),
                Optional.of(e.capacityUpW()),
                Optional.of(e.capacityDownW()),
                Optional.of(e.modulusWh()),
                Optional.of(e.lossFactor()),
                Optional.of(e.point()),
                Optional.of(new TreeMap<>(e.attributes())),
                Optional.of(e.validFrom()),
                Optional.of(e.source()));
    }

    GridElement toElement(Instant now) {
        return new GridElement(
                id,
                1,
                type.orElse(GridElement.Type.CHARGER),
                state.orElse(GridElement.State.ACTIVE),
                evse.map(ElementJson::evseId),
                owner,
                master,
                capacityUpW.orElse(0L),
                capacityDownW.orElse(0L),
                modulusWh.orElse(GridElement.NINE_DIGITS),
                lossFactor.orElse(BigDecimal.ZERO),
                point.orElse("depot"),
                attributes.orElse(Map.of()),
                validFrom.orElse(now),
                source.orElse(GridElement.Source.OPERATOR));
    }

    private static EvseId evseId(String text) {
        int slash = text.lastIndexOf('/');
        try {
            return EvseId.of(text.substring(0, Math.max(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (IllegalArgumentException broken) {
            throw new InvalidInput("The evse \"%s\" is not STATION/NUMBER.".formatted(text), "evse", "e.g. bay-07/1");
        }
    }
}
