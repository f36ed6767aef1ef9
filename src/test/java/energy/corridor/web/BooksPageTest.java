package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.grid.delivery.DeliveryReport;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settlement and credits on the page: read, explained and downloaded. */
@QuarkusTest
@TestProfile(WebTestProfile.class)
class BooksPageTest extends PageStory {

    @BeforeEach
    void settled() {
        evening.play();
    }

    @Test
    void aStatementIsReadAndDownloaded() {
        try (Browser browser = opened()) {
            browser.view("settlement");
            browser.await("document.querySelector('#statement') !== null");
            assertThat(browser.text("#figure-to-pay")).contains("To pay", "20.40", "EUR");
            assertThat(browser.text("#figure-wh-LOAD")).contains("60.0", "kWh", "20.40 EUR");
            assertThat(browser.text("#figure-grade")).contains("100", "%");
            assertThat(browser.text("#statement tr[data-key='bay-01/1']")).contains("bay-01", "40.0", "13.60");
            assertThat(browser.text("#findings"))
                    .contains("bay-02", "quarantined", "rose faster than possible", "900000 Wh");
            String csv = get(browser, "a[download$='.csv']");
            assertThat(csv.lines().count()).isEqualTo(1 + 8);
            assertThat(csv).contains("KWP/bay-01/1/2026-03-02T18:00:00Z/LOAD/v1");
            assertThat(get(browser, "a[download$='.pdf']")).startsWith("%PDF-");

            browser.choose("select[name=period]", "last-month");
            browser.await("document.querySelector('#statement') === null");
            assertThat(browser.text("depot-settlement")).contains("Nothing was settled in this period.");
            browser.choose("select[name=period]", "today");
            browser.await("document.querySelector('#statement') !== null");
            browser.picture(Path.of("target/page-settlement.png"));
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void theLedgerTellsItsBookingsAndAddsUp() {
        try (Browser browser = opened()) {
            browser.view("settlement");
            browser.await("document.querySelector('#accounts') !== null");
            assertThat(browser.text("#accounts")).contains("party/depot-operator", "−20.40", "EUR");
            browser.evaluate(
                    "[...document.querySelectorAll('#accounts button')].find(b => b.textContent === 'party/depot-operator').click()");
            browser.await("document.querySelectorAll('#bookings tbody tr').length > 0");
            assertThat(browser.text("#bookings")).contains("market/depot");
            browser.click("ledger-accounts .tools button");
            browser.await("document.querySelector('#ledger-check').textContent.includes('add up to zero')");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void creditsShowReportsWithReasonsAndWhoHoldsWhat() {
        try (Browser browser = opened()) {
            browser.view("credits");
            assertThat(browser.text("#reports tr[data-key^='BC-']"))
                    .contains("accepted", "receipt R-", "60.0", "0.05889");
            assertThat(browser.text("#reports tr[data-key^='DE-']"))
                    .contains("draft")
                    .contains("is not published for 2026-03-02");
            assertThat(browser.text("#credit-accounts")).contains("bay-01", "0.02926", "bay-02", "0.01963");
            assertThat(browser.text("#transfers")).contains("T-1", "0.01000", "waits for bay-01 and refinery");
            assertThat(browser.text("#notices")).contains("bay-01", "not heard yet");
            assertThat(get(browser, "a[download='credit-accounts.csv']"))
                    .startsWith("holder,programme,credits")
                    .contains("bay-02/1,BC,0.01963");
            assertThat(get(browser, "#reports a[download^='BC-']")).contains("DEP01-001");
            browser.picture(Path.of("target/page-credits.png"));
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void whatWasDeliveredIsReadAgainstWhatWasOrderedQuarterByQuarter() {
        DeliveryReport report = DeliveredEvening.play(depot);
        try (Browser browser = Browser.forTest(true)) {
            browser.visit(page, 1440, 1080);
            browser.view("requests");
            browser.await("document.querySelector('#requests [aria-label*=evening-cap]') !== null");
            assertThat(browser.text("#requests tr[data-key='%s']".formatted(DeliveredEvening.ID)))
                    .contains("import at most 600 kW", "22:00 – 22:30", "failed")
                    .contains("%.1f kWh were imported above the limit.".formatted(report.shortfallKwh()))
                    .contains("%.0f short".formatted(report.shortfallKwh()));

            browser.click("#requests [aria-label*=evening-cap]");
            browser.await("document.querySelectorAll('#delivery tbody tr').length === 2");
            for (int quarter = 0; quarter < 2; quarter++) {
                DeliveryReport.Interval interval = report.intervals().get(quarter);
                assertThat(browser.text("#delivery tbody tr:nth-child(%d)".formatted(quarter + 1)))
                        .contains(
                                quarter == 0 ? "22:00" : "22:15",
                                "%.1f".formatted(interval.orderedKwh()),
                                "%.1f".formatted(interval.actualKwh().orElseThrow()),
                                "%.1f".formatted(interval.deliveredKwh().orElseThrow()),
                                "%.1f".formatted(interval.shortfallKwh().orElseThrow()));
            }
            assertThat(browser.text("#delivery tbody tr:first-child")).contains("a vehicle drew otherwise");
            assertThat(browser.barriers()).isEmpty();
            assertThat(get(browser, "delivery-panel a[download]").lines().count())
                    .isEqualTo(1 + 2);
            browser.picture(Path.of("target/page-delivery-desk-dark.png"));
            assertThat(browser.console()).isEmpty();
        }
    }

    /** What the browser would save. */
    private static String get(Browser browser, String link) {
        String address = (String) browser.evaluate("document.querySelector(\"%s\").href".formatted(link));
        return new String(
                RestAssured.given()
                        .urlEncodingEnabled(false)
                        .get(address)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asByteArray(),
                StandardCharsets.ISO_8859_1);
    }
}
