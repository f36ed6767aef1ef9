package energy.corridor.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Query parameters as values; what cannot be one is refused with its name. */
final class Parameters {

    static final String TIME =
            "an ISO 8601 time with offset, such as 2026-03-02T17:30:00Z or 2026-03-02T18:30:00+01:00";

    private Parameters() {}

    static Instant instant(String name, @Nullable String text, Instant fallback) {
        if (text == null || text.isBlank()) {
            return fallback;
        }
        try {
            // An unescaped + of an offset arrives as a blank.
            return OffsetDateTime.parse(text.strip().replace(' ', '+')).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidInput("The %s \"%s\" is not a time.".formatted(name, text), name, TIME);
        }
    }

    /** @param fallback outside {@code least..most} when the parameter must be given */
    static double number(String name, @Nullable String text, double fallback, double least, double most) {
        double value = fallback;
        if (text != null && !text.isBlank()) {
            try {
                value = Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                value = Double.NaN;
            }
        }
        if (!(least <= value && value <= most)) {
            throw new InvalidInput(
                    text == null
                            ? "The parameter %s is missing.".formatted(name)
                            : "The %s \"%s\" is not allowed.".formatted(name, text),
                    name,
                    "a number in %s..%s".formatted(least, most));
        }
        return value;
    }

    /** An empty request, or the JSON word null, is no body. */
    static <T> T body(@Nullable T body) {
        if (body == null) {
            throw new InvalidInput("The body is missing.", "body", "what /q/openapi describes for this address");
        }
        return body;
    }
}
