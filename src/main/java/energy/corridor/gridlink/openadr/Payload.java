package energy.corridor.gridlink.openadr;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a payload of an event means for the depot. */
enum Payload {
    LIMIT,
    SUBSCRIPTION,
    GRANTED,
    EXPORT_LIMIT,
    EXPORT_SUBSCRIPTION,
    EXPORT_GRANTED,
    SETPOINT,
    RELATIVE,
    CHARGE_STATE,
    SIMPLE,
    OFFSET,
    PRICE,
    EXPORT_PRICE,
    /** Told to the depot's people, and no more. */
    INFORMATION,
    ALERT;

    /** The names of the specification, and those of its User Guide's examples. */
    private static final Map<String, Payload> NAMES = Map.ofEntries(
            Map.entry("IMPORT_CAPACITY_LIMIT", LIMIT),
            Map.entry("IMPORT_CAPACITY_SUBSCRIPTION", SUBSCRIPTION),
            Map.entry("CAPACITY_SUBSCRIPTION", SUBSCRIPTION),
            Map.entry("IMPORT_CAPACITY_RESERVATION", GRANTED),
            Map.entry("CAPACITY_RESERVATION", GRANTED),
            Map.entry("EXPORT_CAPACITY_LIMIT", EXPORT_LIMIT),
            Map.entry("EXPORT_CAPACITY_SUBSCRIPTION", EXPORT_SUBSCRIPTION),
            Map.entry("EXPORT_CAPACITY_RESERVATION", EXPORT_GRANTED),
            Map.entry("DISPATCH_SETPOINT", SETPOINT),
            Map.entry("DISPATCH_SETPOINT_RELATIVE", RELATIVE),
            Map.entry("CHARGE_STATE_SETPOINT", CHARGE_STATE),
            Map.entry("SIMPLE", SIMPLE),
            Map.entry("CONTROL_LEVEL_OFFSET", OFFSET),
            Map.entry("PRICE", PRICE),
            Map.entry("EXPORT_PRICE", EXPORT_PRICE),
            Map.entry("PRICE_ALTERNATE", INFORMATION),
            Map.entry("GHG", INFORMATION),
            Map.entry("DISPATCH_INSTRUCTION", INFORMATION));

    /** What is offered and what it costs. */
    private static final Pattern OFFER =
            Pattern.compile("((IMPORT|EXPORT)_)?CAPACITY_(AVAILABLE(_PRICE|_FEE)?|RESERVATION_FEE)");

    static Optional<Payload> of(String type) {
        if (type.startsWith("ALERT_")) {
            return Optional.of(ALERT);
        }
        return OFFER.matcher(type).matches() ? Optional.of(INFORMATION) : Optional.ofNullable(NAMES.get(type));
    }

    boolean isPrice() {
        return this == PRICE || this == EXPORT_PRICE;
    }

    boolean isPower() {
        return switch (this) {
            case LIMIT, SUBSCRIPTION, GRANTED, EXPORT_LIMIT, EXPORT_SUBSCRIPTION, EXPORT_GRANTED, SETPOINT, RELATIVE ->
                true;
            default -> false;
        };
    }

    boolean mayBeNegative() {
        return isPrice() || this == SETPOINT || this == RELATIVE;
    }
}
