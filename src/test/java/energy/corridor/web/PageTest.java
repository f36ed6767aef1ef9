package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import energy.corridor.dispatch.Quarantine;
import energy.corridor.grid.frequency.DailyWindow;
import energy.corridor.grid.frequency.Droop;
import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.grid.request.GridSignal;
import energy.corridor.grid.request.SignalId;
import energy.corridor.grid.request.Slot;
import energy.corridor.telemetry.EvseId;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page as a person sees it, in a real browser, at 22:40 in the depot. */
@QuarkusTest
@TestProfile(WebTestProfile.class)
class PageTest extends PageStory {

    private static final List<String> VIEWS =
            List.of("tonight", "power", "what-if", "stations", "requests", "settlement", "credits");

    @Test
    void thePageShowsTheDepotAndFollowsIt() {
        try (Browser browser = opened()) {

            DepotSnapshot now = depot.newest().orElseThrow();
            assertThat(browser.text(".clock")).matches("(Mon|Tue) \\d Mar 2026 \\d\\d:\\d\\d:\\d\\d Europe/Berlin");
            assertThat(clock(browser)).isAfterOrEqualTo(now.now());
            assertThat(browser.text("#speed")).isEqualTo("60× speed");
            assertThat(browser.text("#connection")).isEqualTo("live");
            assertThat(browser.text(".verdict"))
                    .contains("will not be ready.")
                    .contains("bus-18 misses")
                    .contains("even 120 kW until departure");
            assertThat(browser.text("#figure-sum b").replace(",", ""))
                    .isEqualTo(Long.toString(Math.round(now.present().sumKwh())));
            assertThat(browser.text("#figure-vehicles"))
                    .contains(now.present().pluggedIn() + " of 20")
                    .contains("of 20 EVSEs connected");
            assertThat(browser.text("#figure-price")).contains("0.190").contains("EUR/kWh");
            assertThat(browser.text("#vehicles tbody tr:first-child"))
                    .contains("00:20")
                    .contains("bus-18")
                    .contains("misses")
                    .contains("kWh short");
            assertThat(browser.text("#vehicles tr[data-key='bus-03']"))
                    .contains("doubtful")
                    .contains("expected, but not plugged in");
            assertThat(browser.evaluate("document.querySelectorAll('#vehicles tbody tr').length"))
                    .isEqualTo(20L);

            depot.tick();
            depot.tick();
            String sum = "%,d"
                    .formatted(Math.round(depot.newest().orElseThrow().present().sumKwh()));
            browser.await("document.querySelector('#figure-sum b').textContent === '%s'".formatted(sum));
            browser.await("new Date(document.getElementById('clock-time').dateTime) >= new Date('%s')"
                    .formatted(depot.instant()));

            browser.picture(Path.of(System.getProperty("corridor.page.picture", "target/page.png")));
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void theOtherViewsShowStationsRequestsAndPower() {
        try (Browser browser = opened()) {
            browser.view("stations");
            assertThat(browser.text("#stations tr[data-key='bay-03/1']"))
                    .contains("offline")
                    .contains("last message 22:20");
            assertThat(browser.text("#stations tr[data-key='bay-18/1']"))
                    .contains("online", metered("bay-18"), "follows");
            browser.view("requests");
            assertThat(browser.text("#requests"))
                    .contains("import at most 450 kW")
                    .contains("It begins at Tue 00:00.")
                    .contains("keep 3,900–5,600 kWh");
            browser.view("power");
            assertThat(browser.text("#figure-peak")).contains("412 kW").contains("6.50 EUR per kW");
            assertThat(browser.text("power-chart .readout")).contains("site", "other loads", "connection", "price");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void theWhyPanelSaysWhatMoreOfTheLimitWouldSave() {
        try (Browser browser = opened()) {
            openVehicle(browser, "feeder-south is full");
            assertThat(browser.text("vehicle-panel .now-why")).contains("Now it waits: feeder-south is full");
            assertThat(browser.text("vehicle-panel .worth"))
                    .as("0.5125 EUR/kW in each of eight quarters")
                    .matches("10 kW more at feeder-south would save about 41\\.00 EUR by (Tue )?\\d\\d:\\d\\d\\.");
            assertThat(browser.text(".verdict")).contains("10 kW more at feeder-south would save about 41.00 EUR");
            browser.press(Keys.ESCAPE);
            browser.view("power");
            assertThat(browser.text("depot-power")).contains("What limits cost", "feeder-south", "41.00 EUR");
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void aStationInQuarantineComesFirstAndSaysWhyAndWhatIsKeptFreeForIt() {
        String since = "%tR".formatted(depot.instant().atZone(ZoneId.of("Europe/Berlin")));
        depot.quarantined = List.of(new Quarantine(
                EvseId.of("bay-11", 1),
                depot.instant(),
                Quarantine.Cause.DISOBEYS,
                118,
                "It draws 118.0 kW where it accepted 60.0 kW."));
        depot.tick();
        try (Browser browser = opened()) {
            browser.view("stations");
            assertThat(browser.text("depot-stations .lead"))
                    .contains("20 EVSEs: 18 connected, 2 offline, 0 with a fault")
                    .contains("1 in quarantine, for which 118 kW are kept free");
            assertThat(browser.text("#stations tbody tr:first-child"))
                    .contains("bay-11", "in quarantine since " + since)
                    .contains("It draws 118.0 kW where it accepted 60.0 kW. 118 kW are kept free for it.");
            browser.type("depot-stations input[type=search]", "bay-1");
            browser.await("document.querySelectorAll('#stations tbody tr').length === 10");

            depot.quarantined = List.of();
            depot.tick();
            browser.await("!/quarantine/.test(document.querySelector('depot-stations').textContent)");
            assertThat(browser.console()).isEmpty();
        } finally {
            depot.quarantined = List.of();
        }
    }

    @Test
    void theFrequencyIsShownWhereAResponseIsSetUpAndOnlyThere() {
        try (Browser browser = opened()) {
            browser.view("power");
            assertThat(browser.text("depot-power")).doesNotContain("Frequency");
            var control = new FrequencyControl(new FrequencyControl.Settings(
                    new Droop(50, 0.01, 0.2, 100, 80),
                    Duration.ofMinutes(15),
                    Duration.ofMinutes(5),
                    DailyWindow.always()));
            depot.frequency = control;
            control.measured(49.9, depot.instant(), depot.instant());
            depot.tick();
            browser.await("document.querySelector('#frequency') !== null");
            assertThat(browser.text("#frequency"))
                    .contains("follows", "At 49.900 Hz the import is to be 50.0 kW less.")
                    .contains("49.900 Hz", "\u221250.0 kW", "\u221290.0 to +70.0 kW");
            assertThat(browser.barriers()).isEmpty();
            assertThat(browser.console()).isEmpty();
        } finally {
            depot.frequency = FrequencyControl.off();
            depot.tick();
        }
    }

    /** As the page writes it. */
    private String metered(String station) {
        double kw = depot.newest()
                .orElseThrow()
                .fleet()
                .evse(EvseId.of(station, 1))
                .orElseThrow()
                .powerKw()
                .orElseThrow();
        return kw < 99.95 ? "%.1f".formatted(kw) : "%.0f".formatted(kw);
    }

    private static Instant chosen(Browser browser) {
        return Instant.ofEpochSecond(
                ((Number) browser.evaluate("document.querySelector('corridor-chart')._at")).longValue());
    }

    @Test
    void theChartIsReadByKeyboardAndTellsWhichVehiclesMakeTheBounds() {
        try (Browser browser = opened()) {
            browser.await("document.querySelector('corridor-chart canvas') !== null");
            browser.evaluate("document.querySelector('corridor-chart .chart').focus()");
            for (int i = 0; i < 12; i++) {
                browser.press(Keys.ARROW_RIGHT);
            }
            browser.await("document.querySelector('corridor-chart .readout .at dt').textContent === 'at'");
            String at = browser.text("corridor-chart .readout .at dd");
            assertThat(Duration.between(depot.instant(), chosen(browser)))
                    .isBetween(Duration.ofMinutes(160), Duration.ofMinutes(190));
            browser.press(Keys.ENTER);
            browser.await("document.querySelectorAll('instant-panel tbody tr').length > 0");
            assertThat(browser.text("instant-panel h2")).isEqualTo("The bounds at " + at);
            assertThat(browser.console()).isEmpty();
        }
    }

    /** Clocks in Berlin go from 02:00 to 03:00 on 29 March 2026 and from 03:00 back to 02:00 on 25 October. */
    @Test
    void daysOf23And25HoursAreRightWhereverTheBrowserIs() {
        try (Browser browser = Browser.forTest(false)) {
            browser.inZone("America/Los_Angeles");
            browser.visit(page, 1440, 900);
            assertThat(browser.text(".clock")).contains("Europe/Berlin");
            assertThat(inFormat(browser, "[f.time('2026-03-02T21:50Z'), f.clock('2026-03-02T23:20Z')]"))
                    .isEqualTo(List.of("22:50", "Tue 3 Mar 2026 00:20:00"));
            assertThat(inFormat(
                            browser,
                            "[f.time('2026-10-25T00:30Z'), f.time('2026-10-25T01:30Z'), f.time('2026-10-25T02:30Z')]"))
                    .as("an hour that clocks show twice")
                    .isEqualTo(List.of("02:30 CEST", "02:30 CET", "03:30"));
            assertThat(inFormat(browser, "[f.time('2026-03-29T00:59Z'), f.time('2026-03-29T01:00Z')]"))
                    .as("an hour that they leave out")
                    .isEqualTo(List.of("01:59", "03:00"));
            assertThat(
                            inFormat(
                                    browser,
                                    "[f.fromLocalInput('2026-03-29T02:30'), f.fromLocalInput('2026-10-25T02:30').toISOString()]"))
                    .as("never, and the first of two")
                    .isEqualTo(Arrays.asList(null, "2026-10-25T00:30:00.000Z"));
            assertThat(
                            inFormat(
                                    browser,
                                    "['2026-03-29', '2026-10-25', '2026-10-26'].map((d) => (f.dayStart(d, 1) - f.dayStart(d, 0)) / 3600e3)"))
                    .as("hours of the days")
                    .isEqualTo(List.of(23L, 25L, 24L));
            assertThat(
                            inFormat(
                                    browser,
                                    "['2026-03', '2026-10', '2026-12'].map((m) => (f.monthStart(m, 1) - f.monthStart(m, 0)) / 3600e3)"))
                    .as("hours of the months")
                    .isEqualTo(List.of(31L * 24 - 1, 31L * 24 + 1, 31L * 24));
        }
    }

    private static Object inFormat(Browser browser, String expression) {
        return browser.evaluate("import('/page/format.js').then((f) => %s)".formatted(expression));
    }

    @Test
    void aReserveLeavesACoreOfTheCorridor() {
        depot.grid
                .requests()
                .impose(
                        new GridSignal.Reserve(
                                SignalId.ofDepot("reserve-up"),
                                true,
                                List.of(new Slot(
                                        Instant.parse("2026-03-03T01:00:00Z"),
                                        Instant.parse("2026-03-03T02:00:00Z"),
                                        200)),
                                60,
                                0,
                                true),
                        "It is part of the story.",
                        LivingDepot.BEGIN);
        depot.tick();
        try (Browser browser = opened()) {
            Number kept = (Number)
                    browser.evaluate("(() => { const c = document.querySelector('corridor-page').state.corridor;"
                            + " const k = Math.round((Date.parse('2026-03-03T01:30:00Z') - Date.parse(c.start)) / 1000 / c.stepSeconds);"
                            + " return c.coreLowerKwh[k] - Math.max(c.lowerKwh[k], 3900); })()");
            assertThat(kept.doubleValue()).as("200 kW for an hour").isCloseTo(200, within(1e-6));
            assertThat(browser.text("corridor-chart .readout")).contains("core, most", "core, least");
            assertThat(browser.console()).isEmpty();
        } finally {
            depot.grid.requests().cancel("reserve-up", "It is no part of other stories.", depot.instant());
        }
    }

    @Test
    void aLostConnectionIsSeenWithinSecondsAndComesBack() throws Exception {
        try (CuttableWire wire = new CuttableWire(URI.create(page).getPort());
                Browser browser = Browser.forTest(false)) {
            browser.visit("http://localhost:%d/".formatted(wire.port()), 1440, 1000);

            wire.cut();
            browser.await("document.getElementById('connection').textContent === 'connection lost'");
            assertThat(browser.text("#notice"))
                    .startsWith("No connection to the service since")
                    .endsWith("and is old.");
            wire.mend();
            browser.await("document.getElementById('connection').textContent === 'live'");
            assertThat(browser.evaluate("document.getElementById('notice').hidden"))
                    .isEqualTo(true);

            wire.silence(); // open, but nothing comes through
            browser.await("document.getElementById('connection').textContent === 'connection lost'");
            wire.mend();
            browser.await("document.getElementById('connection').textContent === 'live'");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyViewFitsDeskAndPhoneAndIsFreeOfBarriersInLightAndDark(boolean dark) {
        try (Browser browser = Browser.forTest(dark)) {
            walk(browser, 1440, 900, dark ? "desk-dark" : "desk-light");
            walk(browser, 390, 844, dark ? "phone-dark" : "phone-light");
            assertThat(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                    .isEqualTo(dark);
        }
    }

    private void walk(Browser browser, int width, int height, String name) {
        evening.play();
        browser.visit(page, width, height);
        for (String view : VIEWS) {
            browser.view(view);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("nothing sticks out of " + view)
                    .isEqualTo(true);
            assertThat(browser.barriers()).as(view).isEmpty();
            browser.picture(Path.of("target/page-%s-%s.png".formatted(view, name)));
        }
        browser.view("tonight");
        browser.click("#vehicles tbody tr:nth-child(2) button");
        browser.await(
                "document.querySelector('vehicle-panel .why, vehicle-panel .now-why, vehicle-panel section .empty') !== null");
        assertThat(browser.barriers()).as("vehicle panel").isEmpty();
        browser.picture(Path.of("target/page-vehicle-%s.png".formatted(name)));
        assertThat(browser.console()).isEmpty();
    }

    /** The page's clock, which runs on at the depot's speed between two snapshots. */
    private static Instant clock(Browser browser) {
        return Instant.parse((String) browser.evaluate("document.getElementById('clock-time').dateTime"));
    }
}
