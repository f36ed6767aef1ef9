package energy.corridor.grid.frequency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.grid.GridBook;
import energy.corridor.grid.GridRequest;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.contact.ContactBook;
import energy.corridor.grid.contact.InMemoryContactStore;
import energy.corridor.grid.frequency.FrequencyResponse.State;
import energy.corridor.grid.request.InMemoryRequestStore;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyControlTest {

    private static final Instant EIGHT_PM = Instant.parse("2026-03-02T20:00:00Z");
    private static final Droop FCR = new Droop(50, 0.01, 0.2, 1000, 1000);

    private static FrequencyControl control(Droop droop, DailyWindow window) {
        return new FrequencyControl(
                new FrequencyControl.Settings(droop, Duration.ofMinutes(15), Duration.ofSeconds(10), window));
    }

    private final FrequencyControl fcr = control(FCR, DailyWindow.always());

    @ParameterizedTest(name = "FCR of 1 MW: at {0} Hz {1} kW")
    @CsvSource({
        "50.00, 0",
        "50.009, 0",
        "50.010, 0",
        "49.990, 0",
        "50.05, 250",
        "50.20, 1000",
        "49.90, -500",
        "49.80, -1000",
        "49.70, -1000",
        "51.00, 1000"
    })
    void containmentReserveFollowsTheFrequency(double hz, double kw) {
        fcr.measured(hz, EIGHT_PM, EIGHT_PM);
        FrequencyResponse response = fcr.response(EIGHT_PM);
        assertThat(response.state()).isEqualTo(State.MEASURED);
        assertThat(response.askedKw()).isCloseTo(kw, within(1e-6));
    }

    @Test
    void eachDirectionHasItsOwnPower() {
        Droop droop = new Droop(50, 0.1, 0.5, 60, 0);
        assertThat(droop.kw(49.75)).isCloseTo(-30, within(1e-9));
        assertThat(droop.kw(50.5)).isZero();
    }

    @Test
    void anOldMeasurementAsksForNothingAndSaysSo() {
        fcr.measured(49.8, EIGHT_PM, EIGHT_PM);
        assertThat(fcr.response(EIGHT_PM.plusSeconds(10)).askedKw()).isEqualTo(-1000);
        FrequencyResponse stale = fcr.response(EIGHT_PM.plusSeconds(11));
        assertThat(stale.state()).isEqualTo(State.STALE);
        assertThat(stale.askedKw()).isZero();
        assertThat(stale.newest()).isPresent();
        assertThat(stale.reason()).isEqualTo("The newest measurement is 11 s old; up to 10 s are acted on.");
    }

    @Test
    void withoutAMeasurementNothingIsAskedFor() {
        assertThat(fcr.response(EIGHT_PM).state()).isEqualTo(State.NO_MEASUREMENT);
        assertThat(fcr.response(EIGHT_PM).askedKw()).isZero();
    }

    @Test
    void aMeasurementThatComesLateChangesNothing() {
        List<Double> heard = new ArrayList<>();
        fcr.onChange(() -> heard.add(fcr.response(EIGHT_PM).askedKw()));
        fcr.measured(49.9, EIGHT_PM, EIGHT_PM);
        fcr.measured(49.9, EIGHT_PM, EIGHT_PM); // said twice
        fcr.measured(50.2, EIGHT_PM.minusSeconds(1), EIGHT_PM);
        assertThat(heard).hasSize(1);
        assertThat(fcr.response(EIGHT_PM).askedKw()).isCloseTo(-500, within(1e-6));
    }

    @Test
    void whatCannotBeAFrequencyIsRefused() {
        assertThatThrownBy(() -> fcr.measured(499, EIGHT_PM, EIGHT_PM))
                .hasMessage("The field hz (499.0) must be in 45.0..55.0.");
        assertThatThrownBy(() -> fcr.measured(Double.NaN, EIGHT_PM, EIGHT_PM)).hasMessageContaining("must be in");
        assertThatThrownBy(() -> fcr.measured(50, EIGHT_PM.plusSeconds(11), EIGHT_PM))
                .hasMessageContaining("must not be more than PT10S ahead of the depot's clock");
        assertThatThrownBy(() -> FrequencyControl.off().measured(50, EIGHT_PM, EIGHT_PM))
                .hasMessageContaining("corridor.frequency.up-kw and corridor.frequency.down-kw are 0");
    }

    @Test
    void itIsGivenInItsHoursOnlyAlsoWhenTheClocksGoForward() {
        var nights = new DailyWindow(LocalTime.of(22, 0), LocalTime.of(4, 0), ZoneId.of("Europe/Berlin"));
        FrequencyControl control = control(FCR, nights);
        control.measured(49.8, EIGHT_PM, EIGHT_PM);
        assertThat(control.response(EIGHT_PM).state()).isEqualTo(State.OUTSIDE_WINDOW);
        assertThat(control.response(EIGHT_PM).reason()).isEqualTo("It is given from 22:00 to 04:00 (Europe/Berlin).");
        Instant forward =
                Instant.parse("2026-03-28T12:00:00Z"); // the night to the 29th has five hours between 22 and 4
        assertThat(nights.within(forward, forward.plus(Duration.ofDays(1))))
                .containsExactly(new DailyWindow.Span(
                        Instant.parse("2026-03-28T21:00:00Z"), Instant.parse("2026-03-29T02:00:00Z")));
    }

    @Test
    void plansHoldItReadyForTheHoursToCome() {
        var nights = new DailyWindow(LocalTime.of(22, 0), LocalTime.of(4, 0), ZoneOffset.UTC);
        GridBook book = new GridBook(
                new InMemoryGridStore(),
                new RequestBook(new InMemoryRequestStore()),
                new ContactBook(new InMemoryContactStore()),
                control(new Droop(50, 0.01, 0.2, 60, 40), nights));
        TimeGrid day = new TimeGrid(EIGHT_PM.plus(Duration.ofHours(1)), Duration.ofMinutes(15), 96);
        Instant ten = EIGHT_PM.plus(Duration.ofHours(2));
        Instant midnight = EIGHT_PM.plus(Duration.ofHours(4));
        assertThat(book.conditions(day).requests())
                .containsExactly(
                        new GridRequest.Reserve("frequency-up", ten, midnight, true, 60, 15, 0, true),
                        new GridRequest.Reserve("frequency-down", ten, midnight, false, 40, 15, 0, true));
    }
}
