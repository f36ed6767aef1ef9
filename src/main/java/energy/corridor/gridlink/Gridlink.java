package energy.corridor.gridlink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.corridor.corridor.CorridorHistory;
import energy.corridor.fleet.FleetBook;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.contact.Contact;
import energy.corridor.grid.frequency.FrequencyReport;
import energy.corridor.grid.frequency.FrequencyResponse;
import energy.corridor.grid.request.RequestRecord;
import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.settlement.message.MessageExchange;
import energy.corridor.settlement.message.MessageStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The MQTT link of this service: idle unless a broker is configured. */
@Singleton
public final class Gridlink implements DepotFeed, SettlementFeed {

    private static final long NANOS_BETWEEN_CYCLES = Duration.ofSeconds(1).toNanos();
    private static final int WATT_HOURS = 3; // decimals of a kWh

    private final MqttSettings settings;
    private final DepotTopics topics;
    private final GridBook grid;
    private final MessageDesk desk;
    private final MeterRegistry meters;
    private @Nullable Inbox inbox;
    private volatile @Nullable MqttLink link;
    private final LongSupplier nanoTime;
    private @Nullable Long shownNanos;

    /** @throws IllegalArgumentException when a setting is not possible */
    @Inject
    public Gridlink(
            MqttSettings settings,
            FleetBook fleet,
            GridBook grid,
            MessageExchange exchange,
            MessageStore messages,
            Clock clock,
            MeterRegistry meters) {
        this(settings, fleet, grid, new SettlementDesk(exchange, messages), clock, meters, System::nanoTime);
    }

    /** @param nanoTime by which cycles are spaced */
    Gridlink(
            MqttSettings settings,
            FleetBook fleet,
            GridBook grid,
            SettlementDesk settlement,
            Clock clock,
            MeterRegistry meters,
            LongSupplier nanoTime) {
        MqttSettingsCheck.check(settings);
        this.settings = settings;
        this.topics = new DepotTopics(settings.depot());
        this.grid = grid;
        this.desk = new MessageDesk(topics, fleet, grid, settlement, clock);
        this.meters = meters;
        this.nanoTime = nanoTime;
    }

    /** Last of all, when the books are loaded: a vehicle must not be unknown only because we have just started. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) StartupEvent started) {
        start();
    }

    void start() {
        settings.url().ifPresent(url -> {
            Inbox receiving = new Inbox(settings.queue(), topics, desk, this::send, meters);
            MqttLink opened = new MqttLink(url, settings, topics, receiving::offer, meters, MqttLink.PATIENCE);
            inbox = receiving;
            link = opened;
            grid.requests().onStep(this::tell);
            grid.contacts().onChange(this::tell);
            receiving.start();
            opened.start();
        });
    }

    @PreDestroy
    void stop() throws InterruptedException {
        if (inbox != null) {
            inbox.close();
        }
        if (link != null) {
            link.close();
        }
    }

    /** Why there is no connection; empty when there is one, or when none is configured. */
    Optional<String> trouble() {
        return Optional.ofNullable(link).filter(now -> !now.isConnected()).map(MqttLink::trouble);
    }

    @Override
    public synchronized void show(
            CorridorHistory.Point cycle,
            double importLimitKw,
            Optional<Flexibility> flexibility,
            FrequencyReport frequency) {
        MqttLink now = link;
        long nanos = nanoTime.getAsLong();
        if (now == null || (shownNanos != null && nanos - shownNanos < NANOS_BETWEEN_CYCLES)) {
            return;
        }
        shownNanos = nanos;
        ObjectNode corridor =
                Fields.JSON.createObjectNode().put("at", cycle.at().toString());
        put(corridor, "sumKwh", cycle.sumKwh());
        put(corridor, "lowerKwh", cycle.lowerKwh());
        put(corridor, "upperKwh", cycle.upperKwh());
        corridor.put("pluggedIn", cycle.pluggedIn());
        now.show(topics.corridor(), corridor.toString().getBytes(UTF_8));
        ObjectNode power = Fields.JSON.createObjectNode().put("at", cycle.at().toString());
        put(power, "powerKw", cycle.powerKw());
        put(power, "importLimitKw", importLimitKw);
        now.show(topics.power(), power.toString().getBytes(UTF_8));
        if (frequency.response().state() != FrequencyResponse.State.OFF) {
            now.show(
                    topics.response(),
                    response(cycle.at(), frequency).toString().getBytes(UTF_8));
        }
        flexibility.ifPresent(known -> now.show(
                topics.flexibility(),
                FlexibilityJson.at(cycle.at(), known).toString().getBytes(UTF_8)));
    }

    private static ObjectNode response(Instant at, FrequencyReport frequency) {
        FrequencyResponse response = frequency.response();
        ObjectNode node = Fields.JSON
                .createObjectNode()
                .put("at", at.toString())
                .put("state", response.state().name());
        response.newest()
                .ifPresent(measured -> node.put("hz", measured.hz())
                        .put("measuredAt", measured.at().toString()));
        put(node, "askedKw", response.askedKw());
        put(node, "givenKw", frequency.givenKw());
        put(node, "upKw", frequency.upKw());
        put(node, "downKw", frequency.downKw());
        return node.put("reason", response.reason());
    }

    @Override
    public boolean isOpen() {
        MqttLink now = link;
        return now != null && now.isConnected();
    }

    @Override
    public void publish(MessageStore.Sent message, Runnable published) {
        send(Outgoing.notice(
                topics.made(), SettlementJson.of(message).toString().getBytes(UTF_8), published));
    }

    /** To who asked, and to whoever listens. */
    private void tell(RequestRecord request) {
        if (!StepJson.isNews(request)) {
            return;
        }
        byte[] step = StepJson.of(request).toString().getBytes(UTF_8);
        request.channel().ifPresent(channel -> send(Outgoing.answer(channel, step)));
        String operator = request.asked().id().operator();
        send(Outgoing.notice(topics.steps(operator), step));
        request.delivery()
                .filter(report -> request.state().isOver())
                .ifPresent(report -> report.intervals()
                        .forEach(interval -> send(Outgoing.notice(
                                topics.measurement(operator),
                                StepJson.of(request, report, interval)
                                        .toString()
                                        .getBytes(UTF_8)))));
    }

    private void tell(Contact contact) {
        send(Outgoing.retained(
                topics.contact(contact.rules().operator()),
                StepJson.of(contact).toString().getBytes(UTF_8)));
    }

    private void send(Outgoing message) {
        MqttLink now = link;
        if (now != null) {
            now.send(message);
        }
    }

    /** A number that is none is left out. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, BigDecimal.valueOf(value).setScale(WATT_HOURS, RoundingMode.HALF_EVEN));
        }
    }
}
