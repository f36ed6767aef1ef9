package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.grid.request.FirstHeard;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.GridSignal.Band;
import energy.corridor.grid.request.GridSignal.BaselineMethod;
import energy.corridor.grid.request.GridSignal.Dispatch;
import energy.corridor.grid.request.GridSignal.GridAlert;
import energy.corridor.grid.request.GridSignal.LimitKind;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.gridlink.openadr.EventTimes.Piece;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an event says, as signals and prices of the depot. What is not known is left out and noted; the rest of the event counts. */
final class EventSignals {

    /** How far a loop is followed. */
    private static final Duration AHEAD = Duration.ofDays(4);

    /** Of values that are shown to people. */
    private static final int MOST_TOLD = 6;

    private final Connection connection;
    private final double connectionKw;
    private final Instant now;

    /** @param connectionKw import limit of the site's connection, of which levels and percentages are shares */
    EventSignals(Connection connection, double connectionKw, Instant now) {
        this.connection = connection;
        this.connectionKw = connectionKw;
        this.now = now;
    }

    /**
     * @param signals in revision 1; whoever compares gives them their revision
     * @param notes what was not understood or is unusual, a sentence each
     */
    record Said(List<GridSignal> signals, List<Slot> importEurPerKwh, List<Slot> exportEurPerKwh, List<String> notes) {}

    /** @param program whose descriptors hold where the event has none; may be empty */
    Said of(String id, JsonNode event, JsonNode program, FirstHeard.Mark mark) {
        List<String> notes = new ArrayList<>();
        Map<String, List<Slot>> byType = new LinkedHashMap<>();
        Map<String, List<Alert>> alerts = new TreeMap<>();
        for (String type : types(event)) {
            Optional<Payload> known = Payload.of(type);
            boolean agreed = known.isPresent()
                    && (known.get() != Payload.SIMPLE || !connection.levels().isEmpty())
                    && (known.get() != Payload.OFFSET || !connection.offsets().isEmpty());
            if (!agreed) {
                notes.add("Event %s: %s is not known here and is left out.".formatted(id, type));
                continue;
            }
            Payload payload = known.get();
            Unit unit = new Unit(event, program, type);
            String trouble = payload.isPrice()
                    ? unit.priceTrouble()
                    : payload.isPower()
                            ? unit.powerTrouble()
                            : payload == Payload.CHARGE_STATE ? unit.energyTrouble() : "";
            if (!trouble.isEmpty()) {
                notes.add("Event %s: %s %s and is left out.".formatted(id, type, trouble));
                continue;
            }
            if (payload.isPower() && !unit.isGiven()) {
                notes.add("Event %s: %s comes without a unit and counts as KW.".formatted(id, type));
            }
            boolean zeroIsOpen = payload == Payload.SUBSCRIPTION
                    || payload == Payload.EXPORT_SUBSCRIPTION
                    || payload == Payload.ALERT;
            List<String> told = new ArrayList<>();
            Optional<Piece> first = Optional.empty();
            Instant last = Instant.MIN;
            Instant day = now.truncatedTo(ChronoUnit.DAYS);
            for (Piece piece : new EventTimes(event, mark, zeroIsOpen).pieces(day, day.plus(AHEAD))) {
                List<JsonNode> values = values(piece.interval(), type);
                if (payload == Payload.ALERT) {
                    values.forEach(text -> alerts.computeIfAbsent(type, t -> new ArrayList<>())
                            .add(new Alert(piece.from(), piece.to(), text.asText())));
                    if (type.equals("ALERT_BLACK_START")) {
                        overlay(
                                byType.computeIfAbsent(type, t -> new ArrayList<>()),
                                new Slot(piece.from(), piece.to(), 0));
                    }
                } else if (payload == Payload.INFORMATION) {
                    Duration part = part(piece, values);
                    for (int i = 0; i < values.size(); i++) {
                        Instant at = piece.from().plus(part.multipliedBy(i));
                        told.add("%s %s".formatted(at, values.get(i).asText()));
                    }
                    first = first.or(() -> Optional.of(piece));
                    last = piece.to().isAfter(last) ? piece.to() : last;
                } else {
                    split(id, piece, values, payload, unit, notes)
                            .forEach(slot -> overlay(byType.computeIfAbsent(type, t -> new ArrayList<>()), slot));
                }
            }
            if (first.isPresent()) {
                alerts.put(type, List.of(new Alert(first.get().from(), last, listed(told, unit.word()))));
            }
        }
        return said(id, priority(event, notes), byType, alerts, notes);
    }

