package energy.corridor.grid.frequency;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The same hours of every day on a wall clock.
 *
 * @param to when not after {@code from}, of the next day; all day when both are the same
 */
public record DailyWindow(LocalTime from, LocalTime to, ZoneId zone) {

    /** Half-open. */
    public record Span(Instant from, Instant to) {}

    public static DailyWindow always() {
        return new DailyWindow(LocalTime.MIN, LocalTime.MIN, ZoneOffset.UTC);
    }

    public boolean holds(Instant now) {
        return !within(now, now.plusNanos(1)).isEmpty();
    }

    /** What of {@code [from, until)} lies in it, one span per day. A time that the clocks skip is the first that they show. */
    public List<Span> within(Instant from, Instant until) {
        List<Span> spans = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(until, zone);
        for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            Instant opens = day.atTime(this.from).atZone(zone).toInstant();
            LocalDate end = to.isAfter(this.from) ? day : day.plusDays(1);
            Instant closes = end.atTime(to).atZone(zone).toInstant();
            Instant begin = opens.isAfter(from) ? opens : from;
            Instant close = closes.isBefore(until) ? closes : until;
            if (begin.isBefore(close)) {
                spans.add(new Span(begin, close));
            }
        }
        return spans;
    }
}
