package energy.corridor.gridlink.openadr;

import energy.corridor.grid.GridBook;
import energy.corridor.grid.request.FirstHeard;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** All OpenADR connections of this service, each on a thread of its own: idle unless some are configured. */
@Singleton
public final class OpenAdr {

    private static final Logger LOG = Logger.getLogger(OpenAdr.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration HINT_PAUSE = Duration.ofSeconds(1);

    private final OpenAdrSettings settings;
    private final GridBook grid;
    private final FirstHeard heard;
    private final Clock clock;
    private final Map<String, Link> links = new LinkedHashMap<>();

    OpenAdr(OpenAdrSettings settings, GridBook grid, FirstHeard heard, Clock clock) {
        this.settings = settings;
        this.grid = grid;
        this.heard = heard;
        this.clock = clock;
    }

    /** Last of all, when the books are loaded. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started) {
        settings.connections().map(Connection::read).orElse(List.of()).forEach(this::open);
    }

    void open(Connection connection) {
        grid.contacts().agree(connection.rules(), clock.instant());
        Link link = new Link(connection);
        links.put(connection.operator(), link);
        link.soon();
    }

    List<Ven.Status> statuses() {
        return links.values().stream().map(link -> link.ven.status()).toList();
    }

    Optional<Connection> connection(String operator) {
        return Optional.ofNullable(links.get(operator)).map(link -> link.connection);
    }

    /** Something may be new at the operator's server. */
    void hint(String operator) {
        Optional.ofNullable(links.get(operator)).ifPresent(Link::soon);
    }

    @PreDestroy
    void close() {
        links.values().forEach(link -> {
            link.thread.shutdownNow();
            link.mqtt.ifPresent(MqttHints::close);
        });
    }

    private final class Link {
        private final Connection connection;
        private final Optional<MqttHints> mqtt;
        private final Ven ven;
        private final AtomicBoolean hinted = new AtomicBoolean();
        private final Random jitter = new Random();
        private final ScheduledExecutorService thread;
        private int failures;
        private long nextNanos;
        private volatile long lastNanos = System.nanoTime() - HINT_PAUSE.toNanos();

        Link(Connection connection) {
            this.connection = connection;
            Vtn vtn = new Vtn(connection, System::nanoTime);
            mqtt = connection.version() == Connection.Version.V3_1_0
                    ? Optional.of(new MqttHints(connection, vtn, this::soon, System::nanoTime))
                    : Optional.empty();
            ven = new Ven(connection, grid, heard, clock, vtn, mqtt);
            thread = Executors.newSingleThreadScheduledExecutor(
                    task -> new Thread(task, "openadr-" + connection.operator()));
            nextNanos = System.nanoTime();
            long often = Math.min(TimeUnit.SECONDS.toNanos(1), connection.poll().toNanos());
            var unused = thread.scheduleWithFixedDelay(this::exchangeWhenDue, often, often, TimeUnit.NANOSECONDS);
        }

        /** However many hints come, one exchange, and no two within a second. */
        void soon() {
            if (!hinted.compareAndSet(false, true)) {
                return;
            }
            try {
                long rest = HINT_PAUSE.toNanos() - (System.nanoTime() - lastNanos);
                var unused = thread.schedule(
                        () -> {
                            hinted.set(false);
                            nextNanos = System.nanoTime();
                            exchangeWhenDue();
                        },
                        Math.max(0, rest),
                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("OpenADR is closing.");
            }
        }

        /** The only catch of the thread: a broken exchange must not end polling. */
        private void exchangeWhenDue() {
            if (nextNanos - System.nanoTime() > 0) {
                return;
            }
            boolean done = false;
            lastNanos = System.nanoTime();
            try {
                done = ven.exchange();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "OpenADR %s: an exchange failed because of a fault of Corridor's own.",
                        connection.operator());
            }
            failures = done ? 0 : Math.min(MOST_DOUBLINGS, failures + 1);
            nextNanos = System.nanoTime() + pause().toNanos();
        }

        /** The agreed time; after failures twice as long each time, with jitter, so that no storm follows an outage. */
        private Duration pause() {
            if (failures == 0) {
                return connection.poll();
            }
            Duration doubled = connection.poll().multipliedBy(1L << (failures - 1));
            Duration most = LONGEST_PAUSE.compareTo(connection.poll()) > 0 ? LONGEST_PAUSE : connection.poll();
            Duration capped = doubled.compareTo(most) < 0 ? doubled : most;
            return Duration.ofNanos((long) (capped.toNanos() * (0.75 + 0.5 * jitter.nextDouble())));
        }
    }
}
