package energy.corridor.grid.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.grid.delivery.DeliveryAccount.Order;
import energy.corridor.grid.delivery.DeliveryReport.Cause;
import energy.corridor.grid.delivery.DeliveryReport.Interval;
import energy.corridor.grid.delivery.HistoryBaseline.Adjustment;
import energy.corridor.grid.delivery.Register.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Instant at(double minutes) {
        return NOON.plusMillis(Math.round(minutes * 60_000));
    }

    /** The example of the UFTP document: baseline 10, a reduction of 2 ordered, price 7, penalty 11. */
    @ParameterizedTest
    @CsvSource({"7, 2, 0, 14", "8, 2, 0, 14", "9, 1, 1, -4", "10, 0, 2, -22", "11, 0, 3, -33"})
    void deliveredAndMissingOfAReductionAsTheUftpDocumentSettlesIt(
            double actual, double delivered, double shortfall, double net) {
        Delivered result = Delivered.of(-2, 10, actual);
        assertThat(result).isEqualTo(new Delivered(delivered, shortfall));
        assertThat(result.net(7, 11)).isEqualTo(net);
    }

    @Test
    void anIncreaseCountsTheOtherWayRound() {
        assertThat(Delivered.of(5, 10, 13)).isEqualTo(new Delivered(3, 2));
    }

    /** Hourly kW of twelve days, 100 + 10·((7d + h) mod 5); the last is the event's: 130 except 60 at 17 and 18. */
    private static double[] day(int d, double eventDay) {
        double[] kw = new double[24];
        for (int h = 0; h < 24; h++) {
            kw[h] = d < 11 ? 100 + 10.0 * ((7 * d + h) % 5) : h == 17 || h == 18 ? 60 : eventDay;
        }
        return kw;
    }

    private static double[] baseline(
            int newest, int chosen, boolean highest, double eventDay, int[] window, Adjustment how) {
        List<double[]> days = new ArrayList<>();
        for (int d = 11 - newest; d < 11; d++) {
            days.add(day(d, eventDay));
        }
        return HistoryBaseline.of(days, chosen, highest, day(11, eventDay), new int[] {17, 18}, window, how);
    }

    @Test
    void tenOfTenRaw() {
        assertThat(baseline(10, 10, false, 130, new int[0], Adjustment.NONE))
                .containsExactly(new double[] {120, 120}, within(1e-9));
    }

    @Test
    void tenOfTenByTheRatioBeforeTheEvent() {
        assertThat(baseline(10, 10, false, 130, new int[] {13, 14}, Adjustment.RATIO))
                .containsExactly(new double[] {130, 130}, within(1e-9));
    }

    @Test
    void highFiveOfTenByTheDifference() {
        assertThat(baseline(10, 5, true, 130, new int[] {13, 14}, Adjustment.DIFFERENCE))
                .containsExactly(new double[] {135, 135}, within(1e-9));
    }

    @Test
    void highFourOfFiveByTheDifference() {
        assertThat(baseline(5, 4, true, 130, new int[] {13, 14, 15}, Adjustment.DIFFERENCE))
                .containsExactly(new double[] {135, 132.5}, within(1e-9));
    }

    @Test
    void theRatioIsHeldBelowOnePointTwo() {
        assertThat(baseline(10, 10, false, 160, new int[] {13, 14}, Adjustment.RATIO))
                .containsExactly(new double[] {144, 144}, within(1e-9));
    }

    @Test
    void aBaselineOfNothingIsNotDivided() {
        double[] zero = new double[24];
        assertThat(HistoryBaseline.of(
                        List.of(zero), 1, false, day(11, 130), new int[] {17}, new int[] {13}, Adjustment.RATIO))
                .containsExactly(0);
    }

    /** 60 kW from noon on, read every minute. */
    private static Register minutely(double fromMinutes, double toMinutes) {
        List<Point> points = new ArrayList<>();
        for (double m = fromMinutes; m <= toMinutes; m++) {
            points.add(new Point(at(m), 1_000 * m, true));
        }
        return new Register(points);
    }

    @Test
    void energyBetweenReadingsCloseToTheEdgesIsMeasured() {
        assertThat(minutely(-0.5, 31.5).between(at(0), at(30))).satisfies(energy -> {
            assertThat(energy.quality()).isEqualTo(Quality.MEASURED);
            assertThat(energy.kwh()).isCloseTo(30, within(1e-9));
        });
    }

    @Test
    void readingsFarApartOnlyEstimate() {
        Register sparse = new Register(List.of(new Point(at(-10), 0, true), new Point(at(20), 30_000, true)));
        assertThat(sparse.between(at(0), at(15))).isEqualTo(new Register.Energy(15, Quality.ESTIMATED));
    }

    @Test
    void whatNoReadingEndsIsMissingAndNeverAZero() {
        assertThat(minutely(0, 10).between(at(0), at(15)).quality()).isEqualTo(Quality.MISSING);
    }

    @Test
    void betweenTwoTransactionsNothingFlowsAndThatIsKnown() {
        Register register = new Register(List.of(
                new Point(at(0), 0, true),
                new Point(at(1), 1_000, true),
                new Point(at(2), 2_000, false),
                new Point(at(600), 2_000, true),
                new Point(at(601), 3_000, true)));
        assertThat(register.between(at(15), at(30))).isEqualTo(new Register.Energy(0, Quality.MEASURED));
        assertThat(register.between(at(0), at(15))).isEqualTo(new Register.Energy(2, Quality.MEASURED));
    }

    @Test
    void aRegisterThatRunsBackIsNotBelieved() {
        Register register = new Register(
                List.of(new Point(at(0), 5_000, true), new Point(at(1), 100, true), new Point(at(2), 6_000, true)));
        assertThat(register.between(at(0), at(2))).isEqualTo(new Register.Energy(1, Quality.ESTIMATED));
    }

    @Test
    void aDispatchIsAccountedForQuarterByQuarter() {
        var account = new DeliveryAccount(List.of(minutely(-20, 40)), (from, to) -> 10);
        List<Interval> intervals = account.dispatch(List.of(new Order(at(5), at(30), 70)), (from, to) -> 100, false);
        assertThat(intervals)
                .hasSize(2)
                .allSatisfy(i -> assertThat(i.shortfallKwh().orElseThrow()).isCloseTo(0, within(1e-9)));
        assertThat(intervals.get(0).deliveredKwh().orElseThrow()).isCloseTo(5, within(1e-9));
        assertThat(intervals.get(1).actualKwh().orElseThrow()).isCloseTo(17.5, within(1e-9));
        assertThat(account.meanBeforeKw(at(0))).isCloseTo(70, within(1e-9));
    }

    @Test
    void whatIsMissingHasACause() {
        var account = new DeliveryAccount(List.of(minutely(-1, 16)), (from, to) -> 0);
        List<Order> order = List.of(new Order(at(0), at(15), 40));
        assertThat(account.dispatch(order, (from, to) -> 80, false))
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.deliveredKwh().orElseThrow()).isCloseTo(5, within(1e-9));
                    assertThat(i.shortfallKwh().orElseThrow()).isCloseTo(5, within(1e-9));
                    assertThat(i.cause()).contains(Cause.VEHICLE);
                });
        assertThat(account.dispatch(order, (from, to) -> 80, true).get(0).cause())
                .contains(Cause.DEPARTURE_PROTECTED);
    }

    @Test
    void withoutMeterValuesTheShortfallIsUnknown() {
        var account = new DeliveryAccount(List.of(minutely(-1, 3)), (from, to) -> 0);
        assertThat(account.dispatch(List.of(new Order(at(0), at(15), 40)), (from, to) -> 80, false))
                .singleElement()
                .satisfies(i -> {
                    assertThat(i.quality()).isEqualTo(Quality.MISSING);
                    assertThat(Arrays.asList(i.actualKwh(), i.deliveredKwh(), i.shortfallKwh()))
                            .allMatch(v -> v.isEmpty());
                });
    }

    @Test
    void aLimitIsKeptByItsFirmServiceLevelWithoutABaseline() {
        var account = new DeliveryAccount(List.of(minutely(-1, 16)), (from, to) -> 0);
        assertThat(account.limit(List.of(new Order(at(0), at(15), 60))).get(0).cause())
                .isEmpty();
        Interval broken = account.limit(List.of(new Order(at(0), at(15), 40))).get(0);
        assertThat(broken.shortfallKwh().orElseThrow()).isCloseTo(5, within(1e-9));
        assertThat(broken.baselineKwh()).isEmpty();
        assertThat(broken.cause()).contains(Cause.VEHICLE);
    }
}
