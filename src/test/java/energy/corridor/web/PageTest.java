package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as a person sees it, in a real browser, at 22:40 in the depot. */
@QuarkusTest
@TestProfile(WebTestProfile.class)
class PageTest {

    @Inject
    LivingDepot depot;

    private final String page = ConfigProvider.getConfig().getValue("test.url", String.class);

    @BeforeEach
    void night() {
        depot.runUntil(LivingDepot.NIGHT);
    }

    @Test
    void thePageShowsTheDepotAndFollowsIt() {
        try (Browser browser = Browser.forTest(false)) {
            browser.visit(page, 1440, 1000);

            DepotSnapshot now = depot.newest().orElseThrow();
            assertThat(browser.text("#clock")).matches("(Mon|Tue) \\d Mar 2026 \\d\\d:\\d\\d:\\d\\d Europe/Berlin");
            assertThat(clock(browser)).isAfterOrEqualTo(now.now());
            assertThat(browser.text("#speed")).isEqualTo("60× speed");
            assertThat(browser.text("#connection")).isEqualTo("live");
            assertThat(browser.text("#figure-sum b").replace(",", ""))
                    .isEqualTo(Long.toString(Math.round(now.present().sumKwh())));
            assertThat(browser.text("#figure-vehicles"))
                    .contains(now.present().pluggedIn() + " of 20")
                    .contains("of 20 EVSEs connected");
            assertThat(browser.text("#figure-price")).contains("0.190").contains("EUR/kWh");
            assertThat(browser.text("#vehicles tbody tr:first-child"))
                    .contains("bus-18")
                    .contains("at risk")
                    .contains("kWh short");
            assertThat(browser.text("#stations tr[data-key='bay-03/1']"))
                    .contains("offline")
                    .contains("last seen 22:20");
            assertThat(browser.text("#requests"))
                    .contains("import at most 450 kW")
                    .contains("keep 3,900–5,600 kWh");
            assertThat(browser.evaluate("document.querySelectorAll('#vehicles tbody tr').length"))
                    .isEqualTo(20L);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as("nothing sticks out")
                    .isEqualTo(true);

            depot.tick();
            depot.tick();
            String sum = "%,d"
                    .formatted(Math.round(depot.newest().orElseThrow().present().sumKwh()));
            browser.await("document.querySelector('#figure-sum b').textContent === '%s'".formatted(sum));
            browser.await("new Date(document.getElementById('clock-time').dateTime) >= new Date('%s')"
                    .formatted(depot.instant()));

            browser.unroll();
            browser.picture(Path.of("target/page.png"));
            assertThat(browser.console()).isEmpty();
        }
    }

    @Test
    void aLostConnectionIsSeenWithinSecondsAndComesBack() throws Exception {
        try (CuttableWire wire = new CuttableWire(URI.create(page).getPort());
                Browser browser = Browser.forTest(false)) {
            browser.visit("http://localhost:%d/".formatted(wire.port()), 1440, 1000);

            wire.cut();
            browser.await("document.getElementById('connection').textContent === 'connection lost'");
            assertThat(browser.text("#notice")).startsWith("No connection to the service since");
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

    @Test
    void thePageFitsAPhoneInTheDark() {
        try (Browser browser = Browser.forTest(true)) {
            browser.visit(page, 500, 900);
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                    .isEqualTo(true);
            browser.unroll();
            browser.picture(Path.of("target/page-phone-dark.png"));
            assertThat(browser.console()).isEmpty();
        }
    }

    /** The page's clock, which runs on at the depot's speed between two snapshots. */
    private static Instant clock(Browser browser) {
        return Instant.parse((String) browser.evaluate("document.getElementById('clock-time').dateTime"));
    }
}
