package energy.corridor.gridlink.openadr;

import java.util.Map;
import java.util.Optional;

/** What a payload of an event means for the depot. */
enum Payload {
    LIMIT,
    SUBSCRIPTION,
    GRANTED,
    EXPORT_LIMIT,
    SETPOINT,
    RELATIVE,
    SIMPLE,
    PRICE,
    EXPORT_PRICE,
    ALERT;

    /** The names of the specification, and those of its User Guide's examples. */
    private static final Map<String, Payload> NAMES = Map.ofEntries(
            Map.entry("IMPORT_CAPACITY_LIMIT", LIMIT),
            Map.entry("IMPORT_CAPACITY_SUBSCRIPTION", SUBSCRIPTION),
            Map.entry("CAPACITY_SUBSCRIPTION", SUBSCRIPTION),
            Map.entry("IMPORT_CAPACITY_RESERVATION", GRANTED),
            Map.entry("CAPACITY_RESERVATION", GRANTED),
            Map.entry("EXPORT_CAPACITY_LIMIT", EXPORT_LIMIT),
            Map.entry("DISPATCH_SETPOINT", SETPOINT),
            Map.entry("DISPATCH_SETPOINT_RELATIVE", RELATIVE),
            Map.entry("SIMPLE", SIMPLE),
            Map.entry("PRICE", PRICE),
            Map.entry("EXPORT_PRICE", EXPORT_PRICE));

    static Optional<Payload> of(String type) {
        return type.startsWith("ALERT_") ? Optional.of(ALERT) : Optional.ofNullable(NAMES.get(type));
    }

    boolean isPrice() {
        return this == PRICE || this == EXPORT_PRICE;
    }

    boolean isPower() {
        return !isPrice() && this != SIMPLE && this != ALERT;
    }

    boolean mayBeNegative() {
        return isPrice() || this == SETPOINT || this == RELATIVE;
    }
}
