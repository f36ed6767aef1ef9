package energy.corridor.gridlink.openadr;

import energy.corridor.grid.request.Slot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenADR's dates and durations, read leniently. */
final class AdrTime {

    private static final Pattern DURATION = Pattern.compile(
            "P(?:(?<y>\\d{1,9})Y)?(?:(?<m>\\d{1,9})M)?(?:(?<w>\\d{1,9})W)?"
                    + "(?:(?<d>\\d{1,9})D)?(?:T(?:(?<h>\\d{1,9})H)?(?:(?<min>\\d{1,9})M)?(?:(?<s>\\d{1,9})(?:\\.\\d+)?S)?)?");
    private static final int OPEN_YEARS = 1000;
    private static final int DAYS_OF_A_WEEK = 7;

    private AdrTime() {}

    /**
     * A length of time: days and weeks are elapsed, months and years of the calendar in UTC.
     *
     * @param open without end: more than a thousand years
     */
    record Span(boolean open, Period calendar, Duration elapsed) {

        static final Span OPEN = new Span(true, Period.ZERO, Duration.ZERO);

        boolean isZero() {
            return !open && calendar.isZero() && elapsed.isZero();
        }

        Instant after(Instant from) {
            return open
                    ? Slot.OPEN
                    : from.atOffset(ZoneOffset.UTC).plus(calendar).plus(elapsed).toInstant();
        }
    }

    /** @throws IllegalArgumentException with a sentence */
    static Span span(String text) {
        Matcher m = DURATION.matcher(text.strip());
        if (!m.matches() || text.strip().equals("P") || text.strip().endsWith("T")) {
            throw new IllegalArgumentException("The duration \"%s\" must be one such as PT15M or P1D.".formatted(text));
        }
        if (number(m, "y") > OPEN_YEARS) {
            return Span.OPEN;
        }
        Duration elapsed = Duration.ofDays(DAYS_OF_A_WEEK * number(m, "w") + number(m, "d"))
                .plusHours(number(m, "h"))
                .plusMinutes(number(m, "min"))
                .plusSeconds(number(m, "s"));
        return new Span(false, Period.of((int) number(m, "y"), (int) number(m, "m"), 0), elapsed);
    }

    private static long number(Matcher m, String group) {
        return m.group(group) == null ? 0 : Long.parseLong(m.group(group));
    }

    /** @return empty for "now", as OpenADR writes it: the year 0 or 1 @throws IllegalArgumentException with a sentence */
    static Optional<Instant> instant(String text) {
        String plain = text.strip();
        if (plain.startsWith("0000-") || plain.startsWith("0001-01-01")) {
            return Optional.empty();
        }
        try {
            if (plain.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Optional.of(LocalDate.parse(plain).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            String joined = plain.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
            return Optional.of(
                    joined.matches(".*T.*(Z|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})")
                            ? OffsetDateTime.parse(joined, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                    .toInstant()
                            : LocalDateTime.parse(joined).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "The time \"%s\" must be one such as 2026-03-02T16:00:00Z.".formatted(text), e);
        }
    }
}
