package energy.corridor.gridlink.openadr;

import com.fasterxml.jackson.databind.JsonNode;
import energy.corridor.grid.request.FirstHeard;
import energy.corridor.gridlink.openadr.AdrTime.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * When the intervals of an event are: their own period before the event's, one after the other where they have none; "now" is when the
 * event was first heard of; the event's duration cuts or repeats them; a random start is drawn once.
 */
final class EventTimes {

    /** More pieces than a month of quarters of an hour are a mistake. */
    private static final int MOST = 3_000;

    /** @param to {@link energy.corridor.grid.request.Slot#OPEN} without end */
    record Piece(Instant from, Instant to, JsonNode interval) {}

    private final JsonNode event;
    private final FirstHeard.Mark mark;
    private final boolean zeroIsOpen;

    /** @param zeroIsOpen whether a duration of zero means without end, as it does for subscriptions and alerts in 3.0.1 */
    EventTimes(JsonNode event, FirstHeard.Mark mark, boolean zeroIsOpen) {
        this.event = event;
        this.mark = mark;
        this.zeroIsOpen = zeroIsOpen;
    }

    /**
     * In the order of the event's list.
     *
     * @param from a loop's rounds before it are left out, and rounds after {@code until}
     */
    List<Piece> pieces(Instant from, Instant until) {
        JsonNode period = AdrText.child(event, "intervalPeriod");
        Optional<Instant> said = start(period);
        Optional<Span> each = length(period);
        if (each.isPresent() && each.get().isZero() && !(zeroIsOpen && said.isPresent())) {
            return List.of(); // cancelled
        }
        Instant begin = said.orElse(mark.at()).plus(drawn(period, 0));
        List<Piece> once = once(begin, each.map(this::open));
        Span whole = AdrText.text(event, "duration").map(AdrTime::span).orElse(Span.OPEN);
        boolean given = AdrText.text(event, "duration").isPresent() && !whole.isZero(); // PT0S stands for absent
        return given ? looped(once, begin, whole.after(begin), from, until) : once;
    }

    private Span open(Span span) {
        return span.isZero() ? Span.OPEN : span;
    }

    private List<Piece> once(Instant begin, Optional<Span> each) {
        List<Piece> pieces = new ArrayList<>();
        Instant next = begin;
        Duration shift = Duration.ZERO;
        List<JsonNode> intervals = AdrText.children(event, "intervals");
        for (int i = 0; i < Math.min(MOST, intervals.size()); i++) {
            JsonNode own = AdrText.child(intervals.get(i), "intervalPeriod");
            if (AdrText.text(own, "randomizeStart").isPresent()) {
                shift = drawn(own, i + 1);
            }
            Duration drawn = shift;
            Instant from = start(own).map(at -> at.plus(drawn)).orElse(next);
            Span length = length(own).or(() -> each).orElse(Span.OPEN);
            Instant to = length.after(from);
            if (to.isAfter(from)) {
                pieces.add(new Piece(from, to, intervals.get(i)));
            }
            next = to;
        }
        return pieces;
    }

    private static List<Piece> looped(List<Piece> once, Instant begin, Instant end, Instant from, Instant until) {
        Instant last = once.stream().map(Piece::to).max(Instant::compareTo).orElse(begin);
        Duration round = Duration.between(begin, last);
        if (round.isZero() || round.isNegative()) {
            return List.of();
        }
        List<Piece> pieces = new ArrayList<>();
        long first = Math.max(0, Duration.between(begin, from).dividedBy(round));
        for (long r = first; pieces.size() < MOST; r++) {
            Duration later = round.multipliedBy(r);
            if (!begin.plus(later).isBefore(end) || begin.plus(later).isAfter(until)) {
                break;
            }
            for (Piece piece : once) {
                Instant to = piece.to().plus(later);
                Instant start = piece.from().plus(later);
                if (start.isBefore(end)) {
                    pieces.add(new Piece(start, to.isAfter(end) ? end : to, piece.interval()));
                }
            }
        }
        return pieces;
    }

    private static Optional<Instant> start(JsonNode period) {
        return AdrText.text(period, "start").flatMap(AdrTime::instant);
    }

    private static Optional<Span> length(JsonNode period) {
        return AdrText.text(period, "duration").map(AdrTime::span);
    }

    /** Even in −r..r, the same at every look and after a restart. */
    private Duration drawn(JsonNode period, int nth) {
        Optional<Span> most = AdrText.text(period, "randomizeStart")
                .map(text -> AdrTime.span(text.startsWith("-") ? text.substring(1) : text));
        if (most.isEmpty() || most.get().isZero()) {
            return Duration.ZERO;
        }
        double share = 2 * new Random(mark.seed() + nth).nextDouble() - 1;
        return Duration.ofMillis(Math.round(share * most.get().elapsed().toMillis()));
    }
}
