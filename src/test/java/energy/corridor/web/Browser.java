package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that looks at the page. As a program it takes a picture of a running service:
 * {@code Browser URL FILE.png [WIDTH HEIGHT [SECONDS to watch before]] [dark] [whole] [js:SCRIPT to
 * run first]}.
 */
final class Browser implements AutoCloseable {

    private static final List<Path> PROGRAMS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    /** Charts come after the numbers. */
    private static final String DRAWN =
            "[...document.querySelectorAll('corridor-chart, power-chart')].every((c) => c.querySelector('canvas'))";

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(Path program, boolean dark) {
        try {
            profile = Files.createTempDirectory("corridor-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        if (dark) {
            options.addArguments("--force-dark-mode", "--blink-settings=preferredColorScheme=0");
        }
        LoggingPreferences console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", console);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
    }

    /** Empty where no Chromium with its driver is installed. */
    static Optional<Browser> open(boolean dark) {
        return Files.isExecutable(DRIVER)
                ? PROGRAMS.stream().filter(Files::isExecutable).findFirst().map(p -> new Browser(p, dark))
                : Optional.empty();
    }

    /** In CI a browser must be there; elsewhere the test is skipped and says why. */
    static Browser forTest(boolean dark) {
        Optional<Browser> browser = open(dark);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(browser)
                    .as("CI needs Chromium: apt-get install chromium chromium-driver")
                    .isPresent();
        }
        Assumptions.assumeTrue(
                browser.isPresent(), "There is no Chromium with driver here: apt-get install chromium chromium-driver");
        return browser.orElseThrow();
    }

    /** Opens the page and waits until its numbers are live. Width and height of what is seen, CSS pixels; a phone's are possible. */
    void visit(String url, int width, int height) {
        size(width, height);
        driver.get(url);
        await("document.getElementById('connection')?.dataset.state === 'good'"
                + " && !document.querySelector('main .loading') && document.querySelector('.clock').textContent.trim() !== '–' && "
                + DRAWN);
    }

    private void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** A script that runs before those of every page that is opened from now on. */
    void beforeEveryPage(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Where the browser's own clock is. */
    void inZone(String zone) {
        driver.executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", zone));
    }

    /** What the browser counts about the page: seconds of its main thread's tasks, bytes of its heap, … */
    @SuppressWarnings("unchecked")
    Map<String, Double> metrics() {
        driver.executeCdpCommand("Performance.enable", Map.of());
        var list = (List<Map<String, Object>>) Objects.requireNonNull(
                driver.executeCdpCommand("Performance.getMetrics", Map.of()).get("metrics"));
        Map<String, Double> values = new HashMap<>();
        list.forEach(m -> values.put(String.valueOf(m.get("name")), Double.valueOf(String.valueOf(m.get("value")))));
        return values;
    }

    /** Follows a link of the page's navigation. */
    void view(String id) {
        driver.executeScript("location.hash = '#/' + arguments[0]", id);
        await(
                "document.querySelector('nav a[aria-current]').hash === '#/%s' && !document.querySelector('main .loading') && %s"
                        .formatted(id, DRAWN));
    }

    void click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
    }

    void type(String selector, String text) {
        WebElement field = driver.findElement(By.cssSelector(selector));
        field.clear();
        field.sendKeys(text);
    }

    /** For fields whose keys depend on the browser's language: times. */
    void set(String selector, String value) {
        driver.executeScript(
                "const field = document.querySelector(arguments[0]); field.value = arguments[1];"
                        + " field.dispatchEvent(new Event('change', { bubbles: true }))",
                selector,
                value);
    }

    boolean enabled(String selector) {
        return driver.findElement(By.cssSelector(selector)).isEnabled();
    }

    /** As if a person had chosen an option. */
    void choose(String selector, String value) {
        new Select(driver.findElement(By.cssSelector(selector))).selectByValue(value);
    }

    void press(CharSequence key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** @param condition JavaScript that becomes true */
    void await(String condition) {
        new WebDriverWait(driver, Duration.ofSeconds(40), Duration.ofMillis(100))
                .withMessage(() -> condition + " does not become true; the console says " + console())
                .until(d -> Boolean.TRUE.equals(driver.executeScript("return " + condition)));
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    Object evaluate(String expression) {
        Object value = driver.executeScript("return " + expression);
        return value == null ? "null" : value;
    }

    /** Warnings and errors of the console since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What the window shows, as a PNG. */
    void picture(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("The picture %s cannot be written.".formatted(file), e);
        }
    }

    /** Makes the window as high as the page. */
    void unroll() {
        long height = ((Number) evaluate("document.documentElement.scrollHeight")).longValue();
        long width = ((Number) evaluate("window.innerWidth")).longValue();
        size((int) width, (int) height);
    }

    /** What axe finds that is serious or worse, one line each. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Object found = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ['violations'] }).then(
                  (r) => done(r.violations.filter((v) => ['serious', 'critical'].includes(v.impact))
                    .map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')}`)),
                  (e) => done([String(e)]));
                """);
        return (List<String>) Objects.requireNonNull(found);
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<String> options = List.of(arguments);
        List<String> plain = options.stream()
                .filter(o -> !o.equals("dark") && !o.equals("whole") && !o.startsWith("js:"))
                .toList();
        List<String> scripts = options.stream().filter(o -> o.startsWith("js:")).toList();
        int width = plain.size() > 3 ? Integer.parseInt(plain.get(2)) : 1440;
        int height = plain.size() > 3 ? Integer.parseInt(plain.get(3)) : 1080;
        long watchSeconds = plain.size() > 4 ? Long.parseLong(plain.get(4)) : 0;
        try (Browser browser = open(options.contains("dark"))
                .orElseThrow(() -> new IllegalStateException("There is no Chromium with driver here."))) {
            browser.visit(plain.get(0), width, height);
            for (String script : scripts) {
                browser.driver.executeScript(script.substring("js:".length()));
            }
            Thread.sleep(Duration.ofSeconds(watchSeconds).toMillis());
            if (options.contains("whole")) {
                browser.unroll();
            }
            browser.picture(Path.of(plain.get(1)));
            browser.console().forEach(System.err::println);
        }
    }
}
