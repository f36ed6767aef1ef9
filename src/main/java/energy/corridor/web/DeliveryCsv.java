package energy.corridor.web;

import energy.corridor.grid.delivery.DeliveryReport;
import energy.corridor.grid.delivery.DeliveryReport.Interval;
import java.util.Locale;
import java.util.Optional;

/** Delivered against ordered as a table; what is not known is an empty cell. */
final class DeliveryCsv {

    private static final String HEADER =
            "from,to,ordered_kwh,baseline_kwh,actual_kwh,delivered_kwh,shortfall_kwh,quality,cause\n";

    private DeliveryCsv() {}

    static String of(DeliveryReport report) {
        StringBuilder table = new StringBuilder(HEADER);
        for (Interval i : report.intervals()) {
            table.append(String.join(
                            ",",
                            i.from().toString(),
                            i.to().toString(),
                            kwh(Optional.of(i.orderedKwh())),
                            kwh(i.baselineKwh()),
                            kwh(i.actualKwh()),
                            kwh(i.deliveredKwh()),
                            kwh(i.shortfallKwh()),
                            i.quality().name(),
                            i.cause().map(Enum::name).orElse("")))
                    .append('\n');
        }
        return table.toString();
    }

    private static String kwh(Optional<Double> value) {
        return value.map(kwh -> String.format(Locale.ROOT, "%.3f", kwh)).orElse("");
    }
}
