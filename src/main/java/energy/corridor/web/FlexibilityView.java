package energy.corridor.web;

import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.optimiser.flexibility.Flexibility.Point;
import energy.corridor.optimiser.flexibility.Flexibility.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Verified flexibility, for the outside; what is promised is rounded down to watts. */
@Schema(name = "Flexibility")
record FlexibilityView(
        @Schema(description = "Begin of the plan that it is the flexibility of")
        Instant start,

        List<DurationView> durations) {

    /** Decimals of a kW. */
    private static final int WATTS = 3;

    @Schema(name = "FlexibilityDuration")
    record DurationView(
            @Schema(description = "Minutes for which the change is held, whole planning intervals")
            long minutes,

            List<PointView> points) {}

    @Schema(name = "FlexibilityPoint")
    record PointView(
            @Schema(description = "When the change begins") Instant from,

            @Schema(
                    description = "kW that the site can import above the plan: every vehicle's part of it is known,"
                            + " every limit holds, and every promise is kept afterwards")
            double moreKw,

            @Schema(description = "kWh of it") double moreKwh,

            @Schema(description = "kW that the site can import below the plan, proven likewise")
            double lessKw,

            @Schema(description = "kWh of it") double lessKwh,

            @Schema(
                    description =
                            "kW that the sums of powers and energies and the connection's limit would allow, without"
                                    + " proof; never less than moreKw")
            double summedMoreKw,

            @Schema(description = "The same for less") double summedLessKw) {}

    static FlexibilityView of(Flexibility flexibility) {
        return new FlexibilityView(
                flexibility.grid().start(),
                flexibility.spans().stream().map(span -> of(flexibility, span)).toList());
    }

    private static DurationView of(Flexibility flexibility, Span span) {
        long minutes = flexibility.grid().step().multipliedBy(span.intervals()).toMinutes();
        return new DurationView(
                minutes,
                span.points().stream().map(p -> of(flexibility, span, p)).toList());
    }

    private static PointView of(Flexibility flexibility, Span span, Point point) {
        return new PointView(
                flexibility.grid().boundary(point.from()),
                down(point.moreKw()),
                down(flexibility.energyKwh(span, point.moreKw())),
                down(point.lessKw()),
                down(flexibility.energyKwh(span, point.lessKw())),
                Rounded.of(point.summedMoreKw()),
                Rounded.of(point.summedLessKw()));
    }

    private static double down(double value) {
        return BigDecimal.valueOf(value).setScale(WATTS, RoundingMode.DOWN).doubleValue();
    }
}
