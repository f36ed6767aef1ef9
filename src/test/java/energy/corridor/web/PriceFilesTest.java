package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.corridor.grid.PricePoint;
import energy.corridor.grid.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFilesTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-02-01T23:00:00Z");

    private static String document(String series) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <Publication_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-3:publicationdocument:7:3">%s</Publication_MarketDocument>""".formatted(series);
    }

    private static String series(String curve, String resolution, String start, String end, String points) {
        return """
                <TimeSeries><currency_Unit.name>EUR</currency_Unit.name><price_Measure_Unit.name>MWH</price_Measure_Unit.name>
                <curveType>%s</curveType><Period><timeInterval><start>%s</start><end>%s</end></timeInterval>
                <resolution>%s</resolution>%s</Period></TimeSeries>""".formatted(curve, start, end, resolution, points);
    }

    private static String point(int position, String price) {
        return "<Point><position>%d</position><price.amount>%s</price.amount></Point>".formatted(position, price);
    }

    private static List<Double> prices(String xml) {
        return EntsoePrices.read(xml, 1).points().stream()
                .map(PricePoint::importEurPerKwh)
                .toList();
    }

    @Test
    void aMissingPositionOfCurveA03RepeatsTheOneBeforeUpToThePeriodsEnd() {
        String xml = document(
                series("A03", "PT15M", "2026-02-01T23:00Z", "2026-02-02T00:00Z", point(1, "50.0") + point(3, "-5.0")));
        assertThat(prices(xml)).containsExactly(0.05, 0.05, -0.005, -0.005);
        assertThat(EntsoePrices.read(xml, 1).points().get(2).from()).isEqualTo(MIDNIGHT.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aMissingPositionOfCurveA01IsAGapAndIsNamed() {
        String xml = document(
                series("A01", "PT60M", "2026-02-01T23:00Z", "2026-02-02T02:00Z", point(1, "50") + point(3, "40")));
        PriceFile file = EntsoePrices.read(xml, 1);
        assertThat(file.points()).hasSize(2);
        assertThat(file.warnings())
                .containsExactly(
                        "There is no price from 2026-02-02T00:00:00Z to 2026-02-02T01:00:00Z; the one before holds on.");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-28T23:00Z, 2026-03-29T22:00Z, 23",
        "2026-10-24T22:00Z, 2026-10-25T23:00Z, 25",
        "2026-02-01T23:00Z, 2026-02-02T23:00Z, 24"
    })
    void theDaysOnWhichClocksChangeHave23And25Hours(String start, String end, int hours) {
        String points =
                IntStream.rangeClosed(1, hours).mapToObj(i -> point(i, "" + i)).collect(Collectors.joining());
        assertThat(prices(document(series("A01", "PT60M", start, end, points)))).hasSize(hours);
    }

    @Test
    void ofSeveralAuctionsTheOneAskedForCounts() {
        String first = series("A03", "PT60M", "2026-02-01T23:00Z", "2026-02-02T00:00Z", point(1, "10"));
        String second = first.replace("10<", "20<")
                .replace(
                        "<curveType>",
                        "<classificationSequence_AttributeInstanceComponent.position>2</classificationSequence_AttributeInstanceComponent.position><curveType>");
        assertThat(prices(document(first + second))).containsExactly(0.01);
        assertThat(EntsoePrices.read(document(first + second), 2).points())
                .extracting(PricePoint::importEurPerKwh)
                .containsExactly(0.02);
    }

    @Test
    void whatIsNoPriceDocumentIsRefusedInASentence() {
        String whole = series("A03", "PT60M", "2026-02-01T23:00Z", "2026-02-02T00:00Z", point(1, "10"));
        refused("<a/>", "The document is a a.");
        refused("<a>", "line 1, column");
        refused("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "DOCTYPE is disallowed");
        refused(
                "<Acknowledgement_MarketDocument><Reason><text>No matching data</text></Reason></Acknowledgement_MarketDocument>",
                "without prices: No matching data");
        refused(document(whole.replace("MWH", "KWH")), "The price_Measure_Unit.name \"KWH\" must be MWH.");
        refused(document(whole.replace("PT60M", "P1D")), "The resolution \"P1D\" must be");
        refused(document(whole.replace("2026-02-02T00:00Z", "2026-02-02T00:30Z")), "is no whole number of PT1H");
        refused(document(whole.replace("<position>1<", "<position>2<")), "Position 2 of the period");
        refused(document(whole.replace("10<", "ten<")), "The price.amount \"ten\" must be a number.");
        refused(document(""), "There is no TimeSeries of sequence 1 with prices.");
    }

    private static void refused(String xml, String sentence) {
        assertThatThrownBy(() -> EntsoePrices.read(xml, 1))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aTableMayHaveSemicolonsADecimalCommaAndAByteOrderMark() {
        PriceFile file = PriceCsv.read("""
                \uFEFFStart;Price;Unit;End
                2026-02-02T00:00:00+01:00;50,5;MWh;2026-02-02T01:00:00+01:00
                2026-02-02T02:00:00+01:00;-5;MWh;2026-02-02T03:00:00+01:00
                """);
        assertThat(file.points())
                .containsExactly(
                        new PricePoint(MIDNIGHT, 0.0505, 0),
                        new PricePoint(MIDNIGHT.plus(Duration.ofHours(2)), -0.005, 0));
        assertThat(file.warnings())
                .containsExactly(
                        "There is no price from 2026-02-02T00:00:00Z to 2026-02-02T01:00:00Z; the one before holds on.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        from,price@2026-02-02T00:00Z,1                                        | Line 1: the column "from" is not known.
        start@2026-02-02T00:00Z                                               | Line 1: a column start or price is missing.
        start,price@2026-02-02T00:00,1                                        | Line 2 has the start "2026-02-02T00:00"; it must be an ISO 8601 time
        start,price@2026-02-02T00:00Z,dear                                    | Line 2 has the price "dear"; it must be a number.
        start,price,currency@2026-02-02T00:00Z,1,USD                          | Line 2 has the currency "USD"; it must be EUR.
        start,price,unit@2026-02-02T00:00Z,1,MW                               | Line 2 has the unit "MW"; it must be kWh or MWh.
        start,price@2026-02-02T00:00Z,1@2026-02-02T01:00+01:00,2              | Line 3 has the start 2026-02-02T00:00:00Z a second time.
        start,price@2026-02-02T00:00Z                                         | Line 2 has 1 cells, the header 2.
        start,price@                                                          | The table has no prices.
        """)
    void aTableThatCannotBeIsRefusedByLine(String table, String sentence) {
        assertThatThrownBy(() -> PriceCsv.read(table.replace('@', '\n')))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void newerPricesTakeThePlaceOfOlderOnesIntervalByIntervalAndTheLastHoldsOn() {
        Instant ten = MIDNIGHT.plus(Duration.ofHours(10));
        Site site = new Site(
                100, 0, List.of(), 0, List.of(hour(0, 0.1), hour(1, 0.2), hour(2, 0.3), hour(3, 0.4)), List.of());
        Site merged = site.withPrices(List.of(hour(1, 0.9), hour(2, 0.8)));
        assertThat(merged.prices()).containsExactly(hour(0, 0.1), hour(1, 0.9), hour(2, 0.8), hour(3, 0.4));
        assertThat(merged.pricesKnownUntil()).contains(MIDNIGHT.plus(Duration.ofHours(4)));
        assertThat(merged.pricesKnownUntil().orElseThrow()).isBefore(ten);
        assertThat(site.withPrices(List.of(hour(0, 0.5))).prices()).hasSize(4);
    }

    private static PricePoint hour(int hour, double eur) {
        return new PricePoint(MIDNIGHT.plus(Duration.ofHours(hour)), eur, 0);
    }
}
