package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.duty.Duty;
import energy.corridor.duty.VehicleId;
import energy.corridor.grid.request.GridSignal.SiteLimit;
import energy.corridor.grid.request.RequestRecord;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What people change from the page: the cost is shown first, nothing happens until it is confirmed, and the log tells of it afterwards. */
@QuarkusTest
@TestProfile(WebTestProfile.class)
class PageActionsTest extends PageStory {

    @Test
    void aBoostShowsItsCostBeforeAnythingChanges() {
        try (Browser browser = opened()) {
            String bus = openVehicle(browser, "waits");
            assertThat(browser.text("vehicle-panel .now-why")).matches("Now it (waits|charges): .+\\.");

            browser.click("vehicle-panel .actions .primary");
            browser.await("document.querySelector('vehicle-panel .brief') !== null");
            assertThat(browser.text("vehicle-panel .confirm"))
                    .contains(bus + " charges as soon as possible.")
                    .containsPattern("It (costs|saves) [\\d.,]+ EUR|It costs nothing")
                    .contains("miss");
            assertThat(boosted(bus)).as("nothing has changed yet").isFalse();
            browser.click("vehicle-panel .confirm .primary");
            browser.await("document.querySelector('session-menu dialog').open");
            assertThat(boosted(bus)).as("nobody has signed in yet").isFalse();
            signIn(browser, "operator", "day shift");
            browser.console(); // the browser itself tells of the 401
            browser.click("vehicle-panel .confirm .primary");
            browser.await("document.querySelector('vehicle-panel .done') !== null");
            assertThat(boosted(bus)).isTrue();

            browser.press(Keys.ESCAPE);
            browser.await("!document.querySelector('vehicle-panel dialog').open");
            depot.tick();
            browser.await("document.querySelector('#vehicles tr[data-key=\"%s\"]').textContent.includes('boost')"
                    .formatted(bus));
            assertThat(browser.console()).isEmpty();
        }
    }

    private boolean boosted(String bus) {
        return stay(bus, duty -> duty.readyBy().isPresent());
    }

    @Test
    void departureAndTargetChangeOnlyWhenTheirCostHasBeenSeenAndConfirmed() {
        Duty before = dutyOf("bus-05");
        try (Browser browser = opened()) {
            browser.click("#sign-in");
            signIn(browser, "operator", "day shift");
            openVehicle(browser, "bus-05");
            browser.set("vehicle-panel input[name=departure]", "2026-03-03T04:00");
            browser.type("vehicle-panel input[name=percent]", "75");
            browser.click("vehicle-panel form button");
            browser.await("document.querySelector('vehicle-panel .brief') !== null");
            assertThat(browser.text("vehicle-panel .confirm"))
                    .contains("bus-05 departs Tue 04:00 with 75 %.")
                    .containsPattern("It (costs|saves) [\\d.,]+ EUR|It costs nothing")
                    .contains("miss");
            assertThat(dutyOf("bus-05")).as("nothing has changed yet").isEqualTo(before);

            browser.click("vehicle-panel .confirm button:not(.primary)");
            browser.await("document.querySelector('vehicle-panel .confirm') === null");
            assertThat(dutyOf("bus-05")).as("cancelled").isEqualTo(before);

            browser.set("vehicle-panel input[name=departure]", "2026-03-03T04:00");
            browser.type("vehicle-panel input[name=percent]", "75");
            browser.click("vehicle-panel form button");
            browser.await("document.querySelector('vehicle-panel .brief') !== null");
            assertThat(browser.barriers()).isEmpty();
            browser.click("vehicle-panel .confirm .primary");
            browser.await("document.querySelector('vehicle-panel .done') !== null");
            assertThat(dutyOf("bus-05").departure()).isEqualTo("2026-03-03T03:00:00Z"); // 04:00 in Berlin
            assertThat(dutyOf("bus-05").requiredKwh()).isEqualTo(240); // of 320

            browser.press(Keys.ESCAPE);
            depot.tick();
            browser.await("/Tue 04:00/.test(document.querySelector('#vehicles tr[data-key=bus-05]').textContent)");
            assertThat(browser.text("#vehicles tr[data-key='bus-05']")).contains("needs 75 %");
            assertThat(browser.console()).isEmpty();
        } finally {
            depot.duties.replace(Set.of(new VehicleId("bus-05")), depot.instant(), List.of(before));
        }
    }

    @Test
    void aDepartureInThePastIsRefusedInWordsAndLocalTime() {
        Duty before = dutyOf("bus-06");
        try (Browser browser = opened()) {
            browser.click("#sign-in");
            signIn(browser, "operator", "day shift");
            openVehicle(browser, "bus-06");
            browser.set("vehicle-panel input[name=departure]", "2026-03-02T12:00");
            browser.click("vehicle-panel form button");
            browser.await("document.querySelector('vehicle-panel .problem') !== null");
            assertThat(browser.text("vehicle-panel .problem"))
                    .contains("The departure (12:00) is past; now it is")
                    .doesNotContain("Z)");
            assertThat(browser.enabled("vehicle-panel .confirm .primary"))
                    .as("what is refused cannot be confirmed")
                    .isFalse();
            assertThat(dutyOf("bus-06")).isEqualTo(before);
        }
    }

    private Duty dutyOf(String vehicle) {
        return depot.duties.of(new VehicleId(vehicle), depot.instant()).get(0);
    }

