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
import org.jspecify.annotations.Nullable;

/** A registered grid element, one version of it. */
@Schema(name = "GridElement")
record ElementJson(
        @JsonProperty(required = true) @Schema(examples = "bay-07/1")
        String id,

        @Schema(description = "Given by Corridor") @Nullable Integer version,
        GridElement.@Nullable Type type,
        GridElement.@Nullable State state,

        @Schema(description = "STATION/NUMBER whose registers count; none for a group", examples = "bay-07/1") @Nullable String evse,

        @JsonProperty(required = true) @Schema(description = "Party that pays for LOAD and is paid for SUPPLY")
        String owner,

        @Schema(description = "Element it belongs to") @Nullable String master,

        @Schema(description = "Most it can draw, W; 0 when absent") @Nullable Long capacityUpW,

        @Schema(description = "Most it can feed in, W; 0 when absent") @Nullable Long capacityDownW,

        @Schema(description = "Where its registers roll over, Wh; 1000000000 when absent") @Nullable Long modulusWh,

        @Schema(description = "Loss factor of the attachment point, 0..1") @Nullable BigDecimal lossFactor,

        @Schema(description = "Settlement point") @Nullable String point,
        @Nullable Map<String, String> attributes,

        @Schema(description = "From when this version holds; now when absent") @Nullable Instant validFrom,

        GridElement.@Nullable Source source) {

    static ElementJson of(GridElement e) {
        return new ElementJson(
                e.id(),
                e.version(),
                e.type(),
                e.state(),
                e.evse().map(EvseId::toString).orElse(null),
                e.owner(),
                e.master().orElse(null),
                e.capacityUpW(),
                e.capacityDownW(),
                e.modulusWh(),
                e.lossFactor(),
                e.point(),
                new TreeMap<>(e.attributes()),
                e.validFrom(),
                e.source());
    }

    GridElement toElement(Instant now) {
        return new GridElement(
                id,
                1,
                type == null ? GridElement.Type.CHARGER : type,
                state == null ? GridElement.State.ACTIVE : state,
                evse == null ? Optional.empty() : Optional.of(evseId(evse)),
                owner,
                Optional.ofNullable(master),
                capacityUpW == null ? 0 : capacityUpW,
                capacityDownW == null ? 0 : capacityDownW,
                modulusWh == null ? GridElement.NINE_DIGITS : modulusWh,
                lossFactor == null ? BigDecimal.ZERO : lossFactor,
                point == null ? "depot" : point,
                attributes == null ? Map.of() : attributes,
                validFrom == null ? now : validFrom,
                source == null ? GridElement.Source.OPERATOR : source);
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
