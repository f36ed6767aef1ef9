package energy.corridor.grid;

import java.time.Instant;

/** Rules that every request shares. */
final class Windows {

    private Windows() {}

    static void check(String id, Instant from, Instant to) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A request needs an id.");
        }
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException(
                    "Request \"%s\": to (%s) must be after from (%s).".formatted(id, to, from));
        }
    }

    static void checkAtLeastZero(String id, String field, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "Request \"%s\": %s (%s) must be a finite number, 0 or more.".formatted(id, field, value));
        }
    }
}
