package energy.corridor.gridlink;

import static org.assertj.core.api.Assertions.assertThat;

import energy.corridor.corridor.CorridorHistory;
import energy.corridor.fleet.SocSource;
import energy.corridor.grid.GridRequest;
import energy.corridor.grid.GridStore;
import energy.corridor.grid.InMemoryGridStore;
import energy.corridor.grid.Site;
import energy.corridor.optimiser.flexibility.Flexibility;
import energy.corridor.quantity.TimeGrid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;

/** What operators, vehicles and listeners may rely on, with whatever broker a subclass brings. */
abstract class LinkStories {

    private static final Flexibility FLEXIBILITY = new Flexibility(
            new TimeGrid(Instant.parse("2026-03-02T19:55:00Z"), Duration.ofMinutes(5), 6),
            List.of(new Flexibility.Span(
                    3, List.of(new Flexibility.Point(0, 40, 90.1239, 70, 120), new Flexibility.Point(3, 1, 1, 1, 1)))));

    private static final String CAP = """
            {"kind": "IMPORT_LIMIT", "from": "2026-03-02T21:00:00Z", "to": "2026-03-02T23:00:00Z", "kw": 200}""";

    abstract String url();

    @Test
    void aVehicleTellsItsEnergyInKwhOrInPercent() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe bus = new MqttProbe(url(), "bus")) {
            bus.say("corridor/depot/vehicles/bus-1/soc", "{\"socKwh\": 61.5, \"at\": \"2026-03-02T19:59:30Z\"}");
            depot.change();
            assertThat(depot.soc("bus-1").socKwh()).isEqualTo(61.5);
            assertThat(depot.soc("bus-1").source()).isEqualTo(SocSource.TELEMATICS);

            bus.say("corridor/depot/vehicles/bus-2/soc", "{\"socPercent\": 40, \"at\": \"2026-03-02T19:59:30Z\"}");
            depot.change();
            assertThat(depot.soc("bus-2").socKwh()).isEqualTo(40);
            assertThat(depot.soc("bus-2").sampledAt()).isEqualTo(Instant.parse("2026-03-02T19:59:30Z"));
        }
    }

    @Test
    void anOperatorIsAnsweredWhenItsLimitIsInTheBookAndMayWithdrawIt() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers")) {
            var accepted = operator.ask("corridor/depot/requests/cap-1", CAP, "operator/answers", "q1");
            assertThat(accepted.payload()).isEqualTo("{\"id\":\"cap-1\",\"status\":\"accepted\"}");
            assertThat(depot.grid.requests(LinkedDepot.NOW))
                    .containsExactly(new GridRequest.ImportLimit(
                            "cap-1",
                            Instant.parse("2026-03-02T21:00:00Z"),
                            Instant.parse("2026-03-02T23:00:00Z"),
                            200));

            var withdrawn = operator.ask("corridor/depot/requests/cap-1", "", "operator/answers", "q2");
            assertThat(withdrawn.payload()).contains("accepted");
            assertThat(depot.grid.requests(LinkedDepot.NOW)).isEmpty();
        }
    }

    @Test
    void aRepeatedRequestIsAcceptedAgainAndChangesNothing() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers")) {
            operator.ask("corridor/depot/requests/cap-1", CAP, "operator/answers", "q1");
            assertThat(depot.change()).isEqualTo("grid");

            var again = operator.ask("corridor/depot/requests/cap-1", CAP, "operator/answers", "q2");
            assertThat(again.payload()).contains("accepted");
            assertThat(depot.hasChanged()).isFalse();

            operator.ask("corridor/depot/requests/cap-1", CAP.replace("200", "150"), "operator/answers", "q3");
            assertThat(depot.change()).isEqualTo("grid");
            assertThat(depot.grid.requests(LinkedDepot.NOW))
                    .extracting(request -> ((GridRequest.ImportLimit) request).kw())
                    .containsExactly(150.0);
        }
    }

    @Test
    void aRefusalSaysWhyToTheSenderAndOnTheErrorsTopic() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers", "corridor/depot/errors")) {
            String negative = CAP.replace("200", "-5");
            var refused = operator.ask("corridor/depot/requests/cap-1", negative, "operator/answers", "q1");
            assertThat(refused.payload())
                    .isEqualTo("{\"id\":\"cap-1\",\"status\":\"refused\",\"reason\":"
                            + "\"Request \\\"cap-1\\\": kw (-5.0) must be a finite number, 0 or more.\"}");

            operator.say("corridor/depot/requests/cap-2", "{\"kind\": ");
            assertThat(operator.next("corridor/depot/errors").payload()).contains("cap-1", "kw (-5.0)");
            assertThat(operator.next("corridor/depot/errors").payload())
                    .contains("corridor/depot/requests/cap-2", "is not JSON", "line 1");

            operator.say("corridor/depot/vehicles/bus-9/soc", "{\"socKwh\": 5, \"at\": \"2026-03-02T19:59:30Z\"}");
            assertThat(operator.next("corridor/depot/errors").payload())
                    .contains("corridor/depot/vehicles/bus-9/soc", "is not registered");
            assertThat(depot.hasChanged()).isFalse();
            assertThat(depot.count("corridor.mqtt.messages", "outcome", "refused"))
                    .isEqualTo(3);
        }
    }

    @Test
    void aRetainedRequestIsSeenByALinkThatComesLater() throws Exception {
        try (MqttProbe operator = new MqttProbe(url(), "operator")) {
            operator.keep("corridor/depot/requests/cap-kept", CAP);
            try (LinkedDepot depot = new LinkedDepot(url())) {
                assertThat(depot.change()).isEqualTo("grid");
                assertThat(depot.grid.requests(LinkedDepot.NOW))
                        .extracting(GridRequest::id)
                        .containsExactly("cap-kept");
            } finally {
                operator.keep("corridor/depot/requests/cap-kept", "");
            }
        }
    }

    @Test
    void aMessageThatExpiresWhileItWaitsIsRefused() throws Exception {
        Semaphore disk = new Semaphore(0);
        GridStore slow = new StoreThat(() -> disk.acquireUninterruptibly());
        try (LinkedDepot depot = new LinkedDepot(url(), slow).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers", "corridor/depot/errors")) {
            operator.say("corridor/depot/requests/first", CAP);
            MqttProperties shortLived = new MqttProperties();
            shortLived.setMessageExpiryInterval(1L);
            shortLived.setResponseTopic("operator/answers");
            operator.say("corridor/depot/requests/second", CAP, shortLived);
            LinkedDepot.await(
                    "the second to wait",
                    () -> depot.meters.get("corridor.mqtt.queue").gauge().value() == 1);
            Thread.sleep(1_200); // longer than the second one lives
            disk.release();
            assertThat(operator.next("operator/answers").payload()).contains("second", "refused", "expired");
            assertThat(depot.grid.requests(LinkedDepot.NOW))
                    .extracting(GridRequest::id)
                    .containsExactly("first");
        }
    }

    @Test
    void whatTheStoreCannotKeepIsTriedAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        GridStore awayOnce = new StoreThat(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("The database is away.");
            }
        });
        try (LinkedDepot depot = new LinkedDepot(url(), awayOnce).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "operator/answers")) {
            var answer = operator.ask("corridor/depot/requests/cap-1", CAP, "operator/answers", "q1");
            assertThat(answer.payload()).contains("accepted");
            assertThat(calls).hasValue(2);
            assertThat(depot.grid.requests(LinkedDepot.NOW)).hasSize(1);
        }
    }

    @Test
    void aBurstIsTakenWholeAndInOrder() throws Exception {
        try (LinkedDepot depot = new LinkedDepot(url()).connected();
                MqttProbe bus = new MqttProbe(url(), "bus", "bus/answers")) {
            MqttProperties answered = new MqttProperties();
            answered.setResponseTopic("bus/answers");
            for (int i = 0; i < 500; i++) {
                bus.say(
                        "corridor/depot/vehicles/bus-1/soc",
                        "{\"socKwh\": %s, \"at\": \"%s\"}"
                                .formatted(i / 10.0, LinkedDepot.NOW.minusSeconds(1_000L - i)),
                        answered);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(bus.next("bus/answers").payload()).contains("accepted");
            }
            assertThat(depot.soc("bus-1").socKwh()).isEqualTo(49.9);
            assertThat(depot.count("corridor.mqtt.messages", "outcome", "accepted"))
                    .isEqualTo(500);
        }
    }

    @Test
    void listenersSeeTheNewestCycleAndWhetherWeAreThere() throws Exception {
        try (MqttProbe listener = new MqttProbe(url(), "listener", "corridor/depot/#")) {
            try (LinkedDepot depot = new LinkedDepot(url()).connected()) {
                listener.next("corridor/depot/status", "online");
                depot.link.show(cycle(512.5), 200, Optional.of(FLEXIBILITY));
                depot.link.show(cycle(600), 200, Optional.empty()); // within the same second
                assertThat(listener.next("corridor/depot/corridor").payload())
                        .isEqualTo("{\"at\":\"2026-03-02T20:00:00Z\",\"sumKwh\":512.500,\"lowerKwh\":310.123,"
                                + "\"upperKwh\":900.000,\"pluggedIn\":12}");
                assertThat(listener.next("corridor/depot/power").payload())
                        .isEqualTo("{\"at\":\"2026-03-02T20:00:00Z\",\"powerKw\":180.000,\"importLimitKw\":200.000}");
                assertThat(listener.next("corridor/depot/flexibility").payload())
                        .isEqualTo(
                                "{\"at\":\"2026-03-02T20:00:00Z\",\"durations\":[{\"from\":\"2026-03-02T19:55:00Z\",\"minutes\":15,"
                                        + "\"moreKw\":40.000,\"lessKw\":90.123,\"summedMoreKw\":70.000,\"summedLessKw\":120.000}]}");
                depot.nanoTime.addAndGet(1_000_000_000L);
                depot.link.show(cycle(700), 200, Optional.empty());
                assertThat(listener.next("corridor/depot/corridor").payload()).contains("\"sumKwh\":700.000");
                try (MqttProbe late = new MqttProbe(url(), "late", "corridor/depot/#")) {
                    assertThat(late.next("corridor/depot/corridor").retained()).isTrue();
                    assertThat(late.next("corridor/depot/power").retained()).isTrue();
                }
            }
            listener.next("corridor/depot/status", "offline");
        }
    }

    @Test
    void theLastWillTellsOfALostLinkWhichComesBackAndMissesNothing() throws Exception {
        try (CuttableRoute route = new CuttableRoute(url());
                LinkedDepot depot = new LinkedDepot(route.url()).connected();
                MqttProbe operator = new MqttProbe(url(), "operator", "corridor/depot/status", "operator/answers")) {
            operator.next("corridor/depot/status", "online");

            route.cut();
            operator.next("corridor/depot/status", "offline");
            MqttProperties answered = new MqttProperties();
            answered.setResponseTopic("operator/answers");
            operator.say("corridor/depot/requests/cap-1", CAP, answered);
            route.restore();

            assertThat(operator.next("operator/answers").payload()).contains("cap-1", "accepted");
            assertThat(depot.grid.requests(LinkedDepot.NOW)).hasSize(1);
            operator.next("corridor/depot/status", "online");
        }
    }

    private static CorridorHistory.Point cycle(double sumKwh) {
        return new CorridorHistory.Point(LinkedDepot.NOW, 900, 310.1234, sumKwh, 180, 12);
    }

    /** A store in which something happens before a request is kept. */
    private static final class StoreThat implements GridStore {

        private final GridStore inner = new InMemoryGridStore();
        private final Runnable before;

        StoreThat(Runnable before) {
            this.before = before;
        }

        @Override
        public Site site() {
            return inner.site();
        }

        @Override
        public void save(Site site) {
            inner.save(site);
        }

        @Override
        public List<GridRequest> requestsEndingAfter(Instant now) {
            return inner.requestsEndingAfter(now);
        }

        @Override
        public void save(GridRequest request) {
            before.run();
            inner.save(request);
        }

        @Override
        public boolean remove(String requestId) {
            return inner.remove(requestId);
        }

        @Override
        public double peakKw(LocalDate month) {
            return inner.peakKw(month);
        }

        @Override
        public void savePeak(LocalDate month, double importKw) {
            inner.savePeak(month, importKw);
        }
    }
}
