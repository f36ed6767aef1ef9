package energy.corridor.gridlink.openadr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.grid.request.FirstHeard.Mark;
import energy.corridor.grid.request.Slot;
import energy.corridor.gridlink.openadr.EventTimes.Piece;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are first heard of at 06:10. */
class EventTimesTest {

    private static final Instant DAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final Instant HEARD = DAY.plus(370, ChronoUnit.MINUTES);

    private static List<Piece> pieces(String event) {
        return new EventTimes(AdrText.read(event.replace('\'', '"')), new Mark(HEARD, 42), false)
                .pieces(DAY, DAY.plus(4, ChronoUnit.DAYS));
    }

    private static String event(String period, String intervals, String more) {
        return "{'intervalPeriod': {%s}, 'intervals': [%s]%s}".formatted(period, intervals, more);
    }

    private static String plain(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'id': %d, 'payloads': []}".formatted(i))
                .collect(Collectors.joining(","));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }

    @Test
    void aRunningEventIsJoinedInTheIntervalOfNow() {
        List<Piece> pieces = pieces(event("'start': '2026-03-02T00:00:00Z', 'duration': 'PT1H'", plain(25), ""));
        assertThat(pieces).hasSize(25);
        Piece now = pieces.stream()
                .filter(p -> !p.from().isAfter(HEARD) && p.to().isAfter(HEARD))
                .findFirst()
                .orElseThrow();
        assertThat(now.interval().path("id").asInt()).isEqualTo(6);
    }

    @Test
    void aDurationOfTheEventCutsIt() {
        List<Piece> pieces = pieces(
                event("'start': '2026-03-02T00:00:00Z', 'duration': 'PT1H'", plain(24), ", 'duration': 'PT12H'"));
        assertThat(pieces.get(pieces.size() - 1).to()).isEqualTo(at("12:00"));
    }

    @Test
    void aLongerOneRepeatsIt() {
        List<Piece> pieces = pieces(
                event("'start': '2026-02-20T00:00:00Z', 'duration': 'PT12H'", plain(2), ", 'duration': 'P9999Y'"));
        assertThat(pieces.get(0).from()).isEqualTo(DAY);
        assertThat(pieces.get(pieces.size() - 1).to()).isAfter(DAY.plus(4, ChronoUnit.DAYS));
    }

    @Test
    void aDurationOfZeroThereStandsForNone() {
        assertThat(pieces(
                        event("'start': '2026-03-02T00:00:00Z', 'duration': 'PT1H'", plain(2), ", 'duration': 'PT0S'")))
                .hasSize(2);
    }

    @Test
    void anIntervalOfItsOwnLengthBeginsAfterTheOneBefore() {
        List<Piece> pieces = pieces(event(
                "'start': '2026-03-02T00:00:00Z', 'duration': 'PT1H'",
                plain(1) + ", {'id': 1, 'intervalPeriod': {'duration': 'PT2H'}, 'payloads': []}",
                ""));
        assertThat(pieces.get(1).from()).isEqualTo(at("01:00"));
        assertThat(pieces.get(1).to()).isEqualTo(at("03:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z", "0000-00-00", "0000-01-01"})
    void nowIsWhenTheEventWasFirstHeardOf(String start) {
        List<Piece> pieces = pieces(event("'start': '%s', 'duration': 'PT15M'".formatted(start), plain(1), ""));
        assertThat(pieces.get(0).from()).isEqualTo(HEARD);
        assertThat(pieces.get(0).to()).isEqualTo(at("06:25"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0H"})
    void zeroDurationCancels(String duration) {
        assertThat(pieces(event("'start': '0001-01-01', 'duration': '%s'".formatted(duration), plain(1), "")))
                .isEmpty();
    }

    @Test
    void moreThanAThousandYearsIsWithoutEnd() {
        List<Piece> pieces = pieces(event("'start': '2026-03-02T00:00:00Z', 'duration': 'P9999Y'", plain(1), ""));
        assertThat(pieces.get(0).to()).isEqualTo(Slot.OPEN);
    }

    @Test
    void aRandomStartIsDrawnOnceAndWithinItsRange() {
        String event =
                event("'start': '2026-03-02T10:00:00Z', 'duration': 'PT1H', 'randomizeStart': 'PT10M'", plain(1), "");
        Instant from = pieces(event).get(0).from();
        assertThat(from)
                .isBetween(at("09:50"), at("10:10"))
                .isEqualTo(pieces(event).get(0).from());
        assertThat(from).isNotEqualTo(at("10:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22 13:24:49,        2026-11-22T13:24:49Z",
        "2026-02-01T23:00Z,          2026-02-01T23:00:00Z",
        "2026-02-01T23:00:00.5Z,     2026-02-01T23:00:00.5Z",
        "2026-02-01T23:00:00+01:00,  2026-02-01T22:00:00Z",
        "2026-02-01,                 2026-02-01T00:00:00Z"
    })
    void timesAreReadAsServersWriteThem(String text, String instant) {
        assertThat(AdrTime.instant(text)).contains(Instant.parse(instant));
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M,   2026-03-02T00:15:00Z",
        "P1W,     2026-03-09T00:00:00Z",
        "P1M,     2026-04-02T00:00:00Z",
        "P1DT1H,  2026-03-03T01:00:00Z",
        "P9999Y,  9999-01-01T00:00:00Z"
    })
    void durationsAreReadThatTheLibraryRefuses(String text, String end) {
        assertThat(AdrTime.span(text).after(DAY)).isEqualTo(Instant.parse(end));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P", "PT", "15 minutes", "PT-5M", ""})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> AdrTime.span(text)).hasMessageContaining("must be one such as PT15M");
    }
}
