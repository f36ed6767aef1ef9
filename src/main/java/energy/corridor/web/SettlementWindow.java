package energy.corridor.web;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The window of a question about settlement: the last 24 hours when it says nothing. */
record SettlementWindow(Instant from, Instant to) {

    private static final Duration LONGEST = Duration.ofDays(366);

    static SettlementWindow of(@Nullable String from, @Nullable String to, Instant now) {
        Instant end = Parameters.instant("to", to, now);
        Instant start = Parameters.instant("from", from, end.minus(Duration.ofDays(1)));
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new InvalidInput(
                    "The window from %s to %s is not possible.".formatted(start, end),
                    "from",
                    "a time before to, by at most 366 days");
        }
        return new SettlementWindow(start, end);
    }
}
