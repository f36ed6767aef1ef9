package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.quantity.Units;
import java.util.Optional;

/** In which unit, and for prices in which currency, an event's values of one type are: its own descriptor's, else its program's. */
final class Unit {

    private static final String CURRENCY = "EUR";

    private final Optional<String> unit;
    private final Optional<String> currency;

    Unit(JsonNode event, JsonNode program, String type) {
        Optional<JsonNode> descriptor = descriptor(event, type).or(() -> descriptor(program, type));
        unit = descriptor.flatMap(d -> AdrText.text(d, "units"));
        currency = descriptor.flatMap(d -> AdrText.text(d, "currency"));
    }

    private static Optional<JsonNode> descriptor(JsonNode of, String type) {
        return AdrText.children(of, "payloadDescriptors").stream()
                .filter(d -> AdrText.text(d, "payloadType").filter(type::equals).isPresent())
                .findFirst();
    }

    boolean isGiven() {
        return unit.isPresent();
    }

    /** Why a power cannot be read; "" when it can. */
    String powerTrouble() {
        return switch (unit.orElse("KW")) {
            case "W", "KW", "MW", "KVA", "PERCENT", "PERCENTAGE" -> "";
            default -> "has the unit %s (allowed are W, KW, MW, KVA, PERCENT)".formatted(unit.orElse(""));
        };
    }

    /** Why an energy cannot be read; "" when it can. */
    String energyTrouble() {
        return switch (unit.orElse("")) {
            case "WH", "KWH" -> "";
            default -> "has the unit %s (allowed are WH and KWH)".formatted(unit.orElse("none"));
        };
    }

    double kwh(double value) {
        return unit.orElse("").equals("WH") ? Units.whToKwh(value) : value;
    }

    /** As it is written; "" when none is given. */
    String word() {
        return unit.orElse("");
    }

    /** Why a price cannot be read; "" when it can. */
    String priceTrouble() {
        if (!currency.filter(CURRENCY::equals).isPresent()) {
            return "has the currency %s (the depot reckons in %s)".formatted(currency.orElse("none"), CURRENCY);
        }
        return switch (unit.orElse("")) {
            case "KWH", "MWH" -> "";
            default -> "has the unit %s (allowed are KWH and MWH)".formatted(unit.orElse("none"));
        };
    }

    /** @param wholeKw what 1.0 in PERCENT is */
    double kw(double value, double wholeKw) {
        return switch (unit.orElse("KW")) {
            case "W" -> Units.wattsToKw(value);
            case "MW" -> Units.mwToKw(value);
            case "PERCENT", "PERCENTAGE" -> Math.abs(value) <= 1 ? value * wholeKw : Double.NaN;
            default -> value;
        };
    }

    double eurPerKwh(double value) {
        return unit.orElse("").equals("MWH") ? Units.perMwhToPerKwh(value) : value;
    }
}
