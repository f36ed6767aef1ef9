package energy.corridor.web;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * How the page bears a large depot: 1,000 vehicles, ten cycles a second, in a real browser over a wire that counts. Prints, per view, how
 * much of the time the page's main thread works, its tasks above 50 ms and what they block, the bytes that come a minute; and how soon the
 * first numbers are seen.
 */
@QuarkusTest
@TestProfile(WebTestProfile.class)
class PageBench {

    private static final int SECONDS = Integer.getInteger("corridor.bench.seconds", 60);
    private static final Duration CYCLE = Duration.ofMillis(100);
    private static final int OPENED = 5;

    @Inject
    LivingDepot depot;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final AtomicLong cycles = new AtomicLong();
    private volatile long depotCpuNanos;

    @Test
    void aThousandVehiclesTenTimesASecond() throws Exception {
        while (depot.instant().isBefore(LivingDepot.NIGHT)) {
            depot.tick(Duration.ofMinutes(5));
        }
        int port = URI.create(ConfigProvider.getConfig().getValue("test.url", String.class))
                .getPort();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (CuttableWire wire = new CuttableWire(port)) {
            String page = "http://localhost:%d/".formatted(wire.port());
            System.out.printf(
                    "The first opening of all, with a service that has answered nobody yet: %s%n", opened(page));
            double[] still = firstNumbers(page);
            clock.scheduleAtFixedRate(this::cycle, 0, CYCLE.toMillis(), TimeUnit.MILLISECONDS);
            double[] busy = firstNumbers(page);
            System.out.printf(
                    "%d vehicles. First numbers seen after, s: depot at rest %s, at ten cycles a second %s (median of %d: %.2f, %.2f)%n",
                    depot.newest().orElseThrow().fleet().vehicles().size(),
                    text(still),
                    text(busy),
                    OPENED,
                    still[OPENED / 2],
                    busy[OPENED / 2]);
            System.out.println(
                    "| view | cycles/s | updates/s | main thread busy | tasks > 50 ms | they block | longest | MB/min | heap | depot, CPU ms/cycle | service, CPU ms/cycle |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
            for (String view : new String[] {"tonight", "power", "stations"}) {
                watch(page, wire, view);
            }
        } finally {
            clock.shutdownNow();
        }
    }

    private void cycle() {
        try {
            depot.tick(CYCLE.multipliedBy(60)); // the demo's speed
            cycles.incrementAndGet();
            depotCpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        } catch (RuntimeException e) {
            e.printStackTrace();
        }
    }

    /** Sorted. */
    private static double[] firstNumbers(String page) {
        double[] seconds = new double[OPENED];
        for (int i = 0; i < OPENED; i++) {
            seconds[i] = opened(page).firstNumbers();
        }
        Arrays.sort(seconds);
        return seconds;
    }

    /** When what was there, s after the address was entered. */
    private record Opening(double html, double modules, double cycle, double firstNumbers, double charts) {}

    private static Opening opened(String page) {
        try (Browser browser = Browser.forTest(false)) {
            browser.beforeEveryPage("""
                    new MutationObserver((changes, observer) => {
                      if (!document.querySelector('#figure-sum b') || !document.querySelector('#vehicles tbody tr')) return;
                      observer.disconnect();
                      window.modulesAt = Math.max(...performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.js')).map((r) => r.responseEnd));
                      requestAnimationFrame(() => setTimeout(() => { window.firstNumbers = performance.now(); }));
                    }).observe(document, { childList: true, subtree: true });
                    new MutationObserver((changes, observer) => {
                      if (!document.querySelector('corridor-chart canvas')) return;
                      observer.disconnect();
                      requestAnimationFrame(() => setTimeout(() => { window.chartsAt = performance.now(); }));
                    }).observe(document, { childList: true, subtree: true });
                    const First = EventSource;
                    window.EventSource = class extends First {
                      constructor(url) { super(url); this.addEventListener('cycle', () => { window.cycleAt = performance.now(); }, { once: true }); }
                    };
                    """);
            browser.visit(page, 1440, 900);
            browser.await("window.firstNumbers > 0 && window.chartsAt > 0");
            return new Opening(
                    seconds(browser, "performance.getEntriesByType('navigation')[0].responseEnd"),
                    seconds(browser, "modulesAt"),
                    seconds(browser, "cycleAt"),
                    seconds(browser, "firstNumbers"),
                    seconds(browser, "chartsAt"));
        }
    }

    private static double seconds(Browser browser, String milliseconds) {
        return Math.round(((Number) browser.evaluate(milliseconds)).doubleValue()) / 1000.0;
    }

    private static String text(double[] seconds) {
        return "%.2f to %.2f".formatted(seconds[0], seconds[seconds.length - 1]);
    }

    private void watch(String page, CuttableWire wire, String view) throws InterruptedException {
        try (Browser browser = Browser.forTest(false)) {
            browser.beforeEveryPage("""
                    window.longTasks = [];
                    new PerformanceObserver((list) => list.getEntries().forEach((e) => longTasks.push(e.duration)))
                      .observe({ type: 'longtask' });
                    window.updates = 0;
                    const Stream = EventSource;
                    window.EventSource = class extends Stream {
                      constructor(url) { super(url); this.addEventListener('change', () => { updates++; }); }
                    };
                    """);
            browser.visit(page, 1440, 900);
            browser.view(view);
            Thread.sleep(3_000); // the past is read once
            browser.evaluate("longTasks.splice(0).length + (updates = 0)");
            Map<String, Double> before = browser.metrics();
            long bytes = wire.carried();
            long played = cycles.get();
            long depotCpu = depotCpuNanos;
            long cpu = PROCESS.getProcessCpuTime();
            long begin = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(SECONDS).toMillis());
            double took = (System.nanoTime() - begin) / 1e9;
            double perMinute = (wire.carried() - bytes) / took * 60 / 1e6;
            long done = cycles.get() - played;
            double depotMs = (depotCpuNanos - depotCpu) / 1e6 / done;
            double serviceMs = (PROCESS.getProcessCpuTime() - cpu) / 1e6 / done - depotMs;
            double updates = ((Number) browser.evaluate("updates")).doubleValue() / took;
            Map<String, Double> after = browser.metrics();
            double tasks = ((Number) browser.evaluate("longTasks.length")).doubleValue();
            double blocked = ((Number) browser.evaluate("longTasks.reduce((s, d) => s + d - 50, 0)")).doubleValue();
            double longest = ((Number) browser.evaluate("Math.max(0, ...longTasks)")).doubleValue();
            System.out.printf(
                    "| %s | %.1f | %.1f | %.0f %% | %.0f | %.0f ms/min | %.0f ms | %.1f | %.0f MB | %.0f | %.0f |%n",
                    view,
                    done / took,
                    updates,
                    100 * (value(after, "TaskDuration") - value(before, "TaskDuration")) / took,
                    tasks,
                    blocked / took * 60,
                    longest,
                    perMinute,
                    value(after, "JSHeapUsedSize") / 1e6,
                    depotMs,
                    serviceMs);
        }
    }

    private static double value(Map<String, Double> metrics, String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }
}
