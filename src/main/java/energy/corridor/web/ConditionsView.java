package energy.corridor.web;

import energy.corridor.grid.GridConditions;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What binds on each interval of a window, one value per interval. */
@Schema(name = "Conditions")
record ConditionsView(
        @Schema(description = "Start of the first interval") Instant start,
        long stepSeconds,

        @Schema(description = "kW, the most restrictive of connection and requests")
        double[] importLimitKw,

        @Schema(description = "kW of everything but vehicles")
        double[] baseLoadKw,

        @Schema(description = "kW") double[] pvKw,
        @Schema(description = "EUR/kWh") double[] importEurPerKwh) {

    static ConditionsView of(GridConditions grid) {
        return new ConditionsView(
                grid.grid().start(),
                grid.grid().step().toSeconds(),
                Rounded.of(grid.importLimitKw()),
                Rounded.of(grid.baseLoadKw()),
                Rounded.of(grid.pvKw()),
                grid.importEurPerKwh().toArray());
    }
}