    private static String listed(List<String> told, String unit) {
        String some = String.join(", ", told.subList(0, Math.min(MOST_TOLD, told.size())));
        return "%s%s%s"
                .formatted(
                        some,
                        told.size() > MOST_TOLD ? ", … (%d values)".formatted(told.size()) : "",
                        unit.isEmpty() ? "" : " " + unit);
    }

    private record Alert(Instant from, Instant to, String text) {}

    private static TreeSet<String> types(JsonNode event) {
        TreeSet<String> types = new TreeSet<>();
        for (JsonNode interval : AdrText.children(event, "intervals")) {
            for (JsonNode payload : AdrText.children(interval, "payloads")) {
                AdrText.text(payload, "type").ifPresent(types::add);
            }
        }
        return types;
    }

    private static List<JsonNode> values(JsonNode interval, String type) {
        List<JsonNode> values = new ArrayList<>();
        for (JsonNode payload : AdrText.children(interval, "payloads")) {
            if (AdrText.text(payload, "type").filter(type::equals).isPresent()) {
                values.addAll(AdrText.children(payload, "values"));
            }
        }
        return values;
    }

    /** Several values share their interval evenly. */
    private List<Slot> split(
            String id, Piece piece, List<JsonNode> values, Payload payload, Unit unit, List<String> notes) {
        List<Slot> slots = new ArrayList<>();
        Duration part = part(piece, values);
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i).isNumber()
                    ? values.get(i).doubleValue()
                    : values.get(i).isTextual() ? number(values.get(i).textValue()) : Double.NaN;
            if (payload == Payload.OFFSET && value == 0) {
                continue; // normal operation
            }
            double ours = switch (payload) {
                case SIMPLE -> level(value, connection.levels());
                case OFFSET -> level(value - 1, connection.offsets());
                case CHARGE_STATE -> unit.kwh(value);
                case PRICE, EXPORT_PRICE -> unit.eurPerKwh(value);
                default -> unit.kw(value, connectionKw);
            };
            boolean possible = Double.isFinite(ours) && (ours >= 0 || payload.mayBeNegative());
            if (!possible) {
                notes.add("Event %s: the value %s of %s from %s makes no sense and is left out."
                        .formatted(id, values.get(i), payload, piece.from()));
                continue;
            }
            Instant from = piece.from().plus(part.multipliedBy(i));
            slots.add(new Slot(from, i + 1 == values.size() ? piece.to() : from.plus(part), ours));
        }
        return slots;
    }

    private static Duration part(Piece piece, List<JsonNode> values) {
        return Duration.between(piece.from(), piece.to()).dividedBy(Math.max(1, values.size()));
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private double level(double value, List<Double> shares) {
        return value == Math.rint(value) && value >= 0 && value < shares.size()
                ? connectionKw * shares.get((int) value)
                : Double.NaN;
    }

    /** Where intervals overlap the later in the list wins. */
    private static void overlay(List<Slot> slots, Slot added) {
        List<Slot> left = new ArrayList<>();
        for (Slot slot : slots) {
            if (!slot.touches(added.from(), added.to())) {
                left.add(slot);
                continue;
            }
            if (slot.from().isBefore(added.from())) {
                left.add(new Slot(slot.from(), added.from(), slot.kw()));
            }
            if (slot.to().isAfter(added.to())) {
                left.add(new Slot(added.to(), slot.to(), slot.kw()));
            }
        }
        left.add(added);
        left.sort((a, b) -> a.from().compareTo(b.from()));
        slots.clear();
        slots.addAll(left);
    }

    private static Optional<Integer> priority(JsonNode event, List<String> notes) {
        Optional<String> text = AdrText.text(event, "priority");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        double value = number(text.get());
        if (value == Math.rint(value) && value >= 0 && value < Integer.MAX_VALUE) {
            return Optional.of((int) value);
        }
        notes.add("The priority %s must be a whole number, 0 or more; the event counts as the last."
                .formatted(text.get()));
        return Optional.empty();
    }

    private Said said(
            String id,
            Optional<Integer> priority,
            Map<String, List<Slot>> byType,
            Map<String, List<Alert>> alerts,
            List<String> notes) {
        List<GridSignal> signals = new ArrayList<>();
        List<Slot> bought = new ArrayList<>();
        List<Slot> sold = new ArrayList<>();
        byType.forEach((type, slots) -> {
            Payload payload = Payload.of(type).orElseThrow();
            if (slots.isEmpty()) {
                return;
            }
            SignalId name = name(id, type);
            switch (payload) {
                case LIMIT, SIMPLE, OFFSET -> signals.add(new SiteLimit(name, false, LimitKind.LIMIT, priority, slots));
                case ALERT ->
                    signals.add(
                            new SiteLimit(name(id, type + ".limit"), false, LimitKind.LIMIT, Optional.of(0), slots));
                case SUBSCRIPTION -> signals.add(new SiteLimit(name, false, LimitKind.SUBSCRIPTION, priority, slots));
                case GRANTED -> signals.add(new SiteLimit(name, false, LimitKind.GRANTED, priority, slots));
                case EXPORT_LIMIT -> signals.add(new SiteLimit(name, true, LimitKind.LIMIT, priority, slots));
                case EXPORT_SUBSCRIPTION ->
                    signals.add(new SiteLimit(name, true, LimitKind.SUBSCRIPTION, priority, slots));
                case EXPORT_GRANTED -> signals.add(new SiteLimit(name, true, LimitKind.GRANTED, priority, slots));
                case CHARGE_STATE -> {
                    for (int i = 0; i < slots.size(); i++) {
                        Slot slot = slots.get(i);
                        signals.add(new Band(name(id, type + "#" + i), slot.from(), slot.to(), slot.kw(), slot.kw()));
                    }
                }
                case INFORMATION -> throw new IllegalStateException(type + " has no powers.");
                case SETPOINT -> signals.add(new Dispatch(name, false, slots, 0, BaselineMethod.DECLARED));
                case RELATIVE -> signals.add(new Dispatch(name, true, slots, 0, BaselineMethod.DECLARED));
                case PRICE -> bought.addAll(slots);
                case EXPORT_PRICE -> sold.addAll(slots);
            }
        });
        alerts.forEach((type, all) -> {
            for (int i = 0; i < all.size(); i++) {
                Alert alert = all.get(i);
                signals.add(new GridAlert(name(id, type + "#" + i), type, alert.text(), alert.from(), alert.to()));
            }
        });
        return new Said(List.copyOf(signals), List.copyOf(bought), List.copyOf(sold), List.copyOf(notes));
    }

    /** Of what an event says about one payload; told from requests of the operator's that came another way. */
    private SignalId name(String event, String type) {
        return new SignalId(connection.operator(), PREFIX + shortened(event) + "." + type, 1);
    }

    /** Whether a request of that id is what the event said. */
    static boolean isOf(String id, String event) {
        return id.startsWith(PREFIX + shortened(event) + ".");
    }

    static final String PREFIX = "adr.";
    private static final int LONGEST = 80;

    private static String shortened(String event) {
        String plain = event.replaceAll("[^A-Za-z0-9_-]", "-");
        return plain.length() <= LONGEST
                ? plain
                : plain.substring(0, LONGEST - 9) + "-" + Integer.toHexString(plain.hashCode());
    }
}
