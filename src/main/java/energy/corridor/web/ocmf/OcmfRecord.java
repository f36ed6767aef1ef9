package energy.corridor.web.ocmf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import energy.corridor.quantity.Units;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One record: {@code OCMF|payload|signature}. The payload's characters are what is signed, so they are kept as they came.
 *
 * @param pagination {@code T<n>} or {@code F<n>}
 * @param serial of the meter
 */
public record OcmfRecord(
        String payload,
        String pagination,
        String serial,
        List<Reading> readings,
        String algorithm,
        String encoding,
        String signature) {

    /** Longest text that is read at all: it comes from outside. */
    private static final int MOST = 65_536;

    private static final List<String> ENDS = List.of("E", "L", "R", "A", "P");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** It is no OCMF record; the message says why. */
    public static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String sentence) {
            super(sentence);
        }
    }

    /**
     * @param kind TX: B begin, C charging, X exception, E L R A P ends, S suspended, T tariff change
     * @param obis RI; the C-field says what is counted
     * @param value RV, with its trailing zeros
     * @param unit RU
     * @param errors EF
     * @param state ST; only G is billable
     */
    public record Reading(
            String time, String kind, String obis, BigDecimal value, String unit, String errors, String state) {

        BigDecimal wh() {
            return unit.equalsIgnoreCase("kWh") ? Units.kwhToWh(value) : value;
        }

        boolean begins() {
            return kind.equals("B");
        }

        boolean ends() {
            return ENDS.contains(kind);
        }
    }

    public static OcmfRecord read(String text) throws UnreadableException {
        if (text.length() > MOST) {
            throw new UnreadableException("A record may have %d characters.".formatted(MOST));
        }
        String[] parts = text.strip().split("\\|", -1);
        if (parts.length != 3 || !parts[0].equals("OCMF")) {
            throw new UnreadableException("A record is OCMF, a payload and a signature with | between them.");
        }
        JsonNode body = json(parts[1], "payload");
        JsonNode signature = json(parts[2], "signature");
        String serial = body.path("MS").asText(body.path("GS").asText());
        return new OcmfRecord(
                parts[1],
                body.path("PG").asText(),
                serial,
                readings(body.path("RD")),
                signature.path("SA").asText("ECDSA-secp256r1-SHA256"),
                signature.path("SE").asText(""),
                signature.path("SD").asText());
    }

    boolean begins() {
        return readings.stream().anyMatch(Reading::begins);
    }

    boolean ends() {
        return readings.stream().anyMatch(Reading::ends);
    }

    /** T for transactions, F for fiscal records; "" when it has no pagination. */
    String series() {
        return pagination.isEmpty() ? "" : pagination.substring(0, 1);
    }

    /** The place within its series; 0 when it cannot be read. */
    long page() {
        return pagination.matches("[TF]\\d{1,18}") ? Long.parseLong(pagination.substring(1)) : 0;
    }

    private static JsonNode json(String text, String what) throws UnreadableException {
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject()) {
                throw new UnreadableException("The %s is no JSON object.".formatted(what));
            }
            return node;
        } catch (JsonProcessingException broken) {
            throw new UnreadableException("The %s is not JSON.".formatted(what));
        }
    }

    /** A field that is equal to that of the reading before may be left out. */
    private static List<Reading> readings(JsonNode array) throws UnreadableException {
        List<Reading> readings = new ArrayList<>();
        Map<String, String> last = new LinkedHashMap<>();
        for (JsonNode node : array) {
            for (String field : List.of("TM", "TX", "RI", "RU", "EF", "ST")) {
                if (node.has(field)) {
                    last.put(field, node.path(field).asText());
                }
            }
            if (node.has("RV")) {
                last.put("RV", node.path("RV").asText().strip());
            }
            try {
                readings.add(new Reading(
                        last.getOrDefault("TM", ""),
                        last.getOrDefault("TX", ""),
                        last.getOrDefault("RI", ""),
                        new BigDecimal(last.getOrDefault("RV", "")),
                        last.getOrDefault("RU", "kWh"),
                        last.getOrDefault("EF", ""),
                        last.getOrDefault("ST", "")));
            } catch (NumberFormatException broken) {
                throw new UnreadableException(
                        "The reading \"%s\" is not a number.".formatted(last.getOrDefault("RV", "")));
            }
        }
        return readings;
    }
}
