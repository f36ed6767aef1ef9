package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import energy.corridor.corridor.CorridorHistory;
import energy.corridor.corridor.SumSocCorridor;
import energy.corridor.quantity.TimeGrid;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The corridor of the newest cycle, from now on. */
@Schema(name = "Corridor")
record CorridorView(
        Instant now,
        PointView present,
        @Schema(description = "First boundary") Instant start,
        @Schema(description = "Seconds between boundaries") long stepSeconds,

        @Schema(description = "kWh at each boundary: as early as possible, battery ceiling")
        double[] upperKwh,

        @Schema(description = "kWh at each boundary: as late as every promise allows")
        double[] lowerKwh,

        @Schema(
                description =
                        "kWh at each boundary: what requests leave of it, less the energy that reserves keep callable. Absent when nothing is asked")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        double[] coreUpperKwh,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) double[] coreLowerKwh) {

    /** One cycle of the past. */
    @Schema(name = "CorridorPoint")
    record PointView(
            Instant at,

            @Schema(description = "kWh, the most the plugged-in vehicles could hold")
            double upperKwh,

            @Schema(description = "kWh, the least they may hold so that every promise can still be kept")
            double lowerKwh,

            @Schema(description = "kWh they hold, as known") double sumKwh,

            @Schema(description = "kW, metered power of the fleet, positive from the grid")
            double powerKw,

            int pluggedIn) {

        static PointView of(CorridorHistory.Point point) {
            return new PointView(
                    point.at(),
                    Rounded.of(point.upperKwh()),
                    Rounded.of(point.lowerKwh()),
                    Rounded.of(point.sumKwh()),
                    Rounded.of(point.powerKw()),
                    point.pluggedIn());
        }
    }

    static CorridorView of(DepotSnapshot snapshot) {
        SumSocCorridor corridor = snapshot.corridor();
        TimeGrid grid = corridor.grid();
        CoreBand core = CoreBand.of(corridor, snapshot.grid().requests());
        return new CorridorView(
                snapshot.now(),
                PointView.of(snapshot.present()),
                grid.start(),
                grid.step().toSeconds(),
                Rounded.of(corridor.upperKwh()),
                Rounded.of(corridor.lowerKwh()),
                core.upperKwh(),
                core.lowerKwh());
    }
}