    @Test
    void whatIfComparesTwoPlansAndAppliesNothing() {
        int before = depot.grid.requests().all().size();
        try (Browser browser = opened()) {
            browser.view("what-if");
            browser.type("what-if input[name=percent]", "30");
            compare(browser);
            assertThat(browser.text("what-if .brief")).contains("because of it");
            assertThat(browser.text("what-if .misses"))
                    .as("on the depot's clock")
                    .containsPattern("from (Mon |Tue )?\\d\\d:\\d\\d to (Mon |Tue )?\\d\\d:\\d\\d")
                    .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\dT");
            assertThat(browser.evaluate("document.querySelectorAll('what-if figure svg').length"))
                    .isEqualTo(2L);
            for (String kind : List.of("stay", "more", "tariff")) {
                browser.click("what-if input[value=%s] + span".formatted(kind));
                browser.await("document.querySelector('what-if input[value=%s]').checked".formatted(kind));
                compare(browser);
                assertThat(browser.text("#answer-title"))
                        .containsAnyOf("leaves 60 minutes earlier", "10 more vehicles", "Another tariff");
            }
            assertThat(browser.barriers()).isEmpty();
            assertThat(depot.grid.requests().all()).as("nothing applied").hasSize(before);
            assertThat(browser.console()).isEmpty();
        }
    }

    /** Where the connection itself is full, "Try it" leads here. */
    @Test
    void aLargerConnectionIsTriedOut() {
        try (Browser browser = Browser.forTest(false)) {
            browser.visit(page + "/#/what-if/raised", 1440, 900);
            browser.await("document.querySelector('what-if input[name=kw]') !== null");
            compare(browser);
            assertThat(browser.text("#answer-title")).isEqualTo("The connection may draw 10 kW more");
            assertThat(browser.text("what-if")).contains("This is a study");
            assertThat(browser.console()).isEmpty();
        }
    }

    private static void compare(Browser browser) {
        Object last = browser.evaluate("document.querySelector('#answer-title')?.textContent ?? ''");
        browser.click("what-if form button");
        browser.await(
                "!['', '%s'].includes(document.querySelector('#answer-title')?.textContent ?? '')".formatted(last));
        assertThat(browser.text("what-if .sides")).contains("Cost", "Vehicles that miss", "Difference");
    }

    @Test
    void aWhatIfThatIsConfirmedBecomesARequestAndAnotherDepartureAndTheLogSaysWhoDidIt() {
        Duty before = dutyOf("bus-08");
        try (Browser browser = opened()) {
            browser.click("#sign-in");
            signIn(browser, "admin", "night shift");
            browser.view("what-if");
            browser.type("what-if input[name=percent]", "80");
            compare(browser);
            assertThat(own()).as("compared, not applied").isEmpty();
            assertThat(browser.text("what-if .actions")).startsWith("Apply: import at most 560 kW until");
            browser.click("what-if .actions button");
            browser.await("document.querySelector('what-if .done') !== null");
            assertThat(browser.text("what-if .done")).startsWith("Applied. Import at most 560 kW until");
            assertThat(own()).hasSize(1);
            assertThat(((SiteLimit) own().get(0).asked()).slots().get(0).kw()).isEqualTo(560);

            browser.click("what-if input[value=stay] + span");
            browser.await("document.querySelector('what-if select[name=vehicle]') !== null");
            browser.choose("what-if select[name=vehicle]", "bus-08");
            compare(browser);
            assertThat(dutyOf("bus-08")).as("compared, not applied").isEqualTo(before);
            browser.click("what-if .actions button");
            browser.await("document.querySelector('what-if .done') !== null");
            Instant earlier = before.departure().minus(Duration.ofHours(1));
            assertThat(dutyOf("bus-08").departure()).isEqualTo(earlier);

            browser.view("log");
            browser.await("document.querySelectorAll('#audit tbody tr').length >= 2");
            assertThat(browser.text("#audit tbody tr:nth-child(1)"))
                    .contains("admin", "stay of bus-08", "done")
                    .contains("departure Tue ");
            assertThat(browser.text("#audit tbody tr:nth-child(2)"))
                    .contains("admin", "new grid request", "done")
                    .contains("kw 560");
            assertThat(browser.barriers()).isEmpty();
            browser.picture(Path.of("target/page-log.png"));
            assertThat(browser.console()).isEmpty();
        } finally {
            own().forEach(r -> depot.grid
                    .requests()
                    .cancel(r.asked().id().id(), "It is no part of other stories.", depot.instant()));
            depot.duties.replace(Set.of(new VehicleId("bus-08")), depot.instant(), List.of(before));
        }
    }

    /** Limits that the page has asked for. */
    private List<RequestRecord> own() {
        return depot.grid.requests().all().stream()
                .filter(r -> r.key().startsWith("own-limit"))
                .filter(r -> !r.state().isOver())
                .toList();
    }

    @Test
    void onlyAnAdminSeesTheLogAndAWrongPasswordIsToldSo() {
        try (Browser browser = opened()) {
            assertThat(browser.text(".top nav")).doesNotContain("Log");
            browser.click("#sign-in");
            browser.type("session-menu input[name=name]", "admin");
            browser.type("session-menu input[name=password]", "guessed");
            browser.click("session-menu dialog .primary");
            browser.await("document.querySelector('session-menu .problem') !== null");
            assertThat(browser.text("session-menu .problem")).contains("password");
            browser.console(); // the browser itself tells of the 401
            signIn(browser, "admin", "night shift");
            browser.await("/Log/.test(document.querySelector('.top nav').textContent)");
            browser.view("log");
            browser.click("session-menu button");
            browser.await("document.querySelector('#sign-in') !== null");
            browser.await("!/Log/.test(document.querySelector('.top nav').textContent)");
            browser.await("document.querySelector('#audit') === null");
            assertThat(browser.console()).isEmpty();
        }
    }
}
