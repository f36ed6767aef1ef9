package energy.corridor.grid.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Delivered against ordered, per interval.
 *
 * @param baselineMethod DECLARED, METER_BEFORE or FIRM_SERVICE_LEVEL
 * @param version rising when later meter values correct it
 */
public record DeliveryReport(
        String baselineMethod, int version, Instant measuredAt, boolean last, List<Interval> intervals) {

    public DeliveryReport {
        intervals = List.copyOf(intervals);
    }

    /** Why an interval fell short. */
    public enum Cause {
        VEHICLE,
        CHARGER,
        COMMS,
        OPERATOR_CHANGE,
        DEPARTURE_PROTECTED
    }

    /**
     * Energies are kWh at the grid connection over the interval; those that are not known are empty.
     *
     * @param orderedKwh accepted import of a limit or dispatch
     * @param baselineKwh import without the request; empty for a limit
     * @param actualKwh metered import
     * @param deliveredKwh of the ordered change, 0 up to all of it; for a limit the energy left free below it
     * @param shortfallKwh of the ordered change, 0 or more; for a limit the energy above it
     */
    public record Interval(
            Instant from,
            Instant to,
            double orderedKwh,
            Optional<Double> baselineKwh,
            Optional<Double> actualKwh,
            Optional<Double> deliveredKwh,
            Optional<Double> shortfallKwh,
            Quality quality,
            Optional<Cause> cause) {}

    /** Of the intervals that are known. */
    public double deliveredKwh() {
        return sum(intervals.stream().map(Interval::deliveredKwh).toList());
    }

    public double shortfallKwh() {
        return sum(intervals.stream().map(Interval::shortfallKwh).toList());
    }

    public Quality quality() {
        return intervals.stream().map(Interval::quality).reduce(Quality.MEASURED, Quality::worse);
    }

    private static double sum(List<Optional<Double>> values) {
        return values.stream()
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
