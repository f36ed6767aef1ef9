package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.grid.GridConditions;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What binds on each interval of a window, one value per interval. */
@Schema(name = "Conditions")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ConditionsView(
        @Schema(description = "Start of the first interval") Instant start,
        long stepSeconds,

        @Schema(description = "kW, the most restrictive of connection and requests")
        double[] importLimitKw,

        @Schema(description = "kW of everything but vehicles")
        double[] baseLoadKw,

        @Schema(description = "kW") double[] pvKw,
        @Schema(description = "EUR/kWh") double[] importEurPerKwh,

        @Schema(
                description =
                        "Until when prices were told; later the last one holds on. Absent where one price holds always")
        Optional<Instant> pricesKnownUntil,

        @Schema(description = "Whether what was told ends before the window does")
        boolean pricesStale) {

    static ConditionsView of(GridConditions grid) {
        return new ConditionsView(
                grid.grid().start(),
                grid.grid().step().toSeconds(),
                Rounded.of(grid.importLimitKw()),
                Rounded.of(grid.baseLoadKw()),
                Rounded.of(grid.pvKw()),
                grid.importEurPerKwh().toArray(),
                grid.site().pricesKnownUntil(),
                grid.site()
                        .pricesKnownUntil()
                        .filter(until -> until.isBefore(grid.grid().end()))
                        .isPresent());
    }
}
