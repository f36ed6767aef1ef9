package energy.corridor.web;

import energy.corridor.duty.Duty;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;

/** A story on the page in a real browser, at 22:50 or later in the depot. */
abstract class PageStory {

    @Inject
    LivingDepot depot;

    @Inject
    SettledEvening evening;

    final String page = ConfigProvider.getConfig().getValue("test.url", String.class);

    @BeforeEach
    void night() {
        depot.runUntil(LivingDepot.NIGHT.plus(Duration.ofMinutes(10))); // bus-03 was expected at 22:48
    }

    /** The page on a desk. */
    Browser opened() {
        Browser browser = Browser.forTest(false);
        browser.visit(page, 1440, 900);
        return browser;
    }

    /** By the dialog that the page shows. */
    static void signIn(Browser browser, String name, String password) {
        browser.type("session-menu input[name=name]", name);
        browser.type("session-menu input[name=password]", password);
        browser.click("session-menu dialog .primary");
        browser.await("document.querySelector('.who')?.textContent.includes('%s')".formatted(name));
    }

    /** Opens the panel of the first vehicle of the board whose row says so. @return its name */
    static String openVehicle(Browser browser, String pattern) {
        String row = "[...document.querySelectorAll('#vehicles tbody tr')].find(r => /%s/.test(r.textContent))"
                .formatted(pattern);
        browser.await(row + " !== undefined");
        String vehicle = (String) browser.evaluate(row + ".dataset.key");
        browser.click("#vehicles tr[data-key='%s'] button".formatted(vehicle));
        browser.await("document.querySelector('vehicle-panel .now-why, vehicle-panel section .empty') !== null");
        return vehicle;
    }

    /** Whether somebody's present stay is so. */
    boolean stay(String vehicle, Predicate<Duty> so) {
        return depot.duties.after(depot.instant()).stream()
                .filter(d -> d.vehicle().value().equals(vehicle))
                .findFirst()
                .filter(so)
                .isPresent();
    }
}
