package energy.corridor.gridlink;

import energy.corridor.duty.DutyBook;
import energy.corridor.duty.InMemoryDutyStore;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.InMemoryFleetStore;
import energy.corridor.fleet.SocEstimate;
import energy.corridor.fleet.Vehicle;
import energy.corridor.grid.GridBook;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.Site;
import energy.corridor.grid.contact.ContactBook;
import energy.corridor.grid.contact.InMemoryContactStore;
import energy.corridor.grid.frequency.DailyWindow;
import energy.corridor.grid.frequency.Droop;
import energy.corridor.grid.frequency.FrequencyControl;
import energy.corridor.grid.request.InMemoryRequestStore;
import energy.corridor.grid.request.RequestBook;
import energy.corridor.grid.request.RequestStore;
import energy.corridor.settlement.ElementRegister;
import energy.corridor.settlement.GridElement;
import energy.corridor.settlement.PaperBooks;
import energy.corridor.settlement.message.InMemoryMessages;
import energy.corridor.settlement.message.MessageExchange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** A depot with bus-1 and bus-2 (100 kWh each) at 20:00, linked to a broker. */
final class LinkedDepot implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-02T20:00:00Z");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FleetBook fleet;
    final GridBook grid;
    final Gridlink link;
    final InMemoryMessages messages = new InMemoryMessages();
    final AtomicLong nanoTime = new AtomicLong();
    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

    LinkedDepot(String url) {
        this(url, new InMemoryRequestStore());
    }

    LinkedDepot(String url, RequestStore requests) {
        fleet = new FleetBook(new InMemoryFleetStore(Depot.EMPTY), new DutyBook(new InMemoryDutyStore()));
        fleet.register(new Depot(List.of(), List.of(bus("bus-1"), bus("bus-2"))));
        grid = new GridBook(
                new InMemoryGridStore(),
                new RequestBook(requests),
                new ContactBook(new InMemoryContactStore()),
                new FrequencyControl(new FrequencyControl.Settings(
                        new Droop(50, 0.01, 0.2, 100, 100),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(10),
                        DailyWindow.always())));
        grid.site(new Site(1000, 0, List.of(), 0, List.of(), List.of()));
        fleet.onChange(() -> changes.add("fleet"));
        grid.onChange(() -> changes.add("grid"));
        link = new Gridlink(
                settings(url),
                fleet,
                grid,
                settlement(messages),
                Clock.fixed(NOW, ZoneOffset.UTC),
                meters,
                nanoTime::get);
        link.start();
    }

    /** With a battery of 100 kW that tells its own energy. */
    static SettlementDesk settlement(InMemoryMessages messages) {
        ElementRegister register = new ElementRegister(new PaperBooks());
        register.register(new GridElement(
                "battery",
                1,
                GridElement.Type.BATTERY,
                GridElement.State.ACTIVE,
                Optional.empty(),
                "operator",
                Optional.empty(),
                100_000,
                100_000,
                GridElement.NINE_DIGITS,
                BigDecimal.ZERO,
                "depot",
                Map.of(),
                Instant.EPOCH,
                GridElement.Source.OPERATOR));
        MessageExchange exchange = new MessageExchange(
                register,
                messages,
                (text, signature, key) -> false,
                (rate, start) -> false,
                new MessageExchange.Settings(Duration.ofMinutes(15), Duration.ofMinutes(15), "EUR"));
        return new SettlementDesk(exchange, messages);
    }

    static Vehicle bus(String id) {
        return new Vehicle(new VehicleId(id), List.of(id), 100, 10, 50, 0, 0, 1, 1, 0, ChargingCurve.FLAT);
    }

    /** Waits until the link stands. */
    LinkedDepot connected() throws InterruptedException {
        await("the link", () -> link.trouble().isEmpty());
        return this;
    }

    /** Waits for the next change of a book. */
    String change() throws InterruptedException {
        String change = changes.poll(20, TimeUnit.SECONDS);
        if (change == null) {
            throw new AssertionError("Nothing changed within 20 s.");
        }
        return change;
    }

    boolean hasChanged() {
        return !changes.isEmpty();
    }

    SocEstimate soc(String vehicle) {
        return fleet.at(NOW).vehicles().stream()
                .filter(v -> v.vehicle().id().value().equals(vehicle))
                .findFirst()
                .orElseThrow()
                .soc();
    }

    double count(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited 40 s for " + what + ".");
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws InterruptedException {
        link.stop();
    }

    static MqttSettings settings(String url) {
        return new Settings(Optional.of(url), "depot", Duration.ofSeconds(30), Duration.ofHours(24), 1_000);
    }

    record Settings(Optional<String> url, String depot, Duration keepAlive, Duration sessionExpiry, int queue)
            implements MqttSettings {
        @Override
        public int embeddedPort() {
            return 0;
        }

        @Override
        public Optional<String> username() {
            return Optional.empty();
        }

        @Override
        public Optional<String> password() {
            return Optional.empty();
        }

        @Override
        public Optional<String> clientId() {
            return Optional.empty();
        }
    }
}
