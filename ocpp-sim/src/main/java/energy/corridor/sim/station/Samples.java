package energy.corridor.sim.station;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Meter values as OCPP 1.6 section 7.33 writes them. */
final class Samples {

    static final String PERIODIC = "Sample.Periodic";
    static final String BEGIN = "Transaction.Begin";
    static final String END = "Transaction.End";
    static final String CLOCK = "Sample.Clock";
    static final String TRIGGER = "Trigger";

    private Samples() {}

    /** The registers as read at {@code at}: a list with one meter value. */
    static ArrayNode read(
            MeterFace face, boolean vehicle, Instant at, String context, List<String> measurands, int socDecimals) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        ObjectNode value = values.addObject().put("timestamp", at.toString());
        ArrayNode samples = value.putArray("sampledValue");
        for (String measurand : measurands) {
            switch (measurand) {
                case Configuration.ENERGY ->
                    sample(samples, measurand, "Outlet", "Wh", Long.toString(face.registerWh()), context);
                case Configuration.POWER ->
                    sample(samples, measurand, "Outlet", "W", number(face.powerKw() * 1000, 0), context);
                case Configuration.SOC -> {
                    if (vehicle) {
                        sample(samples, measurand, "EV", "Percent", number(face.soc() * 100, socDecimals), context);
                    }
                }
                default -> throw new IllegalStateException("No measurand " + measurand);
            }
        }
        return values;
    }

    private static void sample(
            ArrayNode samples, String measurand, String location, String unit, String value, String context) {
        samples.addObject()
                .put("value", value)
                .put("context", context)
                .put("measurand", measurand)
                .put("location", location)
                .put("unit", unit);
    }

    private static String number(double value, int decimals) {
        return BigDecimal.valueOf(value)
                .setScale(decimals, RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** The readings in a list of meter values that was sent. */
    static List<Account.Reading> readings(String station, String transactionId, JsonNode meterValues) {
        List<Account.Reading> readings = new ArrayList<>();
        for (JsonNode value : meterValues) {
            Instant at = Instant.parse(value.path("timestamp").asText());
            for (JsonNode sample : value.path("sampledValue")) {
                readings.add(new Account.Reading(
                        station,
                        1,
                        transactionId,
                        at,
                        sample.path("context").asText(),
                        sample.path("measurand").asText(),
                        sample.path("unit").asText(),
                        sample.path("value").asText()));
            }
        }
        return readings;
    }
}
