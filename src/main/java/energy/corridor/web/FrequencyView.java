package energy.corridor.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import energy.corridor.grid.frequency.DailyWindow;
import energy.corridor.grid.frequency.Droop;
import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.grid.frequency.FrequencyResponse;
import energy.corridor.quantity.Units;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One cycle's frequency response; changes of the import, above zero is more. */
@Schema(name = "FrequencyResponse")
record FrequencyView(
        @JsonUnwrapped Asked asked,

        @Schema(description = "kW, by which this cycle's setpoints differ from the plan because of it")
        double givenKw,

        @Schema(
                description =
                        "kW, by which the import could be lowered for holdSeconds with every departure and limit kept")
        double upKw,

        @Schema(description = "kW, by which it could be raised")
        double downKw,

        Settings settings) {

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Asked(
            FrequencyResponse.State state,
            @Schema(description = "Hz, newest measurement") Optional<Double> hz,
            Optional<Instant> measuredAt,

            @Schema(description = "kW; 0 unless the state is MEASURED")
            double askedKw,

            @Schema(description = "A sentence") String reason) {

        static Asked of(FrequencyResponse response) {
            return new Asked(
                    response.state(),
                    response.newest().map(FrequencyResponse.Measurement::hz),
                    response.newest().map(FrequencyResponse.Measurement::at),
                    Rounded.of(response.askedKw()),
                    response.reason());
        }
    }

    /** As set up. */
    @Schema(name = "FrequencySettings")
    record Settings(
            double nominalHz,
            double deadBandHz,
            double fullHz,
            double upKw,
            double downKw,
            double holdSeconds,
            double staleSeconds,
            String from,
            String to,
            String zone) {}

    static FrequencyView of(FrequencyReport report, FrequencyControl.Settings settings) {
        Droop droop = settings.droop();
        DailyWindow window = settings.window();
        return new FrequencyView(
                Asked.of(report.response()),
                Rounded.of(report.givenKw()),
                Rounded.of(report.upKw()),
                Rounded.of(report.downKw()),
                new Settings(
                        droop.nominalHz(),
                        droop.deadBandHz(),
                        droop.fullHz(),
                        droop.upKw(),
                        droop.downKw(),
                        Units.seconds(settings.hold()),
                        Units.seconds(settings.stale()),
                        window.from().toString(),
                        window.to().toString(),
                        window.zone().getId()));
    }
}
