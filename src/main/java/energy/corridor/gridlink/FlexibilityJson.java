package energy.corridor.gridlink;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.optimiser.flexibility.Flexibility.Point;
import energy.corridor.optimiser.flexibility.Flexibility.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/** What of verified flexibility is for now. */
final class FlexibilityJson {

    private static final int WATTS = 3; // decimals of a kW

    private FlexibilityJson() {}

    static ObjectNode at(Instant now, Flexibility flexibility) {
        ObjectNode root = Fields.JSON.createObjectNode().put("at", now.toString());
        ArrayNode durations = root.putArray("durations");
        int interval = flexibility.grid().intervalAt(now);
        for (Span span : flexibility.spans()) {
            Optional<Point> point = Flexibility.at(span, interval);
            point.ifPresent(p -> {
                ObjectNode one = durations
                        .addObject()
                        .put("from", flexibility.grid().boundary(p.from()).toString())
                        .put(
                                "minutes",
                                flexibility
                                        .grid()
                                        .step()
                                        .multipliedBy(span.intervals())
                                        .toMinutes());
                // What is promised is rounded down.
                one.put("moreKw", rounded(p.moreKw(), RoundingMode.DOWN));
                one.put("lessKw", rounded(p.lessKw(), RoundingMode.DOWN));
                one.put("summedMoreKw", rounded(p.summedMoreKw(), RoundingMode.HALF_EVEN));
                one.put("summedLessKw", rounded(p.summedLessKw(), RoundingMode.HALF_EVEN));
            });
        }
        return root;
    }

    private static BigDecimal rounded(double kw, RoundingMode mode) {
        return BigDecimal.valueOf(kw).setScale(WATTS, mode);
    }
}
