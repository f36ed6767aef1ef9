package energy.corridor.grid.request;

import java.time.Instant;
import java.util.List;

/** A power for a half-open window {@code [from, to)}, kW at the grid connection, positive = import. */
public record Slot(Instant from, Instant to, double kw) {

    /** The end of what has none: far, but every calendar and database can hold it. */
    public static final Instant OPEN = Instant.parse("9999-01-01T00:00:00Z");

    public boolean covers(Instant at) {
        return !at.isBefore(from) && at.isBefore(to);
    }

    public boolean touches(Instant start, Instant end) {
        return from.isBefore(end) && start.isBefore(to);
    }

    /** @throws IllegalArgumentException with a sentence unless there is one, each has a length, and they follow each other */
    static List<Slot> checked(String id, List<Slot> slots) {
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("Request \"%s\" needs at least one interval.".formatted(id));
        }
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            if (!slot.to().isAfter(slot.from())) {
                throw new IllegalArgumentException(
                        "Request \"%s\": to (%s) must be after from (%s).".formatted(id, slot.to(), slot.from()));
            }
            if (i > 0 && slot.from().isBefore(slots.get(i - 1).to())) {
                throw new IllegalArgumentException(
                        "Request \"%s\": the interval from %s begins before the one from %s has ended (%s)."
                                .formatted(
                                        id,
                                        slot.from(),
                                        slots.get(i - 1).from(),
                                        slots.get(i - 1).to()));
            }
            if (!Double.isFinite(slot.kw())) {
                throw new IllegalArgumentException(
                        "Request \"%s\": kw (%s) must be a finite number.".formatted(id, slot.kw()));
            }
        }
        return List.copyOf(slots);
    }

    static List<Slot> atLeastZero(String id, List<Slot> slots) {
        for (Slot slot : slots) {
            if (!(slot.kw() >= 0 && Double.isFinite(slot.kw()))) {
                throw new IllegalArgumentException(
                        "Request \"%s\": kw (%s) must be a finite number, 0 or more.".formatted(id, slot.kw()));
            }
        }
        return checked(id, slots);
    }
}
