package energy.corridor.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that looks at the page. As a program it takes a picture of a running service:
 * {@code Browser URL FILE.png [WIDTH HEIGHT [SECONDS to watch before]] [dark] [whole]}.
 */
final class Browser implements AutoCloseable {

    private static final List<Path> PROGRAMS = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

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

    /** Opens the page and waits until its numbers are live. */
    void visit(String url, int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.get(url);
        await("document.getElementById('connection').dataset.state === 'good'"
                + " && document.querySelectorAll('#vehicles tbody tr').length > 0"
                + " && document.querySelectorAll('.chart canvas').length === 2");
    }

    /** @param condition JavaScript that becomes true */
    void await(String condition) {
        new WebDriverWait(driver, Duration.ofSeconds(20), Duration.ofMillis(100))
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
        long inner = ((Number) evaluate("window.innerHeight")).longValue();
        Dimension size = driver.manage().window().getSize();
        driver.manage().window().setSize(new Dimension(size.width, (int) (height + size.height - inner)));
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
                .filter(o -> !o.equals("dark") && !o.equals("whole"))
                .toList();
        int width = plain.size() > 3 ? Integer.parseInt(plain.get(2)) : 1440;
        int height = plain.size() > 3 ? Integer.parseInt(plain.get(3)) : 1080;
        long watchSeconds = plain.size() > 4 ? Long.parseLong(plain.get(4)) : 0;
        try (Browser browser = open(options.contains("dark"))
                .orElseThrow(() -> new IllegalStateException("There is no Chromium with driver here."))) {
            browser.visit(plain.get(0), width, height);
            Thread.sleep(Duration.ofSeconds(watchSeconds).toMillis());
            if (options.contains("whole")) {
                browser.unroll();
            }
            browser.picture(Path.of(plain.get(1)));
            browser.console().forEach(System.err::println);
        }
    }
}
