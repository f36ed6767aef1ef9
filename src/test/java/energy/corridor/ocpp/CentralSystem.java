package energy.corridor.ocpp;

import energy.corridor.duty.DutyBook;
import energy.corridor.duty.InMemoryDutyStore;
import energy.corridor.duty.VehicleId;
import energy.corridor.fleet.ChargingCurve;
import energy.corridor.fleet.Depot;
import energy.corridor.fleet.Evse;
import energy.corridor.fleet.FleetBook;
import energy.corridor.fleet.InMemoryFleetStore;
import energy.corridor.fleet.StationEvent;
import energy.corridor.fleet.StationIntake;
import energy.corridor.fleet.StationJournal;
import energy.corridor.fleet.Vehicle;
import energy.corridor.ocpp.v16.Ocpp16;
import energy.corridor.ocpp.v201.Ocpp201;
import energy.corridor.ocpp.v21.Ocpp21;
import energy.corridor.telemetry.EvseId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The station side of the service on a port of its own, with the real fleet and a journal in memory. The depot has the stations
 * RDAM-1 (two EVSEs), RDAM-2, "RDAM 3" (with a blank) and RDAM-4 (three phases), and bus-1, whose tag is BUS1. It is 22:00 for ever.
 */
public final class CentralSystem implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-03-02T22:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public final SlowJournal journal = new SlowJournal();
    public final FleetBook fleet;
    public final StationIntake intake;
    public final StationLinks links = new StationLinks();
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final OcppCommands commands;
    public final Access access;
    public final Operator operator = new Operator(links);
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final OcppEndpoint endpoint;

    public CentralSystem() {
        this(TestSettings.defaults());
    }

    public CentralSystem(OcppSettings settings) {
        this(settings, options -> options);
    }

    /** @param transport what a test changes of the server, e.g. TLS */
    CentralSystem(OcppSettings settings, UnaryOperator<HttpServerOptions> transport) {
        fleet = fleet(journal);
        intake = new StationIntake(journal, fleet);
        OcppMetrics metrics = new OcppMetrics(meters, links);
        List<OcppVersion> versions = List.of(
                new Ocpp16(intake, CLOCK, settings, metrics),
                new Ocpp201(intake, CLOCK, settings, metrics),
                new Ocpp21(intake, CLOCK, settings, metrics));
        commands = new OcppCommands(links, metrics);
        access = new Access(new InMemoryCredentials(), settings);
        HttpServerOptions options = new HttpServerOptions().setHost("localhost").setPort(0);
        new OcppServerOptions(versions, settings).customizeHttpServer(options);
        Router router = Router.router(vertx);
        endpoint = new OcppEndpoint(intake, links, access, versions, CLOCK, settings, metrics);
        endpoint.mount(router);
        server = await(vertx.createHttpServer(transport.apply(options))
                .requestHandler(router)
                .listen());
    }

    public int port() {
        return server.actualPort();
    }

    /** Connects a station that speaks OCPP 1.6. */
    public StationClient connect(String station) {
        return StationClient.connect(port(), station);
    }

    /** Connects a station and lets it boot. */
    public StationClient boot(String station) {
        StationClient client = connect(station);
        client.send(
                "[2,\"boot\",\"BootNotification\",{\"chargePointVendor\":\"Acme\",\"chargePointModel\":\"DC-150\"}]");
        client.expect(
                "[3,\"boot\",{\"currentTime\":\"2026-03-02T22:00:00Z\",\"interval\":300,\"status\":\"Accepted\"}]");
        return client;
    }

    /** Connects a station that speaks a later version, and lets it boot. */
    public StationClient boot(String station, String subprotocol) {
        StationClient client = StationClient.connect(port(), station, subprotocol);
        client.send("[2,\"boot\",\"BootNotification\",{\"reason\":\"PowerUp\","
                + "\"chargingStation\":{\"vendorName\":\"Acme\",\"model\":\"DC-150\"}}]");
        client.expect(
                "[3,\"boot\",{\"status\":\"Accepted\",\"currentTime\":\"2026-03-02T22:00:00Z\",\"interval\":300}]");
        return client;
    }

    /** What the journal keeps of one kind. */
    public <E extends StationEvent> List<E> kept(Class<E> kind) {
        return journal.events().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    public double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).meters().stream()
                .flatMap(m -> java.util.stream.StreamSupport.stream(m.measure().spliterator(), false)
                        .limit(1))
                .mapToDouble(m -> m.getValue())
                .sum();
    }

    /** Waits until it is so; fails after ten seconds. */
    public void until(String what, Predicate<CentralSystem> so) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!so.test(this)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come about that " + what + ".");
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    @Override
    public void close() {
        endpoint.stop(new ShutdownEvent());
        await(vertx.close());
    }

    static FleetBook fleet(StationJournal journal) {
        FleetBook fleet = new FleetBook(new InMemoryFleetStore(depot()), new DutyBook(new InMemoryDutyStore()));
        fleet.load(journal);
        return fleet;
    }

    private static Depot depot() {
        return new Depot(
                List.of(
                        evse("RDAM-1", 1),
                        evse("RDAM-1", 2),
                        evse("RDAM-2", 1),
                        evse("RDAM 3", 1),
                        new Evse(EvseId.of("RDAM-4", 1), "site", 22, 0, 4.14, 3)),
                List.of(new Vehicle(
                        new VehicleId("bus-1"),
                        List.of("BUS1"),
                        350,
                        35,
                        150,
                        0,
                        0,
                        0.94,
                        0.94,
                        0,
                        ChargingCurve.FLAT)));
    }

    private static Evse evse(String station, int number) {
        return new Evse(EvseId.of(station, number), "site", 150, 0, 10, 0);
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
